package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelAnswer.Kind;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.slack.SlackDelivery.Order;
import dev.rolecall.channel.slack.SlackDelivery.Sent;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.DeliveryResult.Delivered;
import dev.rolecall.incident.notification.DeliveryResult.DeliveredInPart;
import dev.rolecall.incident.notification.DeliveryResult.Rejected;
import dev.rolecall.incident.notification.DeliveryResult.Skipped;
import dev.rolecall.incident.notification.DeliveryResult.TryLater;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Keeps one message of Slack for each episode of an incident, which shows the newest notice;
/// [SlackAction] says what is done for which notice.
///
/// Notices may come twice, out of order and to several invocations at once. Who sends has claimed
/// the episode before, by a write that only one can make, and notes afterwards what stands in
/// Slack. Who dies in between leaves a claim that ends. Whoever tries again then looks for the
/// message that may be there, if the bot may, and sends what is missing: details may come twice
/// then, and without that right a message, too. A notice that is older than what people know is
/// dropped.
final class SlackIncidentMessages {

  /// What is left of a claim for noting what was sent.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration UPDATE_PATIENCE = Duration.ofSeconds(5);

  private final Secrets<SlackSecret> secrets;
  private final SlackMessageStates threads;
  private final SlackDelivery delivery;
  private final InstantSource clock;

  SlackIncidentMessages(
      Secrets<SlackSecret> secrets,
      SlackMessageStates threads,
      SlackDelivery delivery,
      InstantSource clock) {
    this.secrets = secrets;
    this.threads = threads;
    this.delivery = delivery;
    this.clock = clock;
  }

  /// @param end when it must be done
  DeliveryResult publish(SlackAlert alert, SlackNotification notice, Instant end) {
    try {
      return switch (secrets.current()) {
        case SecretReading.Unusable<SlackSecret>(String why) -> new Rejected(why, true);
        case SecretReading.NotNow<SlackSecret>(String why) -> new TryLater(why, Optional.empty());
        case SecretReading.Read<SlackSecret>(SlackSecret secret) -> {
          SlackMessageState thread = threads.find(notice.incident(), notice.episode());
          yield publish(
              new Order(alert, notice, thread, thread.unsure(), end(notice, end)), secret);
        }
      };
    } catch (RepositoryFailure e) {
      return new TryLater(String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  /// An update does not keep alerts waiting.
  private Instant end(SlackNotification notice, Instant end) {
    Instant soon = clock.instant().plus(UPDATE_PATIENCE);
    return notice.kind().isForEveryone() || end.isBefore(soon) ? end : soon;
  }

  private DeliveryResult publish(Order order, SlackSecret secret) {
    SlackMessageState thread = order.thread();
    Instant now = clock.instant();
    if (thread.knows(order.notice())) {
      return new Skipped(DeliveryWords.alreadyShown());
    }
    Optional<SlackMessageState.Claim> claim = thread.claimAt(now);
    if (claim.isPresent()) {
      return new TryLater(
          DeliveryWords.beingSent(), claim.map(held -> Duration.between(now, held.end())));
    }
    if (threads
        .waiting(thread.incident(), thread.episode())
        .outdates(order.notice(), thread.shown().isPresent())) {
      return outdated(order);
    }
    return switch (move(order, secret)) {
      case SlackAction.Ignore(String why) -> new Skipped(why);
      case SlackAction.PassOver(String why) -> passedOver(thread.settled(order.notice()), why);
      case SlackAction.Sending move ->
          switch (threads.write(thread.claimed(order.notice(), now))) {
            case SlackMessageStates.Outcome.Kept(SlackMessageState claimed) ->
                send(
                    order.claimed(claimed, now.plus(SlackMessageState.CLAIM).minus(MARGIN)),
                    move,
                    secret);
            case SlackMessageStates.Outcome.Overtaken _ -> overtaken();
          };
    };
  }

  /// What is passed over is kept where the end of the episode must show what it never showed.
  private DeliveryResult outdated(Order order) {
    NotificationKind kind = order.notice().kind();
    return kind.isForEveryone() && kind != NotificationKind.REMINDER
        ? passedOver(order.thread().leaving(order.notice()), DeliveryWords.outdated())
        : new Skipped(DeliveryWords.outdated());
  }

  private DeliveryResult passedOver(SlackMessageState thread, String why) {
    return switch (threads.write(thread)) {
      case SlackMessageStates.Outcome.Kept _ -> new Skipped(why);
      case SlackMessageStates.Outcome.Overtaken _ -> overtaken();
    };
  }

  private static DeliveryResult overtaken() {
    return new TryLater(DeliveryWords.overtaken(), Optional.empty());
  }

  private SlackAction move(Order order, SlackSecret secret) {
    return SlackAction.of(
        order.notice().kind(),
        secret instanceof SlackSecret.BotToken,
        order.thread(),
        delivery.workspace().routes().route(order.alert().facts()).repeat(),
        clock.instant());
  }

  private DeliveryResult send(Order order, SlackAction.Sending move, SlackSecret secret) {
    Sent sent = delivery.send(order, move, secret);
    if (sent.answer().is(Kind.SECRET_REFUSED)
        && secrets.fresh() instanceof SecretReading.Read<SlackSecret>(SlackSecret fresh)
        && !fresh.equals(secret)
        && move(order, fresh) instanceof SlackAction.Sending again) {
      sent = delivery.send(order, again, fresh);
    }
    return switch (sent.answer()) {
      case ChannelAnswer.Delivered(JsonNode body) ->
          delivered(order, sent, SlackAnswers.timestamp(body));
      case ChannelAnswer.Problem problem -> undelivered(order, problem);
    };
  }

  /// An update need not be tried again when there is nothing to update, or Slack takes no more just
  /// now, and what it takes is left to alerts; the next update says the same and more.
  private DeliveryResult undelivered(Order order, ChannelAnswer.Problem problem) {
    if (order.notice().kind().isForEveryone()
        || (problem.kind() != Kind.NOT_EDITABLE && problem.kind() != Kind.BUSY)) {
      written(order.thread().released());
      return problem.result();
    }
    written(order.thread().settled(order.notice()));
    return new Skipped(problem.kind() == Kind.BUSY ? DeliveryWords.nextUpdate() : problem.why());
  }

  /// What is noted before the details go out is that there is a message: else a death in between
  /// would bring it twice.
  private DeliveryResult delivered(Order order, Sent sent, Optional<String> id) {
    SlackMessageState thread =
        sent.shown()
            .map(shown -> order.thread().showing(shown, clock.instant()))
            .orElse(order.thread());
    if (sent.reply().isEmpty()) {
      return settle(order, thread, id, Optional.empty());
    }
    Optional<SlackMessageState> noted =
        sent.shown().isPresent() ? written(thread) : Optional.of(thread);
    return noted.isPresent()
        ? details(order, noted.get(), sent.reply().get(), id)
        : new DeliveredInPart(id, DeliveryWords.noDetails(DeliveryWords.notRecorded()));
  }

  private DeliveryResult details(
      Order order, SlackMessageState thread, SlackRequest call, Optional<String> id) {
    Optional<ChannelAnswer.Problem> problem =
        delivery.line().sendAtLeastText(call, order.end()).problem();
    Optional<String> missing =
        problem.map(ChannelAnswer.Problem::why).map(DeliveryWords::noDetails);
    if (problem.filter(one -> one.kind().isPassing()).isEmpty()) {
      return settle(order, thread, id, missing.or(() -> list(order, call)));
    }
    // What is there already is only edited when it is tried again.
    written(thread.released());
    return new TryLater(missing.orElse(""), problem.flatMap(ChannelAnswer.Problem::after));
  }

  /// Attaches the list of the notice, if it has one.
  private Optional<String> list(Order order, SlackRequest reply) {
    return order
        .alert()
        .file()
        .flatMap(
            file ->
                new SlackUpload(delivery.workspace().webApi(), delivery.line())
                    .attach(file, reply, order.end()));
  }

  private DeliveryResult settle(
      Order order, SlackMessageState thread, Optional<String> id, Optional<String> problem) {
    return written(thread.settled(order.notice())).isPresent()
        ? problem
            .<DeliveryResult>map(why -> new DeliveredInPart(id, why))
            .orElseGet(() -> new Delivered(id))
        : new DeliveredInPart(
            id, problem.map(why -> why + "; ").orElse("") + DeliveryWords.notRecorded());
  }

  /// The thread as it is kept; empty when it is not, as far as is known.
  private Optional<SlackMessageState> written(SlackMessageState thread) {
    try {
      return switch (threads.write(thread)) {
        case SlackMessageStates.Outcome.Kept(SlackMessageState kept) -> Optional.of(kept);
        case SlackMessageStates.Outcome.Overtaken _ -> Optional.empty();
      };
    } catch (RepositoryFailure _) {
      return Optional.empty();
    }
  }
}
