package dev.rolecall.incident.dynamo;

import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.installation.TableKey;
import dev.rolecall.problem.StoreWords;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// The organization index in the table of the incidents: `pk` is `organization#` and the name of an
/// entry, `sk` is `entry`.
public final class DynamoIndexStore implements OrganizationIndexStore {

  private static final String PREFIX = TableKey.ORGANIZATION;
  private static final String ENTRY = "entry";

  private final DynamoDbClient plain;
  private final DynamoDbTable<EnhancedDocument> table;

  /// The table `name`.
  public DynamoIndexStore(DynamoDbClient client, String name) {
    this.plain = client;
    this.table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .build()
            .table(name, TableItems.schema().build());
  }

  @Override
  public Optional<byte[]> get(String name) {
    Key key = TableItems.key(PREFIX + name, ENTRY);
    try {
      return Optional.ofNullable(table.getItem(request -> request.key(key)))
          .map(item -> item.getBytes(ENTRY))
          .map(SdkBytes::asByteArray);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /// What DynamoDB is too busy for is asked for one by one.
  @Override
  public Map<String, byte[]> getAll(Collection<String> names) {
    try {
      BatchGetItemResponse answer =
          plain.batchGetItem(
              request ->
                  request.requestItems(
                      Map.of(
                          table.tableName(),
                          KeysAndAttributes.builder()
                              .keys(
                                  names.stream()
                                      .map(name -> TableItems.attributes(PREFIX + name, ENTRY))
                                      .toList())
                              .build())));
      Map<String, byte[]> entries = new HashMap<>();
      answer
          .responses()
          .getOrDefault(table.tableName(), List.of())
          .forEach(
              item ->
                  Optional.ofNullable(item.get(ENTRY))
                      .map(AttributeValue::b)
                      .ifPresent(entry -> entries.put(name(item), entry.asByteArray())));
      answer.unprocessedKeys().values().stream()
          .flatMap(left -> left.keys().stream())
          .map(DynamoIndexStore::name)
          .forEach(name -> get(name).ifPresent(entry -> entries.put(name, entry)));
      return entries;
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private static String name(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get(TableItems.PK)).s().substring(PREFIX.length());
  }

  @Override
  public void put(String name, byte[] entry, Instant expires) {
    try {
      table.putItem(
          TableItems.document(PREFIX + name, ENTRY, expires)
              .putBytes(ENTRY, SdkBytes.fromByteArray(entry))
              .build());
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private static StoreFailure failure(SdkException e) {
    return new StoreFailure(TableItems.problem(StoreWords.organizationIndex(), e));
  }
}
