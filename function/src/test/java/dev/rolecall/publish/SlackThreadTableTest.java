package dev.rolecall.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.publish.SlackThread.Shown;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What stands in Slack, kept in a table.
class SlackThreadTableTest {

  private static final LocalTable LOCAL = new LocalTable();
  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00.123456Z");

  private final SlackThreads table =
      new SlackThreadTable(LOCAL.client(), LocalTable.NAME, () -> NOW);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static SlackNotice notice(String incident, int number) {
    return new SlackNotice(incident, 2, number, NoticeKind.CHANGED, Optional.empty());
  }

  private SlackThread kept(SlackThread thread) {
    return switch (table.write(thread)) {
      case SlackThreads.Outcome.Kept(SlackThread kept) -> kept;
      case SlackThreads.Outcome.Overtaken _ -> throw new AssertionError("overtaken");
    };
  }

  @Test
  void whatIsNotThereIsNew() {
    assertThat(table.find("refusal-1", 1)).isEqualTo(SlackThread.none("refusal-1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "lasting"})
  void everythingComesBackAsItWas(String how) {
    String incident = "refusal-" + how;
    SlackThread thread = SlackThread.none(incident, 2);
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
    SlackThread read = SlackThread.none("refusal-2", 2);
    SlackThread first = kept(read.claimed(notice("refusal-2", 1), NOW));
    assertThat(table.write(read.claimed(notice("refusal-2", 1), NOW)))
        .isEqualTo(new SlackThreads.Outcome.Overtaken());
    kept(first.released());
    assertThat(table.write(first.settled(notice("refusal-2", 1))))
        .isEqualTo(new SlackThreads.Outcome.Overtaken());
  }

  @Test
  void itemsExpireLongAfterTheLastWrite() {
    kept(SlackThread.none("refusal-3", 2).settled(notice("refusal-3", 1)));
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
    SlackThreads none = new SlackThreadTable(LOCAL.client(), "nowhere", () -> NOW);
    assertThatThrownBy(() -> none.find("refusal-1", 1))
        .isInstanceOf(SlackThreads.Failure.class)
        .hasMessage("the table could not be used: ResourceNotFoundException");
    assertThatThrownBy(() -> none.write(SlackThread.none("refusal-1", 1)))
        .isInstanceOf(SlackThreads.Failure.class);
  }
}
