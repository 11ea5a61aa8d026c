package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.channel.slack.SlackMessageState.Shown;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What stands in Slack, kept in a table.
class SlackMessageStateTableTest {

  private static final LocalTable LOCAL = new LocalTable();
  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00.123456Z");

  private final SlackMessageStates table =
      new SlackMessageStateTable(LOCAL.client(), LocalTable.NAME, () -> NOW);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static SlackNotification notice(String incident, int number) {
    return new SlackNotification(incident, 2, number, NotificationKind.CHANGED, Optional.empty());
  }

  private SlackMessageState kept(SlackMessageState thread) {
    return switch (table.write(thread)) {
      case SlackMessageStates.Outcome.Kept(SlackMessageState kept) -> kept;
      case SlackMessageStates.Outcome.Overtaken _ -> throw new AssertionError("overtaken");
    };
  }

  @Test
  void whatIsNotThereIsNew() {
    assertThat(table.find("refusal-1", 1)).isEqualTo(SlackMessageState.none("refusal-1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "lasting"})
  void everythingComesBackAsItWas(String how) {
    String incident = "refusal-" + how;
    SlackMessageState thread = SlackMessageState.none(incident, 2);
    thread = kept(thread.claimed(notice(incident, 4), NOW));
    assertThat(table.find(incident, 2)).isEqualTo(thread);
    Shown shown =
        how.equals("message") ? new Shown.Message("C0", "1.2") : new Shown.Lasting("default");
    thread = kept(thread.showing(shown, NOW));
    assertThat(table.find(incident, 2)).isEqualTo(thread);
    thread = kept(thread.settled(notice(incident, 4)));
    assertThat(table.find(incident, 2)).isEqualTo(thread);
    assertThat(thread.version()).isEqualTo(3);
    assertThat(table.find(incident, 1).version()).isZero();
  }

  @Test
  void ofTwoWhoReadTheSameOnlyOneWrites() {
    SlackMessageState read = SlackMessageState.none("refusal-2", 2);
    SlackMessageState first = kept(read.claimed(notice("refusal-2", 1), NOW));
    assertThat(table.write(read.claimed(notice("refusal-2", 1), NOW)))
        .isEqualTo(new SlackMessageStates.Outcome.Overtaken());
    kept(first.released());
    assertThat(table.write(first.settled(notice("refusal-2", 1))))
        .isEqualTo(new SlackMessageStates.Outcome.Overtaken());
  }

  @Test
  void theNewestNoticeThatWaitsIsKept() {
    assertThat(table.waiting("refusal-5", 2)).isEqualTo(WaitingNotices.NONE);
    announce(3, NotificationKind.RESOLVED);
    announce(1, NotificationKind.FIRST);
    announce(5, NotificationKind.PROGRESS);

    WaitingNotices waiting = table.waiting("refusal-5", 2);
    assertThat(waiting.newest()).isEqualTo(5);
    assertThat(waiting.forEveryone())
        .contains(new SlackMessageState.Last(3, NotificationKind.RESOLVED));
    assertThat(waiting.version()).isEqualTo(2);
    assertThat(table.waiting("refusal-5", 1)).isEqualTo(WaitingNotices.NONE);
  }

  private void announce(int number, NotificationKind kind) {
    table.announce("refusal-5", 2, new SlackMessageState.Last(number, kind));
  }

  @Test
  void aKindOfALaterVersionIsKept() {
    kept(SlackMessageState.none("refusal-6", 2).settled(notice("refusal-6", 4)));
    LOCAL
        .client()
        .updateItem(
            change ->
                change
                    .tableName(LocalTable.NAME)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("refusal-6"),
                            "sk", AttributeValue.fromS("slack#2")))
                    .updateExpression("SET kind = :kind")
                    .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS("LATER"))));

    assertThat(table.find("refusal-6", 2).last().orElseThrow().notice()).isEqualTo(4);
  }

  /// The version before reads `kind` only.
  @ParameterizedTest
  @CsvSource({"HANDLED, PROGRESS", "REOPENED, CHANGED"})
  void aNewKindIsStoredBesideItsStandIn(NotificationKind kind, String standIn) {
    String incident = "refusal-" + kind;
    SlackMessageState thread =
        kept(
            SlackMessageState.none(incident, 2)
                .settled(new SlackNotification(incident, 2, 4, kind, Optional.empty())));
    assertThat(table.find(incident, 2)).isEqualTo(thread);
    assertThat(
            LOCAL
                .client()
                .getItem(
                    request ->
                        request
                            .tableName(LocalTable.NAME)
                            .key(
                                Map.of(
                                    "pk", AttributeValue.fromS(incident),
                                    "sk", AttributeValue.fromS("slack#2"))))
                .item())
        .containsEntry("kind", AttributeValue.fromS(standIn))
        .containsEntry("kindNow", AttributeValue.fromS(kind.name()));
  }

  @Test
  void itemsExpireLongAfterTheLastWrite() {
    kept(SlackMessageState.none("refusal-3", 2).settled(notice("refusal-3", 1)));
    Map<String, AttributeValue> item =
        LOCAL
            .client()
            .getItem(
                request ->
                    request
                        .tableName(LocalTable.NAME)
                        .key(
                            Map.of(
                                "pk", AttributeValue.fromS("refusal-3"),
                                "sk", AttributeValue.fromS("slack#2"))))
            .item();
    assertThat(item).containsEntry("expires", AttributeValue.fromN("1803265200"));
    assertThat(item)
        .containsOnlyKeys("pk", "sk", "version", "expires", "sent", "kind")
        .containsEntry("kind", AttributeValue.fromS("CHANGED"));
  }

  @Test
  void aTableThatIsNotThereIsNamedByItsError() {
    SlackMessageStates none = new SlackMessageStateTable(LOCAL.client(), "nowhere", () -> NOW);
    assertThatThrownBy(() -> none.find("refusal-1", 1))
        .isInstanceOf(RepositoryFailure.class)
        .hasMessage("the table cannot be used: ResourceNotFoundException");
    assertThatThrownBy(() -> none.write(SlackMessageState.none("refusal-1", 1)))
        .isInstanceOf(RepositoryFailure.class);
  }
}
