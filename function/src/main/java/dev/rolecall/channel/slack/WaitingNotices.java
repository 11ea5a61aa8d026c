package dev.rolecall.channel.slack;

import dev.rolecall.incident.state.NotificationKind;
import java.util.Optional;

/// Which notices of an episode wait for Slack or have been delivered.
///
/// @param version 0 until it is kept; every write adds one
/// @param newest the number of the newest notice; 0 when none is known
/// @param forEveryone the newest notice that is worth a message of its own
public record WaitingNotices(
    long version, int newest, Optional<SlackMessageState.Last> forEveryone) {

  /// When none is known.
  static final WaitingNotices NONE = new WaitingNotices(0, 0, Optional.empty());

  /// With one more.
  WaitingNotices with(SlackMessageState.Last notice) {
    boolean newer =
        notice.kind().isForEveryone()
            && forEveryone.filter(known -> known.notice() >= notice.notice()).isEmpty();
    return new WaitingNotices(
        version, Math.max(newest, notice.notice()), newer ? Optional.of(notice) : forEveryone);
  }

  /// Whether a newer notice says what this one says, and more.
  ///
  /// | notice | outdated by |
  /// |---|---|
  /// | an update in place | any newer one |
  /// | `REMINDER` | a newer one that is worth a message |
  /// | any other but `RESOLVED`, of an episode that Slack never showed | the end of the episode: nobody needs an alarm for what is over |
  ///
  /// @param shown whether there is a message about the episode
  boolean outdates(SlackNotification notice, boolean shown) {
    NotificationKind kind = notice.kind();
    if (!kind.isForEveryone()) {
      return newest > notice.number();
    }
    return forEveryone
        .filter(known -> known.notice() > notice.number())
        .filter(
            known ->
                kind == NotificationKind.REMINDER
                    || (!shown
                        && kind != NotificationKind.RESOLVED
                        && known.kind() == NotificationKind.RESOLVED))
        .isPresent();
  }
}
