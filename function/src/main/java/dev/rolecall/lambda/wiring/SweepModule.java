package dev.rolecall.lambda.wiring;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.incident.DigestBuilder;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.EventBridgeEvents;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.service.SweepRequest;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.IncidentSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import dev.rolecall.lambda.telemetry.UnreadEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Everything that happens without a denial, put together.
public final class SweepModule {

  /// So many incidents are looked at in one go; what is left is due in the next one.
  public static final int MOST = 100;

  private final IncidentModule incidentModule;
  private final IncidentRepository store;
  private final NotificationChannel<Notification> outlet;
  private final FunctionLog functionLog;
  private final FunctionMetrics functionMetrics;
  private final InstantSource clock;

  public SweepModule(
      ExplainSettings settings,
      AwsContext aws,
      FunctionLog functionLog,
      FunctionMetrics functionMetrics,
      InstantSource clock) {
    this.incidentModule = new IncidentModule(settings, aws, clock);
    this.store = incidentModule.store();
    this.outlet = incidentModule.outlet();
    this.functionLog = functionLog;
    this.functionMetrics = functionMetrics;
    this.clock = clock;
  }

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @throws EventFailure when it could not be done, and has to be tried again
  public void run(byte[] event, Duration budget) {
    Instant end = clock.instant().plus(budget);
    try {
      switch (SweepRequest.parse(event)) {
        case SweepRequest.Due _ -> logLook(evidence -> sweep(evidence).due(MOST, end));
        case SweepRequest.Changed change ->
            logLook(evidence -> sweep(evidence).about(change::concerns, end));
        case SweepRequest.Summary(Digest.Period period) ->
            outlet
                .deliver(
                    new Notification.OfDigest(DigestBuilder.digest(store, period, clock.instant())))
                .failure()
                .ifPresent(
                    why -> {
                      throw new EventFailure(why);
                    });
        case SweepRequest.Foreign _ -> functionLog.logOtherEvent();
      }
    } catch (RepositoryFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  private interface Looking {
    List<IncidentSweep.LookResult> at(AwsEvidence evidence);
  }

  /// With evidence that is read anew: what was read before a change says nothing of it.
  private void logLook(Looking looking) {
    UnreadEvidence unread = new UnreadEvidence(functionLog, functionMetrics);
    List<IncidentSweep.LookResult> all =
        looking.at(incidentModule.evidence(incidentModule.settings().aws(), unread));
    unread.report();
    for (IncidentSweep.LookResult one : all) {
      functionLog.logLook(one);
      functionMetrics.countLook(one);
    }
  }

  private IncidentSweep sweep(AwsEvidence evidence) {
    IncidentSettings incidents = incidentModule.settings().incidents();
    return new IncidentSweep(
        incidents.rules(),
        incidents.ownerTags(),
        store,
        outlet,
        clock,
        event -> explain(event, evidence));
  }

  private Optional<Explanation> explain(byte[] event, AwsEvidence evidence) {
    Optional<Denial> denial = EventBridgeEvents.denial(event);
    return denial.map(new DenialExplainer(evidence, clock));
  }
}
