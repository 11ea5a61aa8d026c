package dev.rolecall.doctor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Installation.PagerDuty;
import dev.rolecall.doctor.report.Installation.Recipients;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.json.JsonSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads an [Installation], strictly: a field that it does not know is an error, too.
public final class InstallationReader {

  static final String SCHEMA = "rolecall-installation/1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String NAME = "[A-Za-z0-9_.-]{1,255}";
  private static final String REGION = "[a-z]{2,4}(-[a-z]+)+-[0-9]+";
  private static final String TOPIC = "arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}";
  private static final String ALIAS =
      "arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+:[A-Za-z0-9_$-]+";
  private static final String QUEUE_ARN =
      "arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}";
  private static final String BUS =
      "arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9_./-]+";

  private static final String EVENTS_QUEUE =
      "arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}";
  private static final String NONE = "none";
  private static final String PAGER_DUTY = "pagerDuty";
  private static final String FUNCTION = "Function";
  private static final String QUEUE = "Queue";
  private static final String SECRET = "Secret";

  private static final Set<String> KNOWN =
      Stream.concat(
              Stream.of(
                  "schema",
                  "account",
                  "region",
                  "rule",
                  "explainFunction",
                  "alertsTopic",
                  "operationsTopic",
                  "table",
                  "queues",
                  "interactionUrl",
                  "checkQueue",
                  "failedChecksQueue",
                  "eventsQueue",
                  PAGER_DUTY + "Rule",
                  PAGER_DUTY + "Connection",
                  "alerts",
                  "operations",
                  "readerRole",
                  "members"),
              Arrays.stream(Channel.values())
                  .map(Channel::key)
                  .flatMap(key -> Stream.of(key + FUNCTION, key + QUEUE, key + SECRET)))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> KNOWN_OF_MEMBERS =
      Set.of("organizationId", "accounts", "regions", "bus", "busRule", "memberRule");

  /// Says what is wrong with which field.
  public static final class Misread extends Exception {
    private static final long serialVersionUID = 1L;

    Misread(String problem) {
      super(problem);
    }
  }

  private final JsonNode json;
  private final String path;

  private InstallationReader(JsonNode json, String path) {
    this.json = json;
    this.path = path;
  }

  public static Installation read(String text) throws Misread {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Misread(DoctorWords.notJson(JsonSyntax.what(e)));
    }
    return new InstallationReader(json, "").installation();
  }

  /// The name of the incident table alone, whatever else a newer version may have written.
  public static String table(String text) throws Misread {
    try {
      return new InstallationReader(JSON.readTree(text), "").text("table", NAME);
    } catch (JsonProcessingException e) {
      throw new Misread(DoctorWords.notJson(JsonSyntax.what(e)));
    }
  }

  private Installation installation() throws Misread {
    known(KNOWN);
    String schema = text("schema", ".*");
    if (!schema.equals(SCHEMA)) {
      throw new Misread(DoctorWords.otherValue("schema", schema, SCHEMA));
    }
    JsonNode members = json.path("members");
    return new Installation(
        new AccountId(text("account", "[0-9]{12}")),
        text("region", REGION),
        text("rule", NAME),
        text("explainFunction", ALIAS),
        text("alertsTopic", TOPIC),
        text("operationsTopic", TOPIC),
        text("table", NAME),
        channels(),
        optional("queues", "/[A-Za-z0-9_./-]{1,255}"),
        optional("readerRole", "[A-Za-z0-9_+=,.@/-]{1,512}"),
        members.isMissingNode()
            ? Optional.empty()
            : Optional.of(new InstallationReader(members, "members.").members()),
        optional("interactionUrl", "https://[A-Za-z0-9.-]{1,255}/?"),
        new Recipients(
            optional("eventsQueue", EVENTS_QUEUE),
            pagerDuty(),
            optional("alerts", NONE).isPresent(),
            optional("operations", NONE).isPresent()));
  }

  private Optional<PagerDuty> pagerDuty() throws Misread {
    return json.has(PAGER_DUTY + "Rule")
        ? Optional.of(
            new PagerDuty(text(PAGER_DUTY + "Rule", NAME), text(PAGER_DUTY + "Connection", NAME)))
        : Optional.empty();
  }

  private List<DeployedChannel> channels() throws Misread {
    List<DeployedChannel> channels = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      Optional<String> function = optional(channel.key() + FUNCTION, ALIAS);
      Optional<String> secret = optional(channel.key() + SECRET, "(secretsmanager|ssm):.+");
      Optional<String> queue = optional(channel.key() + QUEUE, QUEUE_ARN);
      if (function.isPresent() || secret.isPresent()) {
        channels.add(new DeployedChannel(channel, function, queue, secret));
      }
    }
    return channels;
  }

  private Members members() throws Misread {
    known(KNOWN_OF_MEMBERS);
    boolean organization = json.has("organizationId");
    if (organization == json.has("accounts")) {
      throw new Misread(DoctorWords.eitherField("members", "organizationId", "accounts"));
    }
    return new Members(
        organization
            ? new Whose.Organization(text("organizationId", "o-[a-z0-9]{10,32}"))
            : new Whose.Listed(
                texts("accounts", "[0-9]{12}").stream().map(AccountId::new).toList()),
        texts("regions", REGION),
        text("bus", BUS),
        text("busRule", NAME),
        text("memberRule", NAME));
  }

  private void known(Set<String> fields) throws Misread {
    if (!json.isObject()) {
      throw new Misread(
          DoctorWords.notAnObject(path.isEmpty() ? Optional.empty() : Optional.of("members")));
    }
    Set<String> others = new TreeSet<>();
    json.fieldNames().forEachRemaining(others::add);
    others.removeAll(fields);
    if (!others.isEmpty()) {
      throw new Misread(DoctorWords.unknownField(path + others.iterator().next()));
    }
  }

  private Optional<String> optional(String field, String form) throws Misread {
    return json.has(field) ? Optional.of(text(field, form)) : Optional.empty();
  }

  private String text(String field, String form) throws Misread {
    if (!json.has(field)) {
      throw new Misread(DoctorWords.missingField(path + field));
    }
    return text(json.path(field), field, form);
  }

  private String text(JsonNode value, String field, String form) throws Misread {
    if (!value.isTextual() || !value.asText().matches(form)) {
      throw new Misread(DoctorWords.invalidValue(path + field, value));
    }
    return value.asText();
  }

  private List<String> texts(String field, String form) throws Misread {
    JsonNode array = json.path(field);
    if (!array.isArray() || array.isEmpty()) {
      throw new Misread(DoctorWords.emptyList(path + field));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array) {
      texts.add(text(one, field, form));
    }
    return texts;
  }
}
