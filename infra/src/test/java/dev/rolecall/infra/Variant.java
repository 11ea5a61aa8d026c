package dev.rolecall.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.context.SettingsReader;
import dev.rolecall.infra.context.SettingsReading;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;

/// Settings that stacks are tested with. Each is synthesized once for all tests.
public enum Variant {
  /// The defaults, which is what `cdk.json` has.
  STANDARD("{}"),
  /// Whatever can be turned off.
  MINIMAL(
      """
      {
        "reservedConcurrency": 0, "readOrganization": false, "snapStart": false, "ownerTags": [],
        "events": false, "alerts": "none"
      }
      """),
  /// Accounts that share nothing but a monitor.
  ACCOUNTS(
      """
      {
        "members": {
          "accounts": ["111122223333", "444455556666"],
          "monitorAccount": "111122223333",
          "monitorRegion": "us-east-1",
          "regions": ["us-east-1"],
          "alarms": false
        },
        "reader": {"externalId": "rolecall-7f3a"}
      }
      """),
  /// Microsoft Teams in place of Slack.
  TEAMS(
      """
      {
        "teams": {
          "secret": "ssm:/rolecall/teams",
          "kmsKey": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        }
      }
      """),
  /// Whatever can be turned on in an installation with Slack.
  EVERYTHING(
      """
      {
        "explainOtherErrors": true,
        "serviceFailures": true,
        "logRetentionDays": 30,
        "logLevel": "DEBUG",
        "incidents": {
          "reminderMinutes": 30,
          "updateSeconds": 120,
          "propagationSeconds": 0,
          "quietHours": 48,
          "enumerationRoles": 0,
          "enumerationMinutes": 5,
          "gatherSeconds": 30,
          "sharedCauseMembers": 10
        },
        "mutes": [
          {"caller": "arn:aws:iam::111122223333:user/probe", "until": "2027-01-31"},
          {
            "role": "arn:aws:iam::444455556666:role/team/reporting",
            "cause": "SCP_DENY",
            "account": "111122223333",
            "until": "2027-01-31T19:00:00+01:00",
            "reason": "moves to another account"
          }
        ],
        "ownerTags": ["owner", "cost center"],
        "runbookUrl": "https://wiki.example.com/rolecall/{cause}",
        "accessPortalUrl": "https://d-1234567890.awsapps.com/start#/console?role_name=ReadOnlyAccess",
        "digest": "weekly",
        "digestHourUtc": 6,
        "reader": {"roleName": "RolecallReader", "externalId": "rolecall-7f3a"},
        "members": {
          "organizationId": "o-a1b2c3d4e5",
          "monitorAccount": "999988887777",
          "monitorRegion": "eu-central-1",
          "regions": ["eu-west-1", "eu-central-1"],
          "organizationalUnits": ["ou-ab12-cdef3456", "ou-ab12-cdef7890"],
          "callAs": "DELEGATED_ADMIN",
          "permissionsBoundary": "team/Boundary"
        },
        "organizationAccount": "111122223333",
        "emails": ["oncall@example.com", "security@example.com"],
        "operationsEmails": ["platform@example.com"],
        "slack": {
          "secret": "secretsmanager:rolecall/slack",
          "kmsKey": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          "channel": "C0123456789",
          "routes": [
            {"severity": "SECURITY", "channel": "C0SECURITY"},
            {"cause": "SCP_DENY", "severity": "HIGH", "channel": "C0SECURITY", "repeatMinutes": 240}
          ],
          "owners": {"payments": "S0123456789", "Jane Doe": "U0123456789"},
          "api": "https://slack-gov.com/api",
          "interactive": {"why": true, "workspaces": ["T0123456789"], "reservedConcurrency": 3}
        },
        "pagerDuty": {"secret": "secretsmanager:rolecall/pagerduty", "serviceRegion": "eu"},
        "chat": {"slackWorkspaceId": "T0123456789", "slackChannelId": "C0123456789"},
        "tags": {"team": "platform"}
      }
      """);

  private static final Map<Variant, Template> TEMPLATES = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();

  /// As JSON, which takes the CDK's kernel a while.
  private static final Map<Variant, JsonNode> AS_JSON = new ConcurrentHashMap<>();

  private final String settings;

  Variant(String settings) {
    this.settings = settings;
  }

  /// A stack of its own, in an app of its own, for any account and region.
  MonitorStack stack() {
    return stack(StackProps.builder().build());
  }

  MonitorStack stack(StackProps props) {
    return new MonitorStack(
        TestApp.create(),
        "RolecallMonitor",
        props,
        settings(),
        // Any folder does: what is in it shows only as a hash.
        Code.fromAsset("src/main/java"));
  }

  Template template() {
    return TEMPLATES.computeIfAbsent(this, variant -> Template.fromStack(variant.stack()));
  }

  public JsonNode json() {
    return AS_JSON.computeIfAbsent(this, _ -> JSON.valueToTree(template().toJSON())).deepCopy();
  }

  /// The resources of a type, by logical id.
  public Map<String, JsonNode> resources(String type) {
    return new StackTemplate(json()).resources(type);
  }

  /// The resource of a type whose logical id begins with `id`.
  public JsonNode resource(String type, String id) {
    return new StackTemplate(json()).resource(type, id);
  }

  public Settings settings() {
    return switch (SettingsReader.read(map(settings))) {
      case SettingsReading.Valid(Settings valid) -> valid;
      case SettingsReading.Invalid(List<String> problems) ->
          Assertions.fail(String.join("\n", problems));
    };
  }

  private static Map<?, ?> map(String json) {
    try {
      return JSON.readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
