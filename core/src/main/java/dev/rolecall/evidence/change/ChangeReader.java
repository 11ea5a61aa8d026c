package dev.rolecall.evidence.change;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import java.time.DateTimeException;
import java.time.Instant;
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

  private static final JsonFactory JSON = new JsonFactory();

  private ChangeReader() {}

  /// Reads the bytes of one record.
  public static Line read(byte[] line) {
    JsonReader reader = new JsonReader(() -> JSON.createParser(line));
    try {
      JsonValue value = reader.read();
      reader.end("not valid JSON: something follows its end");
      JsonValue detail = value.get("detail");
      return effect(detail.isObject() ? detail : value)
          .<Line>map(Line.Told::new)
          .orElseGet(Line.Irrelevant::new);
    } catch (MalformedJson malformed) {
      return new Line.Malformed(malformed.problem().what());
    }
  }

  private static Optional<RecordedEffect> effect(JsonValue record) {
    String name =
        record
            .asText("eventName")
            .orElseThrow(() -> record.malformed("not a CloudTrail record: no eventName"));
    if (record.get("errorCode").isText()) {
      return Optional.empty();
    }
    return switch (record.asText("eventSource").orElse("")) {
      case "iam.amazonaws.com" ->
          IamChange.ofEventName(name).flatMap(change -> iam(record, change));
      case "organizations.amazonaws.com" ->
          OrganizationChange.ofEventName(name).map(change -> organization(record, change));
      case "sts.amazonaws.com" -> AssumeCall.ofEventName(name).map(_ -> assumed(record));
      default -> Optional.empty();
    };
  }

  private static Optional<RecordedEffect> iam(JsonValue record, IamChange change) {
    ChangeParameters parameters =
        new ChangeParameters(record.get("requestParameters"), record.get("responseElements"));
    if (change == IamChange.CreatePolicyVersion && parameters.isNotInForce()) {
      return Optional.empty();
    }
    AccountId account =
        record
            .asText("recipientAccountId")
            .or(() -> record.get("userIdentity").asText("accountId"))
            .flatMap(AccountId::parse)
            .orElseThrow(() -> record.malformed("no recipientAccountId"));
    List<ChangeKey> keys =
        change.topics().stream()
            .flatMap(topic -> names(topic, parameters).map(name -> key(topic, account, name)))
            .toList();
    if (keys.isEmpty()) {
      throw record.malformed("requestParameters do not tell what " + change + " changed");
    }
    return Optional.of(told(record, change.what(parameters), keys));
  }

  private static RecordedEffect organization(JsonValue record, OrganizationChange change) {
    JsonValue request = record.get("requestParameters");
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

  private static RecordedEffect assumed(JsonValue record) {
    String role =
        record
            .get("requestParameters")
            .asText("roleArn")
            .orElseThrow(() -> record.malformed("no requestParameters.roleArn"));
    List<ChangeKey> keys =
        Assumer.namesIn(record.get("userIdentity")).stream()
            .map(who -> ChangeKey.assumed(role, who))
            .toList();
    if (keys.isEmpty()) {
      throw record.malformed("userIdentity does not tell who assumed the role");
    }
    return told(record, role.substring(role.lastIndexOf(':') + 1) + " assumed", keys);
  }

  private static RecordedEffect told(JsonValue record, String what, List<ChangeKey> keys) {
    Instant time =
        record
            .asText("eventTime")
            .flatMap(ChangeReader::time)
            .orElseThrow(() -> record.malformed("eventTime is no time"));
    JsonValue identity = record.get("userIdentity");
    String by =
        Stream.of("arn", "invokedBy", "principalId")
            .flatMap(field -> identity.asText(field).stream())
            .findFirst()
            .orElse("(not recorded)");
    Optional<String> eventId = record.asText("eventID");
    String id =
        record.asText("sharedEventID").or(() -> eventId).orElse(time + " " + by + " " + what);
    return new RecordedEffect(
        time, record.asText("eventName").orElse(""), by, eventId, id, what, keys);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
