package dev.rolecall.evidence.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.json.JsonProblem;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.JsonWords;
import dev.rolecall.problem.RecordWords;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /// The types of an organization's policies that decide calls.
  private static final Set<String> CONTROL =
      Set.of("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY");

  private ChangeReader() {}

  /// Which line it is, the file's reader knows.
  private static final class LineReader extends JsonReader {

    LineReader(Opening opening) {
      super(opening);
    }

    @Override
    protected JsonProblem broken(IOException error) {
      return error instanceof JsonProcessingException invalid
          ? new JsonProblem("", 0, JsonWords.invalid(JsonSyntax.what(invalid)))
          : super.broken(error);
    }
  }

  /// Reads the bytes of one record.
  public static Line read(byte[] line) {
    JsonReader reader = new LineReader(() -> JSON.createParser(line));
    try {
      JsonValue value = reader.read();
      reader.end(JsonWords.invalid(JsonWords.moreThanOneValue()));
      JsonValue detail = value.get("detail");
      return effect(detail.isObject() ? detail : value)
          .<Line>map(Line.Told::new)
          .orElseGet(Line.Irrelevant::new);
    } catch (MalformedJson malformed) {
      return new Line.Malformed(malformed.problem().what());
    }
  }

  /// What a record shows that was parsed; empty also for one that lacks what it needs to have.
  public static Optional<RecordedEffect> shown(JsonValue record) {
    try {
      return effect(record);
    } catch (MalformedJson _) {
      return Optional.empty();
    }
  }

  private static Optional<RecordedEffect> effect(JsonValue record) {
    String name =
        record.asText("eventName").orElseThrow(() -> record.malformed(RecordWords.noEventName()));
    if (record.get("errorCode").isText()) {
      return Optional.empty();
    }
    return ChangeEvent.of(record.asText("eventSource").orElse(""), name)
        .flatMap(
            event ->
                switch (event.source()) {
                  case IAM -> iam(record, event);
                  case ORGANIZATIONS -> organization(record, event);
                  case STS -> Optional.of(assumed(record, event));
                });
  }

  private static Optional<RecordedEffect> iam(JsonValue record, ChangeEvent event) {
    ChangeParameters parameters = ChangeParameters.of(record);
    if (event == ChangeEvent.CreatePolicyVersion && parameters.isNotInForce()) {
      return Optional.empty();
    }
    AccountId account =
        record
            .asText("recipientAccountId")
            .or(() -> record.get("userIdentity").asText("accountId"))
            .flatMap(AccountId::parse)
            .orElseThrow(() -> record.malformed(RecordWords.missing("recipientAccountId")));
    List<ChangeKey> keys =
        ChangeKey.Topic.of(event).stream()
            .flatMap(topic -> names(topic, parameters).map(name -> key(topic, account, name)))
            .toList();
    if (keys.isEmpty()) {
      throw record.malformed(RecordWords.nothingChanged(event.name()));
    }
    return Optional.of(told(record, event, keys));
  }

  /// A change to one account, or to any. Policies of other types than SCPs and RCPs decide nothing.
  private static Optional<RecordedEffect> organization(JsonValue record, ChangeEvent event) {
    boolean other =
        ChangeParameters.of(record)
            .policyType()
            .filter(type -> !CONTROL.contains(type))
            .isPresent();
    if (other) {
      return Optional.empty();
    }
    Map<ChangeEvent.Name, String> names = ChangeParameters.of(record).names();
    String account =
        Stream.of(ChangeEvent.Name.TARGET, ChangeEvent.Name.ACCOUNT)
            .flatMap(name -> Optional.ofNullable(names.get(name)).stream())
            .filter(AccountId::isAccountId)
            .findFirst()
            .orElse("");
    return Optional.of(
        told(record, event, List.of(new ChangeKey(ChangeKey.Topic.ORGANIZATION, account))));
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

  private static RecordedEffect assumed(JsonValue record, ChangeEvent event) {
    String role =
        record
            .get("requestParameters")
            .asText("roleArn")
            .or(() -> resource(record))
            .orElseThrow(() -> record.malformed(RecordWords.missing("requestParameters.roleArn")));
    List<ChangeKey> keys =
        Assumer.namesIn(RecordTexts.of(record.get("userIdentity"))).stream()
            .map(who -> ChangeKey.assumed(role, who))
            .toList();
    if (keys.isEmpty()) {
      throw record.malformed(RecordWords.noAssumer());
    }
    return told(record, event, keys);
  }

  /// The role, in records that other systems made of those of CloudTrail.
  private static Optional<String> resource(JsonValue record) {
    JsonValue resources = record.get("resources");
    return resources.isList()
        ? resources.items("").stream()
            .flatMap(resource -> resource.asText("ARN").stream())
            .filter(arn -> RoleArn.parse(arn).isPresent())
            .findFirst()
        : Optional.empty();
  }

  private static RecordedEffect told(JsonValue record, ChangeEvent event, List<ChangeKey> keys) {
    Instant time =
        record
            .asText("eventTime")
            .flatMap(ChangeReader::time)
            .orElseThrow(() -> record.malformed(RecordWords.eventTime()));
    String by = by(RecordTexts.of(record.get("userIdentity")));
    Optional<String> eventId = record.asText("eventID");
    Map<ChangeEvent.Name, String> names = ChangeParameters.of(record).names();
    String id =
        record
            .asText("sharedEventID")
            .or(() -> eventId)
            .orElse(time + " " + by + " " + event + " " + names);
    return new RecordedEffect(time, event, by, eventId, id, names, keys);
  }

  /// Who made a call, by the `userIdentity` of its record.
  static String by(RecordTexts identity) {
    return identity
        .text("arn")
        .or(() -> identity.text("invokedBy"))
        .or(() -> identity.text("principalId"))
        .orElse("unknown");
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
