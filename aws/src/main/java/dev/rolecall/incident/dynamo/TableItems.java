package dev.rolecall.incident.dynamo;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.problem.StoreWords;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.document.DocumentTableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// What all items of the table have in common.
public final class TableItems {

  static final String PK = "pk";

  static final String SK = "sk";
  private static final String EXPIRES = "expires";

  private TableItems() {}

  public static DocumentTableSchema.Builder schema() {
    return DocumentTableSchema.builder()
        .addIndexPartitionKey(TableMetadata.primaryIndexName(), PK, AttributeValueType.S)
        .addIndexSortKey(TableMetadata.primaryIndexName(), SK, AttributeValueType.S)
        .attributeConverterProviders(AttributeConverterProvider.defaultProvider());
  }

  public static Key key(String pk, String sk) {
    return Key.builder().partitionValue(pk).sortValue(sk).build();
  }

  /// The same key, for the client that knows no schema.
  static Map<String, AttributeValue> attributes(String pk, String sk) {
    return Map.of(PK, AttributeValue.fromS(pk), SK, AttributeValue.fromS(sk));
  }

  public static EnhancedDocument.Builder document(String pk, String sk, Instant expires) {
    return EnhancedDocument.builder()
        .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
        .putString(PK, pk)
        .putString(SK, sk)
        .putNumber(EXPIRES, expires.getEpochSecond());
  }

  /// That an item is as it was read.
  ///
  /// @param version how often it had been written; 0 when there was none
  public static Expression unchanged(long version) {
    return version == 0
        ? Expression.builder().expression("attribute_not_exists(pk)").build()
        : Expression.builder()
            .expression("version = :version")
            .expressionValues(Map.of(":version", AttributeValue.fromN(Long.toString(version))))
            .build();
  }

  /// The answer to a question.
  ///
  /// @param what whom it goes to, to begin a sentence with
  /// @throws ConditionalCheckFailedException when the condition of a write does not hold
  /// @throws RepositoryFailure when there is no answer, or another one
  public static <T> T asking(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (ConditionalCheckFailedException e) {
      throw e;
    } catch (SdkException e) {
      throw failure(what, e);
    }
  }

  /// That `what` could not be used.
  static RepositoryFailure failure(String what, SdkException e) {
    return new RepositoryFailure(
        problem(what, e),
        Optional.of(e)
            .filter(AwsServiceException.class::isInstance)
            .flatMap(answer -> AwsErrors.plainCode((AwsServiceException) answer)));
  }

  /// Why `what` could not be used: a code of AWS, and none of its words.
  static String problem(String what, SdkException e) {
    String code =
        e instanceof AwsServiceException service
            ? AwsErrors.plainCode(service).orElse(StoreWords.status(service.statusCode()))
            : StoreWords.noAnswer();
    return StoreWords.unusable(what, code);
  }
}
