package dev.rolecall.channel.slack;

import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a notice asks for, by what stands in Slack.
///
/// | | a bot's message is known | shown by a webhook, now a bot | shown, by a webhook | never shown |
/// |---|---|---|---|---|
/// | `FIRST`, `CHANGED`, `REOPENED` | edit it, reply | post | post | post |
/// | `REMINDER` | edit it | post | post, unless it is too soon | post |
/// | `PROGRESS`, `HANDLED` | edit it | ignore | ignore | ignore |
/// | `RESOLVED` | edit it, reply | post, without details | post, without details | post, if an outdated alert was passed over for it; else pass over |
///
/// What one invocation has begun to send and none has noted counts as shown when it is over. What
/// is passed over is dealt with: a `FIRST` that comes after its own `RESOLVED` is old. What is
/// ignored is as if it had never come.
sealed interface SlackAction {

  /// Something is sent.
  sealed interface Sending extends SlackAction {}

  /// A new message.
  ///
  /// @param details whether the details go with it: below it, or in it where nothing can be below
  record Post(boolean details) implements Sending {}

  /// The message that is there shows the notice from now on.
  ///
  /// @param reply whether the details follow below it
  record Edit(SlackMessageState.Shown.Message message, boolean reply) implements Sending {}

  /// Nothing is sent, and older notices are out of date.
  record PassOver(String why) implements SlackAction {}

  /// Nothing is sent, and nothing changes.
  record Ignore(String why) implements SlackAction {}

  /// What a notice of that kind asks for.
  ///
  /// @param bot whether messages can be edited and replied to
  /// @param repeat the least time between two messages of a webhook about the same
  static SlackAction of(
      NotificationKind kind,
      boolean bot,
      SlackMessageState thread,
      Optional<Duration> repeat,
      Instant now) {
    if (bot && thread.shown().orElse(null) instanceof SlackMessageState.Shown.Message message) {
      return switch (kind) {
        case FIRST, CHANGED, RESOLVED, REOPENED -> new Edit(message, true);
        case REMINDER, PROGRESS, HANDLED -> new Edit(message, false);
      };
    }
    return switch (kind) {
      case FIRST, CHANGED, REOPENED -> new Post(true);
      case REMINDER ->
          !bot && isTooSoon(thread, repeat, now)
              ? new PassOver(DeliveryWords.remindedRecently())
              : new Post(true);
      case PROGRESS, HANDLED -> new Ignore(DeliveryWords.notEditable());
      case RESOLVED ->
          thread.shown().isPresent() || thread.unsure().isPresent() || isOwed(thread)
              ? new Post(isOwed(thread) && thread.shown().isEmpty())
              : new PassOver(DeliveryWords.neverShown());
    };
  }

  /// Whether an alert was passed over since the end of the episode waited behind it.
  private static boolean isOwed(SlackMessageState thread) {
    return thread.last().filter(last -> last.kind() != NotificationKind.RESOLVED).isPresent();
  }

  private static boolean isTooSoon(
      SlackMessageState thread, Optional<Duration> repeat, Instant now) {
    return repeat
        .flatMap(least -> thread.own().map(own -> own.plus(least)))
        .filter(now::isBefore)
        .isPresent();
  }
}
