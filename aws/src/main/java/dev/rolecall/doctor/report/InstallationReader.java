package dev.rolecall.doctor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.explanation.notification.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  private static final String BUS =
      "arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9_./-]+";

  private static final String FUNCTION = "Function";
  private static final String SECRET = "Secret";

  /// The fields that there may be, and the form of each.
  private static final Map<String, String> KNOWN = known();

  private static final Map<String, String> KNOWN_OF_MEMBERS =
      Map.of(
          "organizationId", "o-[a-z0-9]{10,32}",
          "accounts", "[0-9]{12}",
          "regions", REGION,
          "bus", BUS,
          "busRule", NAME,
          "memberRule", NAME);

  private static Map<String, String> known() {
    Map<String, String> known =
        new HashMap<>(
            Map.of(
                "schema", ".*",
                "account", "[0-9]{12}",
                "region", REGION,
                "rule", NAME,
                "explainFunction", ALIAS,
                "alertsTopic", TOPIC,
                "operationsTopic", TOPIC,
                "table", NAME,
                "readerRole", "[A-Za-z0-9_+=,.@/-]{1,512}",
                "members", ""));
    for (Channel channel : Channel.values()) {
      known.put(channel.key() + FUNCTION, ALIAS);
      known.put(channel.key() + SECRET, "(secretsmanager|ssm):.+");
    }
    return known;
  }

  /// Says what is wrong with which field.
  public static final class Misread extends Exception {
    private static final long serialVersionUID = 1L;

    Misread(String problem) {
      super(problem);
    }
  }

  private final JsonNode json;
  private final String path;
  private final Map<String, String> known;

  private InstallationReader(JsonNode json, String path, Map<String, String> known) throws Misread {
    this.json = json;
    this.path = path;
    this.known = known;
    if (!json.isObject()) {
      throw new Misread(path.isEmpty() ? "it is no JSON object" : "field `members` is no object");
    }
    Set<String> others = new TreeSet<>();
    json.fieldNames().forEachRemaining(others::add);
    others.removeAll(known.keySet());
    if (!others.isEmpty()) {
      throw new Misread("field `" + path + others.iterator().next() + "` is not known");
    }
  }

  public static Installation read(String text) throws Misread {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Misread("it is no JSON: " + e.getOriginalMessage());
    }
    return new InstallationReader(json, "", KNOWN).installation();
  }

  private Installation installation() throws Misread {
    String schema = text("schema");
    if (!schema.equals(SCHEMA)) {
      throw new Misread("field `schema` is `" + schema + "`, and must be `" + SCHEMA + "`");
    }
    JsonNode members = json.path("members");
    return new Installation(
        new AccountId(text("account")),
        text("region"),
        text("rule"),
        text("explainFunction"),
        text("alertsTopic"),
        text("operationsTopic"),
        text("table"),
        channels(),
        optional("readerRole"),
        members.isMissingNode()
            ? Optional.empty()
            : Optional.of(new InstallationReader(members, "members.", KNOWN_OF_MEMBERS).members()));
  }

  private List<DeployedChannel> channels() throws Misread {
    List<DeployedChannel> channels = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      Optional<String> function = optional(channel.key() + FUNCTION);
      Optional<String> secret = optional(channel.key() + SECRET);
      if (function.isPresent() || secret.isPresent()) {
        channels.add(new DeployedChannel(channel, function, secret));
      }
    }
    return channels;
  }

  private Members members() throws Misread {
    boolean organization = json.has("organizationId");
    if (organization == json.has("accounts")) {
      throw new Misread("field `members` must have `organizationId` or `accounts`, and one only");
    }
    return new Members(
        organization
            ? new Whose.Organization(text("organizationId"))
            : new Whose.Listed(texts("accounts").stream().map(AccountId::new).toList()),
        texts("regions"),
        text("bus"),
        text("busRule"),
        text("memberRule"));
  }

  private Optional<String> optional(String field) throws Misread {
    return json.has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  private String text(String field) throws Misread {
    if (!json.has(field)) {
      throw new Misread("field `" + path + field + "` is missing");
    }
    return text(json.path(field), field);
  }

  private String text(JsonNode value, String field) throws Misread {
    if (!value.isTextual() || !value.asText().matches(known.getOrDefault(field, ""))) {
      throw new Misread(
          "field `" + path + field + "` is " + value + ", which makes no sense there");
    }
    return value.asText();
  }

  private List<String> texts(String field) throws Misread {
    JsonNode array = json.path(field);
    if (!array.isArray() || array.isEmpty()) {
      throw new Misread("field `" + path + field + "` must be a list that is not empty");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array) {
      texts.add(text(one, field));
    }
    return texts;
  }
}
