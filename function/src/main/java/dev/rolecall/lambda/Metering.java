package dev.rolecall.lambda;

import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.doctor.Report;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.incident.Desk;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.Phase;
import dev.rolecall.incident.Sweep;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Writes metrics into the log in CloudWatch's embedded metric format.
final class Metering implements Telemetry {

  private static final String NAMESPACE = "Rolecall";
  private static final String SERVICE = "Service";
  private static final Set<Phase> HELD = Set.of(Phase.HELD, Phase.FOLDED, Phase.MUTED);

  private final Metrics metrics = MetricsFactory.getMetricsInstance();
  private final String service;

  /// @param service the value of the dimension that all metrics have
  Metering(String service) {
    this.service = service;
  }

  @Override
  public void taken(Desk.Taken taken) {
    taken
        .cause()
        .ifPresent(
            cause -> {
              count("Denials", all());
              count("Denials", DimensionSet.of(SERVICE, service, "Cause", cause.name()));
              count("DenialsCounted", all(), taken.notice().isEmpty());
            });
    count("IncidentsOpened", all(), taken.began());
    count("AlertsHeld", all(), taken.began() && taken.phase().filter(HELD::contains).isPresent());
    count(
        "Enumerations",
        all(),
        taken.search() && taken.notice().filter(NoticeKind.FIRST::equals).isPresent());
  }

  @Override
  public void looked(Sweep.Looked looked) {
    count(
        "IncidentsResolved",
        all(),
        looked.after() == Phase.RESOLVED && looked.before() != Phase.RESOLVED);
    count("LooksFailed", all(), looked.failure().isPresent());
  }

  @Override
  public void explained(Confidence confidence, Duration work, Optional<Duration> sinceDenial) {
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
  public void unread(String action, ReadingListener.Failure failure) {
    count("EvidenceUnread", all());
    count(
        "EvidenceUnread",
        DimensionSet.of(SERVICE, service, "Action", action, "Failure", failure.name()));
    // An account that lets nobody in is no fault of this installation: strangers' are among them.
    if (failure == ReadingListener.Failure.NOT_ALLOWED && !action.equals("sts:AssumeRole")) {
      count("OwnAccessDenied", all());
    }
  }

  @Override
  public void surveyed(Report report) {
    write(
        all(),
        sheet -> {
          sheet.addMetric("DoctorFindings", report.wrong().size(), MetricUnit.COUNT);
          sheet.addMetric("DoctorUnknown", report.unknown().size(), MetricUnit.COUNT);
          sheet.addMetric("AccountsUnread", report.unreadAccounts().size(), MetricUnit.COUNT);
        });
  }

  @Override
  public void foreign() {
    count("Foreign", all());
  }

  @Override
  public void malformed() {
    count("Malformed", all());
  }

  @Override
  public void ownDenial() {
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
