package dev.rolecall.infra.resource;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/// Where the functions keep what is going on, so that one problem is told once and kept up to date.
///
/// It goes with the stack: the alerts have been sent, what is over is worth days, and a stack that
/// is deployed again would not find a table that was left behind. Who regrets it has 35 days: a
/// table with point-in-time recovery is backed up when it is deleted.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
public record IncidentTable(Table table) {

  private static final String BY_PHASE = "byPhase";
  private static final String BY_URGENCY = "byUrgency";

  /// What the functions call. DynamoDB counts by operation.
  public static final List<String> OPERATIONS =
      List.of("BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem");

  public static IncidentTable create(Construct scope, String id) {
    Table table =
        Table.Builder.create(new Construct(scope, id), "Table")
            .partitionKey(key("pk", AttributeType.STRING))
            .sortKey(key("sk", AttributeType.STRING))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .encryption(TableEncryption.AWS_MANAGED)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .timeToLiveAttribute("expires")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    // What is open and when to look at it again; keys suffice, since what acts reads the newest
    // state anyway, and an index may lag behind.
    table.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName(BY_PHASE)
            .partitionKey(key("phase", AttributeType.STRING))
            .sortKey(key("due", AttributeType.NUMBER))
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
    // What people wait for is found before the rest.
    table.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName(BY_URGENCY)
            .partitionKey(key("phase", AttributeType.STRING))
            .sortKey(key("urgent", AttributeType.NUMBER))
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
    return new IncidentTable(table);
  }

  private static Attribute key(String name, AttributeType type) {
    return Attribute.builder().name(name).type(type).build();
  }

  public String name() {
    return table.getTableName();
  }

  public String arn() {
    return table.getTableArn();
  }

  public String indexArn() {
    return arn() + "/index/" + BY_PHASE;
  }

  /// The index of what people wait for.
  public String urgencyArn() {
    return arn() + "/index/" + BY_URGENCY;
  }
}
