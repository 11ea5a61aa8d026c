package dev.rolecall.evidence.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a CloudTrail record of what happened, bare or as EventBridge delivers it.
public final class ChangeReader {

  /// What a line says.
  public sealed interface Line {

    /// Something that can matter to a call.
    record Told(RecordedEffect happened) implements Line {}

    /// A record of something else, or of a call that failed and so changed nothing.
    record Irrelevant() implements Line {}

    /// No record.
    record Malformed(String what) implements Line {}
  }

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private ChangeReader() {}

  /// Reads the bytes of one record.
  public static Line read(byte[] line) {
    try {
      JsonNode node = JSON.readTree(line);
      JsonNode detail = node.path("detail");
      return record(detail.isObject() ? detail : node);
    } catch (JsonProcessingException e) {
      return new Line.Malformed("not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return new Line.Malformed("not readable: " + e.getMessage());
    }
  }

  private static Line record(JsonNode record) {
    Optional<String> name = text(record, "eventName");
    if (name.isEmpty()) {
      return new Line.Malformed("not a CloudTrail record: no eventName");
    }
    if (record.path("errorCode").isTextual()) {
      return new Line.Irrelevant();
    }
    return switch (text(record, "eventSource").orElse("")) {
      case "iam.amazonaws.com" ->
          IamChange.ofEventName(name.get())
              .map(change -> iam(record, change))
              .orElseGet(Line.Irrelevant::new);
      case "organizations.amazonaws.com" ->
          OrganizationChange.ofEventName(name.get())
              .map(change -> organization(record, change))
              .orElseGet(Line.Irrelevant::new);
      case "sts.amazonaws.com" ->
          AssumeCall.ofEventName(name.get()).isPresent() ? assumed(record) : new Line.Irrelevant();
      default -> new Line.Irrelevant();
    };
  }

  private static Line iam(JsonNode record, IamChange change) {
    ChangeParameters parameters =
        new ChangeParameters(record.path("requestParameters"), record.path("responseElements"));
    if (change == IamChange.CreatePolicyVersion && parameters.isNotInForce()) {
      return new Line.Irrelevant();
    }
    Optional<AccountId> account =
        text(record, "recipientAccountId")
            .or(() -> text(record.path("userIdentity"), "accountId"))
            .flatMap(AccountId::parse);
    if (account.isEmpty()) {
      return new Line.Malformed("no recipientAccountId");
    }
    List<ChangeKey> keys = new ArrayList<>();
    for (ChangeKey.Topic topic : change.topics()) {
      names(topic, parameters).map(name -> key(topic, account.get(), name)).forEach(keys::add);
    }
    return keys.isEmpty()
        ? new Line.Malformed("requestParameters do not tell what " + change + " changed")
        : told(record, change.what(parameters), keys);
  }

  private static Line organization(JsonNode record, OrganizationChange change) {
    JsonNode request = record.path("requestParameters");
    return told(
        record,
        change.what(request),
        List.of(new ChangeKey(ChangeKey.Topic.ORGANIZATION, change.account(request).orElse(""))));
  }

  private static Stream<String> names(ChangeKey.Topic topic, ChangeParameters parameters) {
    return switch (topic) {
      case ASSUMED_ROLE, CALLING_ROLE -> parameters.role().stream();
      case USER -> Stream.concat(parameters.user().stream(), parameters.newUser().stream());
      case GROUP -> parameters.group().stream();
      case POLICY -> parameters.policyArn().stream();
      case OIDC, SAML -> Stream.of("");
      case ORGANIZATION, ASSUMED_BY -> Stream.empty();
    };
  }

  private static ChangeKey key(ChangeKey.Topic topic, AccountId account, String name) {
    return topic == ChangeKey.Topic.POLICY
        ? new ChangeKey(topic, name)
        : ChangeKey.of(topic, account, name);
  }

  private static Line assumed(JsonNode record) {
    Optional<String> role = text(record.path("requestParameters"), "roleArn");
    if (role.isEmpty()) {
      return new Line.Malformed("no requestParameters.roleArn");
    }
    List<ChangeKey> keys =
        Assumer.namesIn(record.path("userIdentity")).stream()
            .map(who -> ChangeKey.assumed(role.get(), who))
            .toList();
    return keys.isEmpty()
        ? new Line.Malformed("userIdentity does not tell who assumed the role")
        : told(record, role.get().substring(role.get().lastIndexOf(':') + 1) + " assumed", keys);
  }

  private static Line told(JsonNode record, String what, List<ChangeKey> keys) {
    Optional<Instant> time = text(record, "eventTime").flatMap(ChangeReader::time);
    if (time.isEmpty()) {
      return new Line.Malformed("eventTime is no time");
    }
    JsonNode identity = record.path("userIdentity");
    String by =
        text(identity, "arn")
            .or(() -> text(identity, "invokedBy"))
            .or(() -> text(identity, "principalId"))
            .orElse("(not recorded)");
    String event = text(record, "eventName").orElse("");
    Optional<String> eventId = text(record, "eventID");
    String id =
        text(record, "sharedEventID")
            .or(() -> eventId)
            .orElseGet(() -> time.get() + " " + by + " " + what);
    return new Line.Told(new RecordedEffect(time.get(), event, by, eventId, id, what, keys));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }
}
