package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.slack.SlackMessageState.Shown;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done for which notice, by what stands in Slack.
class SlackActionTest {

  private static final Instant SENT = Instant.parse("2026-11-24T03:00:00Z");
  private static final SlackMessageState NEW = SlackMessageState.none("refusal-1", 1);

  private static SlackMessageState thread(String shown) {
    return switch (shown) {
      case "never" -> NEW;
      case "perhaps" ->
          NEW.claimed(
              new SlackNotification("refusal-1", 1, 1, NotificationKind.FIRST, Optional.empty()),
              SENT);
      case "message" -> NEW.showing(new Shown.Message("C1", "1.1"), SENT);
      default -> NEW.showing(new Shown.Lasting("default"), SENT);
    };
  }

  private static SlackAction move(
      NotificationKind kind, String slack, String shown, Optional<Duration> repeat, Instant now) {
    return SlackAction.of(kind, slack.equals("bot"), thread(shown), repeat, now);
  }

  private static String said(SlackAction move) {
    return switch (move) {
      case SlackAction.Post(boolean details) -> details ? "post" : "post without details";
      case SlackAction.Edit(Shown.Message _, boolean reply) -> reply ? "edit and reply" : "edit";
      case SlackAction.PassOver _ -> "pass over";
      case SlackAction.Ignore _ -> "ignore";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, bot, never, post",
    "FIRST, bot, lasting, post",
    "FIRST, bot, message, edit and reply",
    "FIRST, webhook, never, post",
    "FIRST, webhook, lasting, post",
    "FIRST, webhook, message, post",
    "CHANGED, bot, never, post",
    "CHANGED, bot, lasting, post",
    "CHANGED, bot, message, edit and reply",
    "CHANGED, webhook, never, post",
    "CHANGED, webhook, lasting, post",
    "CHANGED, webhook, message, post",
    "REMINDER, bot, never, post",
    "REMINDER, bot, lasting, post",
    "REMINDER, bot, message, edit",
    "REMINDER, webhook, never, post",
    "REMINDER, webhook, lasting, post",
    "REMINDER, webhook, message, post",
    "PROGRESS, bot, never, ignore",
    "PROGRESS, bot, lasting, ignore",
    "PROGRESS, bot, message, edit",
    "PROGRESS, webhook, never, ignore",
    "PROGRESS, webhook, lasting, ignore",
    "PROGRESS, webhook, message, ignore",
    "RESOLVED, bot, never, pass over",
    "RESOLVED, bot, perhaps, post without details",
    "RESOLVED, webhook, perhaps, post without details",
    "PROGRESS, bot, perhaps, ignore",
    "RESOLVED, bot, lasting, post without details",
    "RESOLVED, bot, message, edit and reply",
    "RESOLVED, webhook, never, pass over",
    "RESOLVED, webhook, lasting, post without details",
    "RESOLVED, webhook, message, post without details",
  })
  void everyCaseHasItsMove(NotificationKind kind, String slack, String shown, String move) {
    assertThat(said(move(kind, slack, shown, Optional.empty(), SENT))).isEqualTo(move);
  }

  @ParameterizedTest
  @CsvSource({
    "REMINDER, webhook, lasting, 59, pass over",
    "REMINDER, webhook, lasting, 60, post",
    "REMINDER, webhook, never, 0, post",
    "REMINDER, bot, message, 1, edit",
    "CHANGED, webhook, lasting, 1, post",
    "RESOLVED, webhook, lasting, 1, post without details",
  })
  void onlyRemindersOfAWebhookHaveToWait(
      NotificationKind kind, String slack, String shown, int minutes, String move) {
    assertThat(
            said(
                move(
                    kind,
                    slack,
                    shown,
                    Optional.of(Duration.ofHours(1)),
                    SENT.plus(Duration.ofMinutes(minutes)))))
        .isEqualTo(move);
  }

  @Test
  void whatIsEditedIsTheMessageThatIsKnown() {
    assertThat(move(NotificationKind.PROGRESS, "bot", "message", Optional.empty(), SENT))
        .isEqualTo(new SlackAction.Edit(new Shown.Message("C1", "1.1"), false));
  }
}
