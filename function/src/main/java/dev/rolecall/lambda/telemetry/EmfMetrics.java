package dev.rolecall.lambda.telemetry;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.installation.MetricName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Writes metrics into the log in CloudWatch's embedded metric format.
public final class EmfMetrics implements FunctionMetrics, InteractionMetrics {

  /// Every first alert waits for others for a moment, and says nothing of what is held for long.
  private static final Set<IncidentState> HELD = Set.of(IncidentState.FOLDED, IncidentState.MUTED);

  private final Metrics metrics = MetricsFactory.getMetricsInstance();
  private final DimensionSet all;
  private final String service;

  /// @param service the value of the dimension that all metrics have
  public EmfMetrics(String service) {
    this.service = service;
    this.all = DimensionSet.of(MetricName.SERVICE, service);
  }

  @Override
  public void countDenial(DenialIntake.IntakeResult intakeResult) {
    Set<MetricName> happened = EnumSet.noneOf(MetricName.class);
    if (intakeResult.cause().isPresent()) {
      happened.add(MetricName.DENIALS);
      if (intakeResult.notice().isEmpty()) {
        happened.add(MetricName.DENIALS_COUNTED);
      }
    }
    if (intakeResult.began()) {
      happened.add(MetricName.INCIDENTS_OPENED);
      if (intakeResult.phase().filter(HELD::contains).isPresent()) {
        happened.add(MetricName.ALERTS_HELD);
      }
    }
    if (intakeResult.search()
        && intakeResult.notice().filter(NotificationKind.FIRST::equals).isPresent()) {
      happened.add(MetricName.ENUMERATIONS);
    }
    if (!happened.isEmpty()) {
      write(all, sheet -> happened.forEach(name -> add(sheet, name, 1)));
    }
    intakeResult
        .cause()
        .ifPresent(
            cause ->
                count(
                    MetricName.DENIALS,
                    DimensionSet.of(MetricName.SERVICE, service, "Cause", cause.name())));
  }

  @Override
  public void countLook(IncidentSweep.LookResult lookResult) {
    count(
        MetricName.INCIDENTS_RESOLVED,
        lookResult.after() == IncidentState.RESOLVED
            && lookResult.before() != IncidentState.RESOLVED);
    count(MetricName.LOOKS_FAILED, lookResult.failure().isPresent());
  }

  @Override
  public void countExplanation(
      Confidence confidence, Duration work, Optional<Duration> sinceDenial) {
    write(
        all,
        sheet -> {
          add(sheet, MetricName.UNDETERMINED, confidence == Confidence.UNDETERMINED ? 1 : 0);
          add(sheet, MetricName.EXPLAIN_TIME, work);
          sinceDenial.ifPresent(time -> add(sheet, MetricName.TIME_TO_EXPLAIN, time));
        });
    count(
        MetricName.DENIALS,
        DimensionSet.of(MetricName.SERVICE, service, "Confidence", confidence.name()));
  }

  @Override
  public void countUnread(String action, ReadListener.Failure failure) {
    count(MetricName.EVIDENCE_UNREAD, true);
    count(
        MetricName.EVIDENCE_UNREAD,
        DimensionSet.of(MetricName.SERVICE, service, "Action", action, "Failure", failure.name()));
    // Accounts that let nobody in are not this installation's fault: unknown ones are among them.
    count(
        MetricName.OWN_ACCESS_DENIED,
        failure == ReadListener.Failure.NOT_ALLOWED && !action.equals("sts:AssumeRole"));
  }

  @Override
  public void countSurvey(DoctorReport doctorReport) {
    write(
        all,
        sheet -> {
          add(sheet, MetricName.DOCTOR_FINDINGS, doctorReport.wrong().size());
          add(sheet, MetricName.DOCTOR_UNKNOWN, doctorReport.unknown().size());
          add(sheet, MetricName.ACCOUNTS_UNREAD, doctorReport.unreadAccounts().size());
        });
  }

  @Override
  public void countOtherEvent() {
    count(MetricName.FOREIGN, true);
  }

  @Override
  public void countStrangeAccount() {
    count(MetricName.STRANGE_ACCOUNTS, true);
  }

  @Override
  public void countMalformed() {
    count(MetricName.MALFORMED, true);
  }

  @Override
  public void countOwnDenial() {
    count(MetricName.OWN_DENIALS, true);
  }

  @Override
  public void countInteraction(String wish) {
    count(MetricName.INTERACTIONS, DimensionSet.of(MetricName.SERVICE, service, "Action", wish));
  }

  @Override
  public void countRefused(Refusal why, int count) {
    write(all, sheet -> add(sheet, MetricName.REQUESTS_REFUSED, count));
    write(
        DimensionSet.of(MetricName.SERVICE, service, "Reason", why.name()),
        sheet -> add(sheet, MetricName.REQUESTS_REFUSED, count));
  }

  private void count(MetricName name, boolean happened) {
    if (happened) {
      count(name, all);
    }
  }

  private void count(MetricName name, DimensionSet dimensions) {
    write(dimensions, sheet -> add(sheet, name, 1));
  }

  private static void add(Metrics sheet, MetricName name, int count) {
    sheet.addMetric(name.key(), count, MetricUnit.COUNT);
  }

  private static void add(Metrics sheet, MetricName name, Duration time) {
    sheet.addMetric(name.key(), (double) time.toMillis(), MetricUnit.MILLISECONDS);
  }

  private void write(DimensionSet dimensions, Consumer<Metrics> entries) {
    metrics.flushMetrics(
        sheet -> {
          sheet.setNamespace(MetricName.NAMESPACE);
          sheet.clearDefaultDimensions();
          sheet.addDimension(dimensions);
          entries.accept(sheet);
        });
  }
}
