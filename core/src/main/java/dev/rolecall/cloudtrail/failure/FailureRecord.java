package dev.rolecall.cloudtrail.failure;

import dev.rolecall.cloudtrail.match.FoldedText;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.ServiceReport.OtherCause;
import dev.rolecall.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what the record of a service's own call says about a role that could not be assumed.
public final class FailureRecord {

  private static final int MAX_DEPTH = 8;

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@/-]{1,512}");

  /// What STS answered to the service, where the service repeats it.
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?<!\\S)(\\S++) is not authorized to perform: sts:\\w+ on resource: "
              + "(arn:[\\w-]+:iam::\\d{12}:role/[\\w+=,.@/-]+)");

  /// Errors of IAM Roles Anywhere that come before a role is assumed.
  private static final Pattern BEFORE_ROLE =
      Pattern.compile(
          "(?i)certificate|signature|untrusted|trust anchor|expired|roleSessionName|crl");

  /// The role that was sent to the service.
  ///
  /// @param byName whether its path was not sent: the ARN has none then
  private record SentRole(Optional<String> arn, boolean byName) {}

  private FailureRecord() {}

  /// Empty when the record tells of anything else.
  public static Optional<ServiceFailure> of(JsonValue record) {
    String event = record.get("eventName").source().orElse("");
    String source = record.get("eventSource").source().orElse("");
    if (source.isEmpty() || ServiceDirectory.isOtherSource(source)) {
      return Optional.empty();
    }
    String message = record.get("errorMessage").source().orElse("");
    Optional<ServiceFailure> telling = telling(record, event, source, message);
    return telling.isPresent() ? telling : worded(record, event, source, message);
  }

  /// Calls that do nothing but assume a role.
  private static Optional<ServiceFailure> telling(
      JsonValue record, String event, String source, String message) {
    String code = record.get("errorCode").source().orElse("");
    if (source.startsWith("rolesanywhere.") && event.equals("CreateSession")) {
      boolean denied = code.startsWith("AccessDenied") && !BEFORE_ROLE.matcher(message).find();
      return denied && !message.contains("DurationSeconds")
          ? Optional.of(
              failure(
                  record,
                  AssumeCall.ASSUME_ROLE,
                  "rolesanywhere.amazonaws.com",
                  Set.of(OtherCause.PROFILE),
                  event))
          : Optional.empty();
    }
    if (source.startsWith("cognito-identity.") && event.equals("GetCredentialsForIdentity")) {
      return code.startsWith("InvalidIdentityPoolConfiguration")
          ? Optional.of(
              failure(
                  record,
                  AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY,
                  ServiceFailure.COGNITO,
                  Set.of(OtherCause.POOL_ROLES),
                  event))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static ServiceFailure failure(
      JsonValue record, AssumeCall call, String caller, Set<OtherCause> others, String event) {
    SentRole role = sent(record);
    return new ServiceFailure(
        call,
        Optional.of(caller),
        role.arn(),
        Optional.empty(),
        new ServiceReport(
            Optional.of(event), requester(record), others, false, Optional.empty(), role.byName()));
  }

  private static Optional<ServiceFailure> worded(
      JsonValue record, String event, String source, String message) {
    Optional<String> operation = Optional.of(event).filter(name -> !name.isEmpty());
    Matcher sentence = SENTENCE.matcher(message);
    if (sentence.find()) {
      return Optional.of(
          new ServiceFailure(
              AssumeCall.ASSUME_ROLE,
              Optional.of(sentence.group(1)),
              Optional.of(FailureText.bare(sentence.group(2))),
              Optional.empty(),
              new ServiceReport(
                  operation, requester(record), Set.of(), false, Optional.empty(), false)));
    }
    return FailureMatch.find(FoldedText.of(message)).stream()
        .findFirst()
        .map(match -> read(record, match, operation, source));
  }

  private static ServiceFailure read(
      JsonValue record, FailureMatch match, Optional<String> operation, String source) {
    FailureForm form = match.form();
    boolean named = form.named() && match.principal().isPresent();
    Optional<String> ofCall = operation.flatMap(FailureTable.SERVICES::ofOperation);
    boolean cognito = form.call() == AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
    String principal =
        cognito
            ? ServiceFailure.COGNITO
            : named
                ? match.principal().orElseThrow()
                : ofCall.orElseGet(() -> FailureTable.SERVICES.ofSource(source));
    boolean inferred =
        named ? match.isInferred() && ofCall.isEmpty() : ofCall.isEmpty() && !cognito;
    SentRole role =
        match
            .group("role")
            .map(FailureText::bare)
            .map(arn -> new SentRole(Optional.of(arn), false))
            .orElseGet(() -> sent(record));
    return new ServiceFailure(
        form.call(),
        match.group("caller").or(() -> Optional.of(principal)),
        role.arn(),
        match.group("externalId"),
        new ServiceReport(
            operation, requester(record), form.others(), inferred, form.alsoAs(), role.byName()));
  }

  private static Optional<String> requester(JsonValue record) {
    JsonValue identity = record.get("userIdentity");
    return identity.isObject() ? identity.asText("arn") : Optional.empty();
  }

  /// The role that was sent: the one that lies least deep in the parameters, if it is one only.
  private static SentRole sent(JsonValue record) {
    List<Set<String>> byDepth =
        java.util.stream.Stream.generate(() -> (Set<String>) new TreeSet<String>())
            .limit(MAX_DEPTH)
            .toList();
    collect(record.get("requestParameters"), 0, byDepth);
    Optional<Set<String>> first = byDepth.stream().filter(roles -> !roles.isEmpty()).findFirst();
    if (first.isPresent()) {
      return new SentRole(
          first.filter(roles -> roles.size() == 1).map(roles -> roles.iterator().next()), false);
    }
    Optional<String> resource = resource(record);
    return resource.isPresent() ? new SentRole(resource, false) : byName(record);
  }

  private static void collect(JsonValue value, int depth, List<Set<String>> byDepth) {
    if (depth >= MAX_DEPTH) {
      return;
    }
    if (value.isObject()) {
      for (JsonValue field : value.fields()) {
        boolean role = field.name().toLowerCase(Locale.ROOT).contains("role");
        if (role || !field.isText()) {
          collect(field, field.isText() ? depth : depth + 1, byDepth);
        }
      }
    } else if (value.isList()) {
      value.items("").forEach(item -> collect(item, depth + 1, byDepth));
    } else if (value.isText()) {
      value
          .source()
          .filter(text -> RoleArn.parse(text).isPresent())
          .ifPresent(byDepth.get(depth)::add);
    }
  }

  private static Optional<String> resource(JsonValue record) {
    JsonValue resources = record.get("resources");
    if (!resources.isList()) {
      return Optional.empty();
    }
    List<String> roles =
        resources.items("").stream()
            .filter(JsonValue::isObject)
            .flatMap(resource -> resource.asText("ARN").stream())
            .filter(arn -> RoleArn.parse(arn).isPresent())
            .distinct()
            .toList();
    return roles.size() == 1 ? Optional.of(roles.getFirst()) : Optional.empty();
  }

  /// Some services take a role by its name, in the account of the call.
  private static SentRole byName(JsonValue record) {
    JsonValue parameters = record.get("requestParameters");
    Optional<String> account =
        record.get("recipientAccountId").source().filter(AccountId::isAccountId);
    if (!parameters.isObject() || account.isEmpty()) {
      return new SentRole(Optional.empty(), false);
    }
    Optional<String> named =
        parameters.fields().stream()
            .filter(field -> field.isText() && isRoleField(field.name()))
            .sorted(Comparator.comparing(JsonValue::name))
            .flatMap(field -> field.source().stream())
            .filter(name -> NAME.matcher(name).matches())
            .findFirst()
            .map(
                name ->
                    "arn:"
                        + partition(record)
                        + ":iam::"
                        + account.get()
                        + ":role/"
                        + bareName(name))
            .filter(arn -> RoleArn.parse(arn).isPresent());
    return new SentRole(named, named.isPresent());
  }

  private static boolean isRoleField(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("role") || lower.endsWith("rolename");
  }

  private static String bareName(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static String partition(JsonValue record) {
    String region = record.get("awsRegion").source().orElse("");
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
