package dev.rolecall.channel.slack;

import dev.rolecall.channel.MessageOrder;
import dev.rolecall.incident.repository.RepositoryFailure;
import java.util.Optional;

/// Messages for one channel of Slack wait in one line. Notes which notices wait, so that an
/// outdated one is not shown after an outage.
///
/// @param states where it is kept which notices wait
public record SlackOrder(SlackRoutes routes, SlackMessageStates states) implements MessageOrder {

  @Override
  public Optional<String> line(String json) {
    Optional<SlackAlert> alert = SlackAlert.parse(json);
    alert.flatMap(SlackAlert::notice).ifPresent(this::note);
    return alert.map(SlackAlert::facts).map(routes::channel);
  }

  /// Without the note, the message is delivered all the same.
  private void note(SlackNotification notice) {
    try {
      states.announce(
          notice.incident(),
          notice.episode(),
          new SlackMessageState.Last(notice.number(), notice.kind()));
    } catch (RepositoryFailure _) {
      // It only saves messages that are out of date.
    }
  }
}
