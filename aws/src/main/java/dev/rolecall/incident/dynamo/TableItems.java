package dev.rolecall.incident.dynamo;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.document.DocumentTableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/// What all items of the table have in common.
public final class TableItems {

  static final String PK = "pk";

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");
  private static final String SK = "sk";
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

  public static EnhancedDocument.Builder document(String pk, String sk, Instant expires) {
    return EnhancedDocument.builder()
        .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
        .putString(PK, pk)
        .putString(SK, sk)
        .putNumber(EXPIRES, expires.getEpochSecond());
  }

  /// Why `what` could not be used: a code of AWS, and none of its words.
  public static String problem(String what, SdkException e) {
    String code =
        e instanceof AwsServiceException service
            ? Optional.ofNullable(service.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(text -> CODE.matcher(text).matches())
                .orElse("status " + service.statusCode())
            : "no answer";
    return what + " could not be used: " + code;
  }
}
