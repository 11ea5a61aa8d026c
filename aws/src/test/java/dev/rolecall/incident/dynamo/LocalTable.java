package dev.rolecall.incident.dynamo;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// DynamoDB's own engine inside this process, with the table as it is deployed.
public final class LocalTable implements AutoCloseable {

  /// The table's name.
  public static final String NAME = "incidents";

  private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(true);

  /// With an empty table.
  public LocalTable() {
    create(client());
  }

  /// Creates the table wherever `client` leads.
  public static void create(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("pk", ScalarAttributeType.S),
                    attribute("sk", ScalarAttributeType.S),
                    attribute("phase", ScalarAttributeType.S),
                    attribute("due", ScalarAttributeType.N),
                    attribute("urgent", ScalarAttributeType.N))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(index("byPhase", "due"), index("byUrgency", "urgent")));
  }

  private static GlobalSecondaryIndex index(String name, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key("phase", KeyType.HASH), key(sort, KeyType.RANGE))
        .projection(Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build())
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /// A client of the engine.
  public DynamoDbClient client() {
    return engine.dynamoDbClient();
  }

  @Override
  public void close() {
    engine.shutdown();
  }
}
