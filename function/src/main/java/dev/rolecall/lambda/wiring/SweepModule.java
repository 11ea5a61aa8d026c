package dev.rolecall.lambda.wiring;

import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.incident.DigestBuilder;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.queue.LookMessage;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.queue.QueueMessages;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.EventBridgeEvents;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.service.SweepRequest;
import dev.rolecall.lambda.settings.IncidentSettings;
import dev.rolecall.lambda.telemetry.UnreadEvidence;
import dev.rolecall.lambda.wording.EventWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Everything that happens without a denial, put together.
public final class SweepModule implements EventFunction {

  /// So many incidents are looked at in one go; what is left is due in the next one.
  public static final int MOST = 100;

  private final FunctionContext context;
  private final IncidentRepository repository;
  private final NotificationChannel<Notification> channel;
  private final LookQueue queue;

  public SweepModule(FunctionContext context) {
    this.context = context;
    this.repository = context.repository();
    this.channel = context.channel();
    this.queue = context.lookQueue();
  }

  @Override
  public String run(byte[] event, Duration budget) {
    Instant end = context.clock().instant().plus(budget);
    try {
      switch (SweepRequest.parse(event)) {
        case SweepRequest.Due _ ->
            look(
                sweep ->
                    context.settings().incidents().looks().isPresent()
                        ? sweep.dueInParts(end)
                        : sweep.due(MOST, end));
        case SweepRequest.Changed change ->
            look(
                sweep ->
                    change.touched().isEmpty()
                        ? sweep.about(change::concerns, end)
                        : sweep.about(change.touched(), change::concerns, end));
        case SweepRequest.Summary(Digest.Period period) ->
            EventFailure.unlessDelivered(
                channel.deliver(
                    new Notification.OfDigest(
                        DigestBuilder.digest(repository, period, context.clock().instant()))));
        case SweepRequest.Queued(List<SweepRequest.Look> looks) -> {
          return QueueMessages.answer(queued(looks, end));
        }
        case SweepRequest.Foreign _ -> context.log().logOtherEvent();
      }
      return NOTHING;
    } catch (RepositoryFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  /// Which messages must come again: those that were not looked at to their end.
  private List<String> queued(List<SweepRequest.Look> looks, Instant end) {
    List<String> failed = new ArrayList<>();
    for (SweepRequest.Look look : looks) {
      if (look.message().isEmpty()) {
        context.log().logMalformed(EventWords.notALook());
        context.metrics().countMalformed();
        failed.add(look.id());
      } else if (!context.clock().instant().isBefore(end) || !looked(look.message().get(), end)) {
        failed.add(look.id());
      }
    }
    return failed;
  }

  private boolean looked(LookMessage message, Instant end) {
    try {
      boolean late =
          message.until().filter(until -> context.clock().instant().isAfter(until)).isPresent();
      if (!late) {
        look(sweep -> sweep.look(message.incidents(), message.until().isPresent(), end));
      }
      return true;
    } catch (RepositoryFailure e) {
      context.log().logLooksFailed(message.incidents().size(), String.valueOf(e.getMessage()));
      return false;
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
        event -> EventBridgeEvents.denial(event).map(explainer),
        queue);
  }
}
