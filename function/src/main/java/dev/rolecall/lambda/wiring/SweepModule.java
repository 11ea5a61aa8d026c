package dev.rolecall.lambda.wiring;

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
import dev.rolecall.lambda.settings.IncidentSettings;
import dev.rolecall.lambda.telemetry.UnreadEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Everything that happens without a denial, put together.
public final class SweepModule implements EventFunction {

  /// So many incidents are looked at in one go; what is left is due in the next one.
  public static final int MOST = 100;

  private final FunctionContext context;
  private final IncidentRepository repository;
  private final NotificationChannel<Notification> channel;

  public SweepModule(FunctionContext context) {
    this.context = context;
    this.repository = context.repository();
    this.channel = context.channel();
  }

  @Override
  public void run(byte[] event, Duration budget) {
    Instant end = context.clock().instant().plus(budget);
    try {
      switch (SweepRequest.parse(event)) {
        case SweepRequest.Due _ -> look(sweep -> sweep.due(MOST, end));
        case SweepRequest.Changed change -> look(sweep -> sweep.about(change::concerns, end));
        case SweepRequest.Summary(Digest.Period period) ->
            EventFailure.unlessDelivered(
                channel.deliver(
                    new Notification.OfDigest(
                        DigestBuilder.digest(repository, period, context.clock().instant()))));
        case SweepRequest.Foreign _ -> context.log().logOtherEvent();
      }
    } catch (RepositoryFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  /// With evidence that is read again: what was read before a change says nothing of it.
  private void look(Function<IncidentSweep, List<IncidentSweep.LookResult>> looking) {
    UnreadEvidence unread = new UnreadEvidence(context.log(), context.metrics());
    List<IncidentSweep.LookResult> all = looking.apply(sweep(context.evidence(unread)));
    unread.report();
    for (IncidentSweep.LookResult one : all) {
      context.log().logLook(one);
      context.metrics().countLook(one);
    }
  }

  private IncidentSweep sweep(AwsEvidence evidence) {
    IncidentSettings incidents = context.settings().incidents();
    DenialExplainer explainer = new DenialExplainer(evidence, context.clock());
    return new IncidentSweep(
        incidents.rules(),
        incidents.ownerTags(),
        repository,
        channel,
        context.clock(),
        event -> EventBridgeEvents.denial(event).map(explainer));
  }
}
