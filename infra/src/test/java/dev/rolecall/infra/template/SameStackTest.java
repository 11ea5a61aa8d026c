package dev.rolecall.infra.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.MonitorStack;
import dev.rolecall.infra.NagChecks;
import dev.rolecall.infra.TestApp;
import dev.rolecall.infra.context.SettingsReader;
import dev.rolecall.infra.context.SettingsReading;
import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/// The template makes what the CDK deploys with the same settings: the same resources with the same
/// ids, types and properties, and the same outputs. What differs is named here. cdk-nag finds
/// nothing in it: it cannot look into a template with conditions itself.
@Tag("slow")
class SameStackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Settings as `cdk.json` has them, and the parameters that say the same.
  enum Case {
    NOTHING("{}", Map.of()),
    EMAIL(
        "{\"emails\": [\"oncall@example.com\"], \"operationsEmails\": [\"platform@example.com\"]}",
        Map.of("AlertEmail", "oncall@example.com", "OperationsEmail", "platform@example.com")),
    SLACK(
        "{\"slack\": {\"secret\": \"secretsmanager:rolecall/slack\", \"channel\":"
            + " \"C0123456789\"}}",
        Map.of("SlackSecret", "secretsmanager:rolecall/slack", "SlackChannel", "C0123456789")),
    SLACK_AND_EMAIL_WITHOUT_EVENTS(
        """
        {
          "emails": ["oncall@example.com"],
          "slack": {"secret": "ssm:/rolecall/slack"},
          "events": false
        }
        """,
        Map.of(
            "AlertEmail", "oncall@example.com",
            "SlackSecret", "ssm:/rolecall/slack",
            "Events", "false")),
    BUTTONS(
        """
        {
          "slack": {
            "secret": "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
            "kmsKey": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab",
            "channel": "C0123456789",
            "interactive": {}
          },
          "reader": {"roleName": "RolecallReader"}
        }
        """,
        Map.of(
            "SlackSecret",
            "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
            "SlackKmsKeyArn",
            "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab",
            "SlackChannel",
            "C0123456789",
            "SlackButtons",
            "true",
            "ReaderRoleName",
            "RolecallReader")),
    TEAMS(
        """
        {
          "teams": {
            "secret": "secretsmanager:rolecall/teams",
            "kmsKey": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab"
          },
          "operations": "none"
        }
        """,
        Map.of(
            "TeamsSecret",
            "secretsmanager:rolecall/teams",
            "TeamsKmsKeyArn",
            "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab",
            "OperationsRecipients",
            "none")),
    NOBODY_WITHOUT_ORGANIZATION_OR_EVENTS(
        """
        {
          "alerts": "none", "readOrganization": false, "events": false, "snapStart": false,
          "reservedConcurrency": 0
        }
        """,
        Map.of(
            "AlertRecipients", "none",
            "ReadOrganization", "false",
            "Events", "false",
            "SnapStart", "false",
            "ReserveConcurrency", "false")),
    CHAT(
        """
        {
          "chat": {"slackWorkspaceId": "T0123456789", "slackChannelId": "C0123456789"},
          "digest": "daily",
          "explainOtherErrors": true
        }
        """,
        Map.of(
            "ChatSlackWorkspaceId", "T0123456789",
            "ChatSlackChannelId", "C0123456789",
            "Digest", "daily",
            "ExplainOtherErrors", "true")),
    SERVICE_FAILURES(
        "{\"serviceFailures\": true, \"readOrganization\": false}",
        Map.of("ServiceFailures", "true", "ReadOrganization", "false")),
    EVERYTHING(
        """
        {
          "emails": ["oncall@example.com"],
          "operationsEmails": ["platform@example.com"],
          "slack": {
            "secret": "ssm:/rolecall/slack",
            "kmsKey": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab",
            "channel": "alerts",
            "interactive": {"reservedConcurrency": 0},
            "reservedConcurrency": 0
          },
          "teams": {"secret": "ssm:/rolecall/teams", "reservedConcurrency": 0},
          "chat": {"slackWorkspaceId": "T0123456789", "slackChannelId": "C0123456789"},
          "digest": "weekly",
          "digestHourUtc": 18,
          "explainOtherErrors": true,
          "serviceFailures": true,
          "reader": {"roleName": "Audit", "externalId": "rolecall-7f3a"},
          "organizationAccount": "444455556666",
          "evidenceDeadlineSeconds": 9, "changesDeadlineSeconds": 5, "cacheSeconds": 61,
          "incidents": {
            "reminderMinutes": 30, "updateSeconds": 120, "propagationSeconds": 0,
            "quietHours": 48, "enumerationRoles": 0, "enumerationMinutes": 5,
            "gatherSeconds": 30, "sharedCauseMembers": 12
          },
          "memoryMegabytes": 2048,
          "reservedConcurrency": 0,
          "snapStart": false,
          "logLevel": "DEBUG",
          "logRetentionDays": 30
        }
        """,
        everything());

    private final String settings;

    /// In JSON, too.
    private final String parameters;

    Case(String settings, Map<String, String> parameters) {
      this.settings = settings;
      this.parameters = JSON.valueToTree(parameters).toString();
    }

    private static Map<String, String> everything() {
      Map<String, String> all = new TreeMap<>();
      all.put("AlertEmail", "oncall@example.com");
      all.put("OperationsEmail", "platform@example.com");
      all.put("SlackSecret", "ssm:/rolecall/slack");
      all.put("SlackKmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab");
      all.put("SlackChannel", "alerts");
      all.put("SlackButtons", "true");
      all.put("TeamsSecret", "ssm:/rolecall/teams");
      all.put("ChatSlackWorkspaceId", "T0123456789");
      all.put("ChatSlackChannelId", "C0123456789");
      all.put("Digest", "weekly");
      all.put("DigestHourUtc", "18");
      all.put("ExplainOtherErrors", "true");
      all.put("ServiceFailures", "true");
      all.put("ReaderRoleName", "Audit");
      all.put("ReaderExternalId", "rolecall-7f3a");
      all.put("OrganizationAccount", "444455556666");
      all.put("EvidenceDeadlineSeconds", "9");
      all.put("ChangesDeadlineSeconds", "5");
      all.put("CacheSeconds", "61");
      all.put("ReminderMinutes", "30");
      all.put("UpdateSeconds", "120");
      all.put("PropagationSeconds", "0");
      all.put("QuietHours", "48");
      all.put("EnumerationRoles", "0");
      all.put("EnumerationMinutes", "5");
      all.put("GatherSeconds", "30");
      all.put("SharedCauseMembers", "12");
      all.put("MemoryMegabytes", "2048");
      all.put("ReserveConcurrency", "false");
      all.put("SnapStart", "false");
      all.put("LogLevel", "DEBUG");
      all.put("LogRetentionDays", "30");
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void theTemplateMakesWhatTheCdkDeploys(Case of) throws Exception {
    assertSame(
        of.settings,
        JSON.readValue(of.parameters, new TypeReference<TreeMap<String, String>>() {}));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void soItDoesWithSettingsByChance(long seed) throws Exception {
    SomeSettings some = new SomeSettings(seed);

    assertSame(some.settings(), some.parameters());
  }

  private static void assertSame(String settings, Map<String, String> given) throws Exception {
    Map<String, String> parameters = new TreeMap<>(given);
    parameters.put("CodeBucket", "artifacts-of-ours");
    Resolver template = new Resolver(Built.template(), parameters);
    Resolver cdk = new Resolver(deployedByTheCdk(settings), Map.of());

    assertThat(template.failedRules()).isEmpty();
    assertThat(
            difference(
                resources(template.section("Resources"), true),
                resources(cdk.section("Resources"), false)))
        .as("%s, %s", settings, parameters)
        .isEmpty();
    assertThat(difference(outputs(template.section("Outputs")), outputs(cdk.section("Outputs"))))
        .as("%s, %s", settings, parameters)
        .isEmpty();
  }

  private static JsonNode deployedByTheCdk(String settings) throws Exception {
    MonitorStack stack =
        new MonitorStack(
            TestApp.create(),
            "RolecallMonitor",
            StackProps.builder().build(),
            settings(settings),
            Code.fromAsset("src/main/java"));
    return JSON.valueToTree(NagChecks.withoutFindings(stack).toJSON());
  }

  private static Settings settings(String json) throws Exception {
    return switch (SettingsReader.read(JSON.readValue(json, Map.class))) {
      case SettingsReading.Valid(Settings valid) -> valid;
      case SettingsReading.Invalid(List<String> problems) ->
          throw new AssertionError(String.join("\n", problems));
    };
  }

  /// Resources, without what may differ: where the jar is, hashes in the ids of versions, the ids
  /// of subscriptions by e-mail, and what makes the template publish versions.
  private static ObjectNode resources(ObjectNode resources, boolean ofTheTemplate)
      throws Exception {
    ObjectNode same = JSON.createObjectNode();
    resources
        .properties()
        .forEach(
            entry -> {
              ObjectNode resource = (ObjectNode) entry.getValue();
              ObjectNode properties = (ObjectNode) resource.path("Properties");
              resource.remove(List.of("Metadata", "Condition"));
              String id = entry.getKey();
              switch (resource.get("Type").asText()) {
                case "AWS::Lambda::Function" -> function(properties, ofTheTemplate);
                case "AWS::Lambda::Version" -> {
                  assertThat(properties.has("Description")).isEqualTo(ofTheTemplate);
                  properties.remove(List.of("Description", "CodeSha256"));
                }
                case "AWS::SNS::Subscription" -> {
                  if (properties.get("Protocol").asText().equals("email")) {
                    id = "E-mail to " + properties.get("TopicArn").asText();
                  }
                }
                default -> {}
              }
              if (resource.get("DependsOn") != null) {
                List<String> needed = new ArrayList<>();
                resource.get("DependsOn").forEach(other -> needed.add(other.asText()));
                needed.removeIf(other -> !resources.has(other));
                resource.set("DependsOn", JSON.valueToTree(needed));
              }
              same.set(id, resource);
            });
    return (ObjectNode)
        JSON.readTree(same.toString().replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1"));
  }

  private static void function(ObjectNode function, boolean ofTheTemplate) {
    if (ofTheTemplate) {
      assertThat(function.get("Code").toString())
          .isEqualTo(
              "{\"S3Bucket\":\"artifacts-of-ours\",\"S3Key\":\"rolecall-function-1.2.3.jar\"}");
    }
    function.remove("Code");
    JsonNode revision =
        ((ObjectNode) function.at("/Environment/Variables")).remove(Versions.VARIABLE);
    assertThat(revision != null).isEqualTo(ofTheTemplate);
  }

  /// Each deployment has its own way to name a recipient.
  private static ObjectNode outputs(ObjectNode outputs) {
    outputs.forEach(output -> ((ObjectNode) output).remove("Condition"));
    for (String unheard : List.of("AlertsUnheard", "OperationsUnheard")) {
      if (outputs.has(unheard)) {
        ((ObjectNode) outputs.get(unheard)).remove("Value");
      }
    }
    return outputs;
  }

  /// What only one of them says.
  private static List<String> difference(JsonNode template, JsonNode cdk) {
    Set<String> ofTheTemplate = lines(template);
    Set<String> ofTheCdk = lines(cdk);
    assertThat(ofTheCdk).isNotEmpty();
    return Stream.concat(
            ofTheTemplate.stream()
                .filter(line -> !ofTheCdk.contains(line))
                .map("template: "::concat),
            ofTheCdk.stream().filter(line -> !ofTheTemplate.contains(line)).map("cdk: "::concat))
        .toList();
  }

  /// A line for each value, with its path.
  private static Set<String> lines(JsonNode node) {
    Set<String> lines = new TreeSet<>();
    write("", node, lines);
    return lines;
  }

  private static void write(String path, JsonNode node, Set<String> lines) {
    if (node.isValueNode() || node.isEmpty()) {
      lines.add(path + " " + node);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        write(path + "/" + i, node.get(i), lines);
      }
    } else {
      node.properties()
          .forEach(entry -> write(path + "/" + entry.getKey(), entry.getValue(), lines));
    }
  }
}
