package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rolecall.evidence.index.OrganizationIndexStore.StoreFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The shelf gives back what was put on it last.
class DynamoIndexStoreTest {

  private static final Instant EXPIRES = Instant.parse("2026-12-03T02:00:00Z");

  private final LocalTable local = new LocalTable();
  private final DynamoIndexStore table = new DynamoIndexStore(local.client(), LocalTable.NAME);

  @AfterEach
  void close() {
    local.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anEntryTakesThePlaceOfTheOneBefore() {
    assertThat(table.get("account-1")).isEmpty();
    table.put("account-1", bytes("first"), EXPIRES);
    table.put("account-1", bytes("second"), EXPIRES);
    table.put("account-2", bytes("other"), EXPIRES);
    assertThat(table.get("account-1")).contains(bytes("second"));
  }

  @Test
  void severalEntriesAreReadAtOnce() {
    table.put("account-1", bytes("one"), EXPIRES);
    table.put("summary", bytes("all"), EXPIRES);
    assertThat(table.getAll(List.of("account-1", "account-2", "summary")))
        .containsOnly(entry("account-1", bytes("one")), entry("summary", bytes("all")));
  }

  @Test
  void dynamoDbMayRemoveWhatHasExpired() {
    table.put("account-1", bytes("entry"), EXPIRES);
    Map<String, AttributeValue> item =
        local.client().scan(scan -> scan.tableName(LocalTable.NAME)).items().getFirst();
    assertThat(item)
        .containsEntry("expires", AttributeValue.fromN(Long.toString(EXPIRES.getEpochSecond())));
  }

  @Test
  void aTableThatIsNotThereIsAFailureWithItsCode() {
    DynamoIndexStore missing = new DynamoIndexStore(local.client(), "nowhere");
    assertThatThrownBy(() -> missing.get("account-1"))
        .isInstanceOf(StoreFailure.class)
        .hasMessage("the organization index cannot be used: ResourceNotFoundException");
    assertThatThrownBy(() -> missing.getAll(List.of("account-1")))
        .isInstanceOf(StoreFailure.class)
        .hasMessage("the organization index cannot be used: ResourceNotFoundException");
    assertThatThrownBy(() -> missing.put("account-1", bytes("entry"), EXPIRES))
        .isInstanceOf(StoreFailure.class);
  }
}
