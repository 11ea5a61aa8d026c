package dev.rolecall.infra.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds for the template whatever the settings are.
@Tag("slow")
class TemplateTest {

  private static final ObjectNode TEMPLATE = Built.template();

  @Test
  void onlyTheBucketMustBeGiven() {
    List<String> required = new ArrayList<>();
    parameters()
        .forEach(
            (name, parameter) -> {
              if (!parameter.has("Default")) {
                required.add(name);
              }
            });

    assertThat(required).containsExactly("CodeBucket");
    assertThat(parameter("CodeKey").get("Default").asText())
        .isEqualTo("rolecall-function-1.2.3.jar");
  }

  @Test
  void everyParameterAndConditionIsUsed() {
    String rest = TEMPLATE.deepCopy().remove(List.of("Parameters", "Rules", "Metadata")).toString();
    for (String name : parameters().keySet()) {
      assertThat(rest).containsPattern("\"Ref\":\"%1$s\"|\\$\\{%1$s}".formatted(name));
    }
    String used = TEMPLATE.get("Resources") + "" + TEMPLATE.get("Outputs");
    Set<String> conditions = new TreeSet<>();
    TEMPLATE.get("Conditions").fieldNames().forEachRemaining(conditions::add);
    assertThat(conditions)
        .allMatch(
            name ->
                used.contains("\"" + name + "\"")
                    || TEMPLATE.get("Conditions").toString().contains(":\"" + name + "\""));
  }

  @Test
  void theConsoleShowsEveryParameterInOneGroup() {
    List<String> shown = new ArrayList<>();
    TEMPLATE
        .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
        .forEach(group -> group.get("Parameters").forEach(name -> shown.add(name.asText())));

    assertThat(shown).containsExactlyInAnyOrderElementsOf(parameters().keySet());
  }

  @Test
  void itNeedsNoBootstrapAndNoAssets() {
    assertThat(TEMPLATE.toString())
        .doesNotContain("ootstrap", "cdk-", "aws:cdk", "cdk_nag", "sset");
  }

  @Test
  void itNamesNoRegionAccountOrPartition() {
    assertThat(TEMPLATE.get("Resources").toString())
        .doesNotContainPattern("(us|eu|ap)-[a-z]+-\\d|arn:aws[:-]|\\b\\d{12}\\b");
  }

  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  @Test
  void itKeepsTheLimitsOfCloudFormation() {
    assertThat(TEMPLATE.toString().length()).isLessThan(1_000_000);
    assertThat(TEMPLATE.get("Resources").size()).isLessThanOrEqualTo(500);
    assertThat(TEMPLATE.get("Outputs").size()).isLessThanOrEqualTo(200);
    parameters()
        .values()
        .forEach(
            parameter ->
                assertThat(parameter.get("Description").asText()).hasSizeLessThanOrEqualTo(4000));
    TEMPLATE.findValues("Fn::Or").forEach(or -> assertThat(or.size()).isBetween(2, 10));
  }

  /// The default of each parameter is what the parameter takes.
  @Test
  void defaultsAreAllowed() {
    parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.has("Default")) {
                assertThat(takes(parameter, parameter.get("Default").asText())).as(name).isTrue();
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "CodeBucket, artifacts.example, true",
    "CodeBucket, s3://artifacts, false",
    "CodeBucket, Artifacts, false",
    "AlertEmail, oncall@example.com, true",
    "AlertEmail, 'oncall@example.com,security@example.com', false",
    "SlackSecret, secretsmanager:rolecall/slack, true",
    "SlackSecret, ssm:/rolecall/slack, true",
    "SlackSecret, xoxb-1234, false",
    "SlackSecret, https://hooks.slack.com/services/T0/B0/x, false",
    "SlackSecret, arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf, false",
    "SlackChannel, #alerts, false",
    "ReaderRoleName, RolecallReader, true",
    "ReaderRoleName, arn:aws:iam::111122223333:role/RolecallReader, false",
    "OrganizationAccount, 111122223333, true",
    "OrganizationAccount, o-a1b2c3d4e5, false",
    "Digest, monthly, false",
    "DigestHourUtc, 24, false",
    "LogRetentionDays, 31, false",
    "MemoryMegabytes, 128, false",
    "CacheSeconds, 0, true"
  })
  void valuesAreChecked(String name, String value, boolean allowed) {
    assertThat(takes(parameter(name), value)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SlackChannel=C0123456789 | SlackChannel is set, but SlackSecret is not",
        "SlackButtons=true | SlackButtons is set, but SlackSecret is not",
        "ReaderExternalId=abc | ReaderExternalId is set, but ReaderRoleName is not",
        "OrganizationAccount=111122223333 | OrganizationAccount is set, but ReaderRoleName is not",
        "AlertRecipients=none AlertEmail=a@example.com | AlertRecipients is none, but AlertEmail is"
            + " set",
        "OperationsRecipients=none OperationsEmail=a@example.com | OperationsRecipients is none,"
            + " but OperationsEmail is set",
        "EnumerationRoles=2 | EnumerationRoles must be 0 (off) or at least 3",
        "SharedCauseMembers=1 | SharedCauseMembers must be 0 (off) or at least 2",
        "ChatSlackChannelId=C0123456789 | ChatSlackChannelId is set, but ChatSlackWorkspaceId is"
            + " not"
      })
  void parametersThatDoNotGoTogetherAreNamed(String given, String problem) {
    Map<String, String> values = new TreeMap<>();
    for (String one : given.split(" ", -1)) {
      values.put(one.replaceFirst("=.*", ""), one.replaceFirst(".*=", ""));
    }

    assertThat(new Resolver(TEMPLATE, values).failedRules()).containsExactly(problem);
  }

  /// Whatever a function keeps in a version is in the version's description, and the same text is
  /// in the function: a changed value publishes a version, and the function never stays as it was.
  @Test
  void everyValueOfAFunctionPublishesAVersion() {
    Set<String> changing = new TreeSet<>(parameters().keySet());
    for (String name : changing) {
      Map<String, String> before = new TreeMap<>(sample());
      Map<String, String> after = new TreeMap<>(before);
      after.put(name, other(name, before));
      ObjectNode old = new Resolver(TEMPLATE, before).section("Resources");
      ObjectNode changed = new Resolver(TEMPLATE, after).section("Resources");
      versions(old)
          .forEach(
              (function, version) -> {
                if (changed.has(function)) {
                  assertThat(description(changed, version).equals(description(old, version)))
                      .as(name + " in " + function)
                      .isEqualTo(kept(old.get(function)).equals(kept(changed.get(function))));
                  assertThat(
                          changed
                              .get(function)
                              .at("/Properties/Environment/Variables/" + Versions.VARIABLE))
                      .isEqualTo(changed.get(version).at("/Properties/Description"));
                }
              });
    }
  }

  /// The number of another version in it changes when that version is replaced.
  private static String description(ObjectNode resources, String version) {
    return Pattern.compile("<([^.>]*)\\.Version>")
        .matcher(resources.get(version).at("/Properties/Description").asText())
        .replaceAll(other -> description(resources, other.group(1)));
  }

  /// A version is published of the jar that the template was made for, or not at all.
  @Test
  void versionsArePublishedOfOneJar() {
    TEMPLATE
        .get("Resources")
        .forEach(
            resource -> {
              if (resource.get("Type").asText().equals("AWS::Lambda::Version")) {
                assertThat(resource.at("/Properties/CodeSha256").asText()).isEqualTo("hash");
              }
            });
  }

  /// https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
  @Test
  void descriptionsOfVersionsAreNeverTooLong() {
    Map<String, String> longest = new TreeMap<>();
    parameters().forEach((name, parameter) -> longest.put(name, longest(name, parameter)));
    ObjectNode resources = new Resolver(TEMPLATE, longest).section("Resources");

    assertThat(versions(resources)).hasSize(7);
    versions(resources)
        .values()
        .forEach(
            version ->
                assertThat(
                        resources
                            .get(version)
                            .at("/Properties/Description")
                            .asText()
                            .replaceAll("<[^>]*>", "123456"))
                    .hasSizeLessThanOrEqualTo(Versions.LONGEST));
  }

  private static String longest(String name, JsonNode parameter) {
    if (parameter.has("AllowedValues")) {
      return name.equals("Digest") ? "weekly" : longestOf(parameter.get("AllowedValues"));
    }
    if (parameter.has("MaxValue")) {
      return parameter.get("MaxValue").asText();
    }
    if (parameter.has("MaxLength")) {
      int length = parameter.get("MaxLength").asInt();
      return name.endsWith("Secret")
          ? "secretsmanager:" + "x".repeat(length - 15)
          : "x".repeat(length);
    }
    return switch (name) {
      case "SlackChannel" -> "c".repeat(80);
      case "ReaderRoleName" -> "r".repeat(64);
      case "OrganizationAccount" -> "111122223333";
      default -> "x";
    };
  }

  private static String longestOf(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts.contains("true")
        ? "true"
        : texts.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }

  /// Everything turned on, so that each change has something to change.
  private static Map<String, String> sample() {
    return new TreeMap<>(
        Map.of(
            "CodeBucket", "artifacts",
            "SlackSecret", "secretsmanager:slack",
            "SlackButtons", "true",
            "TeamsSecret", "secretsmanager:teams",
            "ReaderRoleName", "Reader"));
  }

  private static String other(String name, Map<String, String> before) {
    JsonNode parameter = parameter(name);
    String old = before.getOrDefault(name, parameter.path("Default").asText());
    if (parameter.has("AllowedValues")) {
      for (JsonNode value : parameter.get("AllowedValues")) {
        if (!value.asText().equals(old)) {
          return value.asText();
        }
      }
    }
    return parameter.has("MaxValue") ? parameter.get("MaxValue").asText() : old + "x";
  }

  /// The versions by their functions.
  private static Map<String, String> versions(ObjectNode resources) {
    Map<String, String> versions = new TreeMap<>();
    resources
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().get("Type").asText().equals("AWS::Lambda::Version")) {
                versions.put(
                    resource
                        .getValue()
                        .at("/Properties/FunctionName")
                        .asText()
                        .replaceAll("[<>]", ""),
                    resource.getKey());
              }
            });
    return versions;
  }

  /// What a version keeps of a function: all but where the code lies and how many run at a time.
  private static JsonNode kept(JsonNode function) {
    ObjectNode properties = function.get("Properties").deepCopy();
    ((ObjectNode) properties.at("/Environment/Variables")).remove(Versions.VARIABLE);
    return properties.remove(List.of("Code", "ReservedConcurrentExecutions", "Tags"));
  }

  private static JsonNode parameter(String name) {
    return TEMPLATE.get("Parameters").get(name);
  }

  private static Map<String, JsonNode> parameters() {
    Map<String, JsonNode> parameters = new TreeMap<>();
    TEMPLATE
        .get("Parameters")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
    return parameters;
  }

  private static boolean takes(JsonNode parameter, String value) {
    if (parameter.has("AllowedValues")) {
      return StreamSupport.stream(parameter.get("AllowedValues").spliterator(), false)
          .anyMatch(allowed -> allowed.asText().equals(value));
    }
    if (parameter.has("MaxValue")) {
      int number = Integer.parseInt(value);
      return number >= parameter.get("MinValue").asInt()
          && number <= parameter.get("MaxValue").asInt();
    }
    return value.length() <= parameter.path("MaxLength").asInt(4096)
        && (!parameter.has("AllowedPattern")
            || Pattern.matches(parameter.get("AllowedPattern").asText(), value));
  }
}
