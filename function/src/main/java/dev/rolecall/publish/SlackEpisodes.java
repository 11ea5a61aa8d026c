package dev.rolecall.publish;

import dev.rolecall.publish.Publication.Published;
import dev.rolecall.publish.Publication.PublishedInPart;
import dev.rolecall.publish.Publication.Rejected;
import dev.rolecall.publish.Publication.Skipped;
import dev.rolecall.publish.Publication.TryLater;
import dev.rolecall.publish.SlackDelivery.Order;
import dev.rolecall.publish.SlackDelivery.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Keeps one message of Slack for each episode of an incident, which shows the newest notice;
/// [SlackMove] tells what is done for which notice.
///
/// Notices may come twice, out of order and to several invocations at once. Who sends has claimed
/// the episode before, by a write that only one can make, and notes afterwards what stands in
/// Slack. Who dies in between leaves a claim that ends. Whoever tries again then looks for the
/// message that may be there, if the bot may, and sends what is missing: details may come twice
/// then, and without that right a message, too. A notice that is older than what people know is
/// dropped.
final class SlackEpisodes {

  /// What is left of a claim for noting what was sent.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration UPDATE_PATIENCE = Duration.ofSeconds(5);

  private static final String UNNOTED = "that it stands in Slack could not be noted";

  private final SlackWorkspace workspace;
  private final SlackSecrets secrets;
  private final SlackThreads threads;
  private final SlackLine line;
  private final SlackDelivery delivery;
  private final InstantSource clock;

  SlackEpisodes(
      SlackWorkspace workspace,
      SlackSecrets secrets,
      SlackThreads threads,
      SlackLine line,
      InstantSource clock) {
    this.workspace = workspace;
    this.secrets = secrets;
    this.threads = threads;
    this.line = line;
    this.delivery = new SlackDelivery(workspace, line);
    this.clock = clock;
  }

  /// @param end when it has to be done
  Publication publish(SlackAlert alert, SlackNotice notice, Instant end) {
    try {
      return switch (secrets.current()) {
        case SecretReading.Unusable(String why) -> new Rejected(why);
        case SecretReading.NotNow(String why) -> new TryLater(why, Optional.empty());
        case SecretReading.Read(SlackSecret secret) -> {
          SlackThread thread = threads.find(notice.incident(), notice.episode());
          yield publish(
              new Order(alert, notice, thread, thread.unsure(), end(notice, end)), secret);
        }
      };
    } catch (SlackThreads.Failure e) {
      return new TryLater(e.problem(), Optional.empty());
    }
  }

  /// An update does not keep alerts waiting.
  private Instant end(SlackNotice notice, Instant end) {
    Instant soon = clock.instant().plus(UPDATE_PATIENCE);
    return notice.kind().isForEveryone() || end.isBefore(soon) ? end : soon;
  }

  private Publication publish(Order order, SlackSecret secret) {
    SlackThread thread = order.thread();
    Instant now = clock.instant();
    if (thread.knows(order.notice())) {
      return new Skipped("people know this notice or a newer one");
    }
    Optional<SlackThread.Claim> claim = thread.claimAt(now);
    if (claim.isPresent()) {
      return new TryLater(
          "another notice of the incident is being sent",
          claim.map(held -> Duration.between(now, held.end())));
    }
    return switch (move(order, secret)) {
      case SlackMove.Ignore(String why) -> new Skipped(why);
      case SlackMove.PassOver(String why) ->
          switch (threads.write(thread.settled(order.notice()))) {
            case SlackThreads.Outcome.Kept _ -> new Skipped(why);
            case SlackThreads.Outcome.Overtaken _ -> overtaken();
          };
      case SlackMove.Sending move ->
          switch (threads.write(thread.claimed(order.notice(), now))) {
            case SlackThreads.Outcome.Kept(SlackThread claimed) ->
                send(
                    order.claimed(claimed, now.plus(SlackThread.CLAIM).minus(MARGIN)),
                    move,
                    secret);
            case SlackThreads.Outcome.Overtaken _ -> overtaken();
          };
    };
  }

  private static Publication overtaken() {
    return new TryLater("another notice of the incident was quicker", Optional.empty());
  }

  private SlackMove move(Order order, SlackSecret secret) {
    return SlackMove.of(
        order.notice().kind(),
        secret instanceof SlackSecret.BotToken,
        order.thread(),
        workspace.routes().route(order.alert().facts()).repeat(),
        clock.instant());
  }

  private Publication send(Order order, SlackMove.Sending move, SlackSecret secret) {
    Sent sent = delivery.send(order, move, secret);
    if (sent.answer() instanceof SlackAnswer.SecretRefused
        && secrets.fresh() instanceof SecretReading.Read(SlackSecret fresh)
        && !fresh.equals(secret)
        && move(order, fresh) instanceof SlackMove.Sending again) {
      sent = delivery.send(order, again, fresh);
    }
    if (sent.answer() instanceof SlackAnswer.Delivered delivered) {
      return delivered(order, sent, delivered.timestamp());
    }
    Optional<String> dispensable =
        order.notice().kind().isForEveryone() ? Optional.empty() : dispensable(sent.answer());
    if (dispensable.isPresent()) {
      written(order.thread().settled(order.notice()));
      return new Skipped(dispensable.get());
    }
    written(order.thread().released());
    return sent.answer().failure();
  }

  /// Why an update need not be tried again: there is nothing to update, or Slack takes no more just
  /// now, and what it takes is left to alerts; the next update says the same and more.
  private static Optional<String> dispensable(SlackAnswer answer) {
    return switch (answer) {
      case SlackAnswer.NotEditable(String why) -> Optional.of(why);
      case SlackAnswer.Busy _ -> Optional.of("Slack is busy, and the next update tells it");
      case SlackAnswer.Failed _,
          SlackAnswer.SecretRefused _,
          SlackAnswer.Delivered _,
          SlackAnswer.MessageRefused _,
          SlackAnswer.Refused _ ->
          Optional.empty();
    };
  }

  /// What is noted before the details go out is that there is a message: else a death in between
  /// would bring it twice.
  private Publication delivered(Order order, Sent sent, Optional<String> id) {
    SlackThread thread =
        sent.shown()
            .map(shown -> order.thread().showing(shown, clock.instant()))
            .orElse(order.thread());
    if (sent.reply().isEmpty()) {
      return settle(order, thread, id, Optional.empty());
    }
    Optional<SlackThread> noted = sent.shown().isPresent() ? written(thread) : Optional.of(thread);
    return noted.isPresent()
        ? details(order, noted.get(), sent.reply().get(), id)
        : new PublishedInPart(id, "no details: " + UNNOTED);
  }

  private Publication details(
      Order order, SlackThread thread, SlackCall call, Optional<String> id) {
    SlackAnswer answer = line.sendAtLeastText(call, order.end());
    Optional<String> problem = answer.problem().map("no details: "::concat);
    return switch (answer) {
      case SlackAnswer.Busy(Duration after) -> later(thread, problem, Optional.of(after));
      case SlackAnswer.Failed _, SlackAnswer.SecretRefused _ ->
          later(thread, problem, Optional.empty());
      case SlackAnswer.Delivered _,
          SlackAnswer.MessageRefused _,
          SlackAnswer.NotEditable _,
          SlackAnswer.Refused _ ->
          settle(order, thread, id, problem);
    };
  }

  /// What is there already is only edited when it is tried again.
  private Publication later(
      SlackThread thread, Optional<String> problem, Optional<Duration> after) {
    written(thread.released());
    return new TryLater(problem.orElse(""), after);
  }

  private Publication settle(
      Order order, SlackThread thread, Optional<String> id, Optional<String> problem) {
    return written(thread.settled(order.notice())).isPresent()
        ? problem
            .<Publication>map(why -> new PublishedInPart(id, why))
            .orElseGet(() -> new Published(id))
        : new PublishedInPart(id, problem.map(why -> why + "; ").orElse("") + UNNOTED);
  }

  /// The thread as it is kept; empty when it is not, as far as is known.
  private Optional<SlackThread> written(SlackThread thread) {
    try {
      return switch (threads.write(thread)) {
        case SlackThreads.Outcome.Kept(SlackThread kept) -> Optional.of(kept);
        case SlackThreads.Outcome.Overtaken _ -> Optional.empty();
      };
    } catch (SlackThreads.Failure _) {
      return Optional.empty();
    }
  }
}
