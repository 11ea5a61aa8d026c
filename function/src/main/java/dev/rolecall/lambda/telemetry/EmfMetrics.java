package dev.rolecall.lambda.telemetry;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Writes metrics into the log in CloudWatch's embedded metric format.
public final class EmfMetrics implements FunctionMetrics {

  private static final String NAMESPACE = "Rolecall";
  private static final String SERVICE = "Service";
  private static final Set<IncidentState> HELD =
      Set.of(IncidentState.HELD, IncidentState.FOLDED, IncidentState.MUTED);

  private final Metrics metrics = MetricsFactory.getMetricsInstance();
  private final String service;

  /// @param service the value of the dimension that all metrics have
  public EmfMetrics(String service) {
    this.service = service;
  }

  @Override
  public void countDenial(DenialIntake.IntakeResult intakeResult) {
    intakeResult
        .cause()
        .ifPresent(
            cause -> {
              count("Denials", all());
              count("Denials", DimensionSet.of(SERVICE, service, "Cause", cause.name()));
              count("DenialsCounted", all(), intakeResult.notice().isEmpty());
            });
    count("IncidentsOpened", all(), intakeResult.began());
    count(
        "AlertsHeld",
        all(),
        intakeResult.began() && intakeResult.phase().filter(HELD::contains).isPresent());
    count(
        "Enumerations",
        all(),
        intakeResult.search()
            && intakeResult.notice().filter(NotificationKind.FIRST::equals).isPresent());
  }

  @Override
  public void countLook(IncidentSweep.LookResult lookResult) {
    count(
        "IncidentsResolved",
        all(),
        lookResult.after() == IncidentState.RESOLVED
            && lookResult.before() != IncidentState.RESOLVED);
    count("LooksFailed", all(), lookResult.failure().isPresent());
  }

  @Override
  public void countExplanation(
      Confidence confidence, Duration work, Optional<Duration> sinceDenial) {
    write(
        all(),
        sheet -> {
          sheet.addMetric(
              "Undetermined", confidence == Confidence.UNDETERMINED ? 1 : 0, MetricUnit.COUNT);
          sheet.addMetric("ExplainTime", (double) work.toMillis(), MetricUnit.MILLISECONDS);
          sinceDenial.ifPresent(
              time ->
                  sheet.addMetric(
                      "TimeToExplain", (double) time.toMillis(), MetricUnit.MILLISECONDS));
        });
    count("Denials", DimensionSet.of(SERVICE, service, "Confidence", confidence.name()));
  }

  @Override
  public void countUnread(String action, ReadListener.Failure failure) {
    count("EvidenceUnread", all());
    count(
        "EvidenceUnread",
        DimensionSet.of(SERVICE, service, "Action", action, "Failure", failure.name()));
    // An account that lets nobody in is no fault of this installation: strangers' are among them.
    if (failure == ReadListener.Failure.NOT_ALLOWED && !action.equals("sts:AssumeRole")) {
      count("OwnAccessDenied", all());
    }
  }

  @Override
  public void countSurvey(DoctorReport doctorReport) {
    write(
        all(),
        sheet -> {
          sheet.addMetric("DoctorFindings", doctorReport.wrong().size(), MetricUnit.COUNT);
          sheet.addMetric("DoctorUnknown", doctorReport.unknown().size(), MetricUnit.COUNT);
          sheet.addMetric("AccountsUnread", doctorReport.unreadAccounts().size(), MetricUnit.COUNT);
        });
  }

  @Override
  public void countOtherEvent() {
    count("Foreign", all());
  }

  @Override
  public void countMalformed() {
    count("Malformed", all());
  }

  @Override
  public void countOwnDenial() {
    count("OwnDenials", all());
  }

  private DimensionSet all() {
    return DimensionSet.of(SERVICE, service);
  }

  private void count(String name, DimensionSet dimensions, boolean happened) {
    if (happened) {
      count(name, dimensions);
    }
  }

  private void count(String name, DimensionSet dimensions) {
    write(dimensions, sheet -> sheet.addMetric(name, 1, MetricUnit.COUNT));
  }

  private void write(DimensionSet dimensions, java.util.function.Consumer<Metrics> entries) {
    metrics.flushMetrics(
        sheet -> {
          sheet.setNamespace(NAMESPACE);
          sheet.clearDefaultDimensions();
          sheet.addDimension(dimensions);
          entries.accept(sheet);
        });
  }
}
