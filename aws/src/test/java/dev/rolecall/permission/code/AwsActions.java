package dev.rolecall.permission.code;

import dev.rolecall.evidence.aws.signed.SignedAction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The IAM actions that code needs, by the calls that it makes: of the SDK's clients, and of those
/// services that it asks without one.
public final class AwsActions {

  private static final Pattern CLIENT =
      Pattern.compile("software/amazon/awssdk/services/(\\w+)/(?!Delegating)\\w+Client");
  private static final Pattern REQUEST =
      Pattern.compile("\\(Lsoftware/amazon/awssdk/services/\\w+/model/\\w+Request;.*");
  private static final String PAGINATOR = "Paginator$";
  private static final String SIGNED = SignedAction.class.getName().replace('.', '/');
  private static final String TRANSACTION =
      "software/amazon/awssdk/services/dynamodb/model/TransactWriteItem$Builder";

  /// Where the module of the SDK has another name than the service in policies.
  private static final Map<String, String> PREFIXES =
      Map.of("cloudwatchlogs", "logs", "eventbridge", "events", "sfn", "states");

  /// Where an action has another name than the operation, or there is more than one, or none.
  private static final Map<String, List<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("lambda:Invoke", List.of("lambda:InvokeFunction")),
          Map.entry("s3:HeadBucket", List.of("s3:ListBucket")),
          Map.entry("s3:HeadObject", List.of("s3:GetObject")),
          Map.entry("s3:ListObjects", List.of("s3:ListBucket")),
          Map.entry("s3:ListObjectsV2", List.of("s3:ListBucket")),
          // Of directory buckets, which hold no trail.
          Map.entry("s3:CreateSession", List.of()),
          Map.entry("sns:PublishBatch", List.of("sns:Publish")),
          Map.entry("sqs:ChangeMessageVisibilityBatch", List.of("sqs:ChangeMessageVisibility")),
          Map.entry("sqs:DeleteMessageBatch", List.of("sqs:DeleteMessage")),
          Map.entry("sqs:SendMessageBatch", List.of("sqs:SendMessage")),
          Map.entry("sts:AssumeRoleWithSAML", List.of()),
          Map.entry("sts:AssumeRoleWithWebIdentity", List.of()),
          Map.entry("sts:GetCallerIdentity", List.of()),
          // Only where endpoint discovery is turned on.
          Map.entry("dynamodb:DescribeEndpoints", List.of()),
          // By what is in it, below.
          Map.entry("dynamodb:TransactWriteItems", List.of()),
          Map.entry("dynamodb:TransactGetItems", List.of("dynamodb:GetItem")));

  /// What a transaction writes.
  private static final Map<String, String> WRITES =
      Map.of(
          "conditionCheck", "dynamodb:ConditionCheckItem",
          "delete", "dynamodb:DeleteItem",
          "put", "dynamodb:PutItem",
          "update", "dynamodb:UpdateItem");

  private AwsActions() {}

  /// Each action, and how the code comes to need it.
  public static SortedMap<String, String> of(ReachedCode code) {
    SortedMap<String, String> actions = new TreeMap<>();
    each(code, (action, by) -> actions.putIfAbsent(action, code.path(by)));
    return actions;
  }

  private static void each(ReachedCode code, BiConsumer<String, ReachedCode.Method> found) {
    code.calls().forEach((call, by) -> of(call).forEach(action -> found.accept(action, by)));
    code.fields()
        .forEach(
            (field, by) -> {
              if (field.owner().equals(SIGNED)) {
                found.accept(SignedAction.valueOf(field.name()).action(), by);
              }
            });
  }

  /// The actions that a call needs: none for one that does not ask AWS.
  public static List<String> of(ReachedCode.Method call) {
    if (call.owner().equals(TRANSACTION) && WRITES.containsKey(call.name())) {
      return List.of(WRITES.get(call.name()));
    }
    Matcher client = CLIENT.matcher(call.owner());
    if (!client.matches() || !REQUEST.matcher(call.descriptor()).matches()) {
      return List.of();
    }
    String service = client.group(1);
    String operation =
        PREFIXES.getOrDefault(service, service)
            + ":"
            + call.name().substring(0, 1).toUpperCase(Locale.ROOT)
            + call.name().substring(1).replaceAll(PAGINATOR, "");
    return ACTIONS.getOrDefault(operation, List.of(operation));
  }
}
