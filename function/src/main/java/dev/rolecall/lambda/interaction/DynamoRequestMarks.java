package dev.rolecall.lambda.interaction;

import dev.rolecall.incident.dynamo.TableItems;
import dev.rolecall.installation.TableKey;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Marks in the table of the incidents.
///
/// | attribute | holds |
/// |---|---|
/// | `pk`, `sk` | `interaction#` and the mark's name; `mark` |
/// | `owner`, `done` | whose it is; there when the owner is done |
/// | `end` | the second from which it counts no more |
/// | `expires` | the second from which DynamoDB may remove it |
public final class DynamoRequestMarks implements RequestMarks {

  private static final String MARK = "mark";
  private static final String OWNER = "owner";
  private static final String DONE = "done";
  private static final String END = "end";

  /// DynamoDB removes what has expired at some time or other; the end is what counts.
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final DynamoDbTable<EnhancedDocument> table;
  private final InstantSource clock;

  /// In the table `name`.
  public DynamoRequestMarks(DynamoDbClient client, String name, InstantSource clock) {
    this.table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .build()
            .table(name, TableItems.schema().build());
    this.clock = clock;
  }

  @Override
  public boolean claim(String name, String owner, Instant end) {
    try {
      put(
          item(name, owner, end),
          Expression.builder()
              .expression(free())
              .expressionNames(Map.of("#owner", OWNER, "#done", DONE, "#end", END))
              .expressionValues(
                  Map.of(
                      ":owner",
                      AttributeValue.fromS(owner),
                      ":now",
                      AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond()))))
              .build());
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  private static String free() {
    return "attribute_not_exists(pk) OR (attribute_not_exists(#done) AND #owner = :owner)"
        + " OR #end < :now";
  }

  @Override
  public void done(String name, String owner, Instant end) {
    try {
      put(
          item(name, owner, end).putBoolean(DONE, true),
          Expression.builder()
              .expression("attribute_not_exists(pk) OR #owner = :owner")
              .expressionNames(Map.of("#owner", OWNER))
              .expressionValues(Map.of(":owner", AttributeValue.fromS(owner)))
              .build());
    } catch (ConditionalCheckFailedException _) {
      // It has ended meanwhile, and is another one's.
    }
  }

  private static EnhancedDocument.Builder item(String name, String owner, Instant end) {
    return TableItems.document(TableKey.INTERACTION + name, MARK, end.plus(KEPT))
        .putString(OWNER, owner)
        .putNumber(END, end.getEpochSecond());
  }

  private void put(EnhancedDocument.Builder item, Expression condition) {
    PutItemEnhancedRequest<EnhancedDocument> request =
        PutItemEnhancedRequest.builder(EnhancedDocument.class)
            .item(item.build())
            .conditionExpression(condition)
            .build();
    TableItems.asking(StoreWords.incidentTable(), () -> table.putItemWithResponse(request));
  }
}
