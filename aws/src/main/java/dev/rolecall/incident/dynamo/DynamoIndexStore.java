package dev.rolecall.incident.dynamo;

import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.problem.StoreWords;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The organization index in the table of the incidents: `pk` is `organization#` and the name of an
/// entry, `sk` is `entry`.
public final class DynamoIndexStore implements OrganizationIndexStore {

  private static final String PREFIX = "organization#";
  private static final String ENTRY = "entry";

  private final DynamoDbTable<EnhancedDocument> table;

  /// The table `name`.
  public DynamoIndexStore(DynamoDbClient client, String name) {
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
