package dev.rolecall.lambda.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Marks in DynamoDB's own engine.
class DynamoRequestMarksTest {

  private static final LocalTable LOCAL = new LocalTable();

  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final Instant end = now.plus(Duration.ofMinutes(11));
  private final RequestMarks marks =
      new DynamoRequestMarks(LOCAL.client(), LocalTable.NAME, () -> now);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  @Test
  void oneOfManyGetsIt() {
    assertThat(
            IntStream.range(0, 20)
                .parallel()
                .filter(owner -> marks.claim("many", "owner-" + owner, end)))
        .hasSize(1);
  }

  @Test
  void theOwnerKeepsItUntilItIsDone() {
    assertThat(marks.claim("own", "me", end)).isTrue();
    assertThat(marks.claim("own", "me", end)).isTrue();
    assertThat(marks.claim("own", "other", end)).isFalse();
    marks.done("own", "me", end);
    assertThat(marks.claim("own", "me", end)).isFalse();
    assertThat(marks.claim("own", "other", end)).isFalse();
  }

  @Test
  void itEndsThoughDynamoDbHasNotRemovedIt() {
    assertThat(marks.claim("ends", "me", end)).isTrue();
    now = end.plusSeconds(1);
    assertThat(marks.claim("ends", "other", end.plusSeconds(60))).isTrue();
    // Too late to be done.
    marks.done("ends", "me", end);
    assertThat(marks.claim("ends", "other", end.plusSeconds(60))).isTrue();
  }

  @Test
  void dynamoDbMayRemoveItSoonAfter() {
    marks.claim("removed", "me", end);
    Map<String, AttributeValue> item =
        LOCAL
            .client()
            .getItem(
                get ->
                    get.tableName(LocalTable.NAME)
                        .key(
                            Map.of(
                                "pk", AttributeValue.fromS("interaction#removed"),
                                "sk", AttributeValue.fromS("mark"))))
            .item();
    assertThat(item)
        .extractingByKey("expires")
        .extracting(expires -> Long.parseLong(expires.n()))
        .asInstanceOf(InstanceOfAssertFactories.LONG)
        .isBetween(end.getEpochSecond(), end.plus(Duration.ofHours(1)).getEpochSecond());
  }

  @Test
  void withoutATableNothingIsClaimed() {
    RequestMarks nowhere = new DynamoRequestMarks(LOCAL.client(), "no-such-table", () -> now);
    assertThatThrownBy(() -> nowhere.claim("x", "me", end)).isInstanceOf(RepositoryFailure.class);
  }
}
