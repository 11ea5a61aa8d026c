package dev.rolecall.lambda.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.explanation.document.LinkSettings;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.incident.enumeration.PrivilegedNames;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.MuteRule;
import dev.rolecall.installation.AccessPortalUrl;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings of both functions.
class EnvironmentTest {

  private static final String TOPIC = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:alerts";

  private static ExplainSettings explain(Map<String, String> more) {
    Map<String, String> variables = new TreeMap<>(more);
    variables.putIfAbsent("ROLECALL_TOPIC_ARN", TOPIC);
    variables.putIfAbsent("ROLECALL_TABLE", "incidents");
    return ExplainSettings.of(new Environment(variables));
  }

  private static SlackSettings slack(Map<String, String> more) {
    Map<String, String> variables = new TreeMap<>(more);
    variables.putIfAbsent("ROLECALL_SLACK_SECRET", "ssm:/rolecall/slack");
    variables.putIfAbsent("ROLECALL_TABLE", "rolecall");
    return SlackSettings.of(new Environment(variables));
  }

  @Test
  void whatIsNotSetHasDefaults() {
    ExplainSettings settings = explain(Map.of("ROLECALL_READER_ROLE_NAME", "  "));

    assertThat(settings)
        .isEqualTo(
            new ExplainSettings(
                TopicArn.parse(TOPIC).orElseThrow(),
                new IncidentSettings(
                    "incidents",
                    Optional.empty(),
                    Set.of(Channel.SLACK),
                    rules(false, List.of()),
                    List.of(),
                    Optional.empty()),
                LinkSettings.CONSOLE,
                List.of(),
                Optional.empty(),
                AwsSettings.standard(),
                false));
    assertThat(settings.topic().toString()).isEqualTo(TOPIC);
  }

  @Test
  void everythingCanBeSet() {
    ExplainSettings settings =
        explain(
            Map.of(
                "ROLECALL_OWN_ROLE_ARN", "arn:aws:iam::123456789012:role/rolecall-explain",
                "ROLECALL_SWEEP_ROLE_ARN", "arn:aws:iam::123456789012:role/rolecall-sweep",
                "ROLECALL_READER_ROLE_NAME", "RolecallReader",
                "ROLECALL_READER_EXTERNAL_ID", "our-secret",
                "ROLECALL_ORGANIZATION_ACCOUNT", "999999999999",
                "ROLECALL_EVIDENCE_DEADLINE_SECONDS", "5",
                "ROLECALL_CHANGES_DEADLINE_SECONDS", "3",
                "ROLECALL_ORGANIZATION_INDEX", "on",
                "ROLECALL_CACHE_SECONDS", "0"));

    assertThat(settings.reader())
        .contains(new ReaderRole("RolecallReader", Optional.of("our-secret")));
    assertThat(settings.ownRoles()).hasSize(2);
    assertThat(settings.organizationIndex()).isTrue();
    assertThat(settings.aws())
        .isEqualTo(
            new AwsSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ZERO,
                Optional.of(new AccountId("999999999999"))));
  }

  @Test
  void linksAreReadAndChecked() {
    LinkSettings links =
        explain(
                Map.of(
                    "ROLECALL_RUNBOOK_URL", "https://wiki.example.com/rolecall/",
                    "ROLECALL_ACCESS_PORTAL_URL", "https://d-1234567890.awsapps.com/start"))
            .links();
    assertThat(links.runbook().map(url -> url.page("SCP_DENY")))
        .contains("https://wiki.example.com/rolecall/SCP_DENY");
    assertThat(links.accessPortal().map(AccessPortalUrl::start))
        .contains("https://d-1234567890.awsapps.com/start");
    assertThatThrownBy(() -> explain(Map.of("ROLECALL_RUNBOOK_URL", "ftp://x")))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("ROLECALL_RUNBOOK_URL is `ftp://x`; expected an https address");
    assertThatThrownBy(() -> explain(Map.of("ROLECALL_ACCESS_PORTAL_URL", "https://x?y")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("the start URL of the AWS access portal");
  }

  private static IncidentRules rules(boolean inPlace, List<MuteRule> mutes) {
    IncidentRules standard = IncidentRules.standard();
    return new IncidentRules(
        standard.reminder(),
        standard.update(),
        inPlace,
        standard.propagation(),
        standard.quiet(),
        standard.searchRoles(),
        standard.searchTime(),
        standard.diagnosis(),
        mutes,
        Duration.ofSeconds(15),
        5,
        PrivilegedNames.STANDARD);
  }

  @Test
  void everythingAboutIncidentsCanBeSet() {
    IncidentSettings incidents =
        explain(
                Map.ofEntries(
                    Map.entry("ROLECALL_UPDATES_TOPIC_ARN", TOPIC),
                    Map.entry("ROLECALL_REMINDER_MINUTES", "30"),
                    Map.entry("ROLECALL_UPDATE_SECONDS", "90"),
                    Map.entry("ROLECALL_PROPAGATION_SECONDS", "0"),
                    Map.entry("ROLECALL_QUIET_HOURS", "48"),
                    Map.entry("ROLECALL_ENUMERATION_ROLES", "0"),
                    Map.entry("ROLECALL_ENUMERATION_MINUTES", "5"),
                    Map.entry("ROLECALL_GATHER_SECONDS", "30"),
                    Map.entry("ROLECALL_SHARED_CAUSE_MEMBERS", "0"),
                    Map.entry("ROLECALL_CACHE_SECONDS", "10"),
                    Map.entry("ROLECALL_CHANNELS", "slack, teams"),
                    Map.entry("ROLECALL_OWNER_TAGS", " squad , owner")))
            .incidents();

    assertThat(incidents.updates()).isEqualTo(TopicArn.parse(TOPIC));
    assertThat(incidents.channels()).containsExactlyInAnyOrder(Channel.SLACK, Channel.TEAMS);
    assertThat(incidents.ownerTags()).containsExactly("squad", "owner");
    assertThat(incidents.rules())
        .isEqualTo(
            new IncidentRules(
                Duration.ofMinutes(30),
                Duration.ofSeconds(90),
                true,
                Duration.ZERO,
                Duration.ofDays(2),
                0,
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                List.of(),
                Duration.ofSeconds(30),
                0,
                PrivilegedNames.STANDARD));
  }

  @Test
  void aMuteHasAnEnd() {
    IncidentSettings incidents =
        explain(
                Map.of(
                    "ROLECALL_MUTES",
                    """
                    [{"caller": "arn:aws:iam::123456789012:role/scan", "until": "2027-01-31",
                      "reason": "penetration test"},
                     {"account": "123456789012", "cause": "SCP_DENY",
                      "until": "2026-12-01T08:00:00+01:00"}]\
                    """))
            .incidents();

    assertThat(incidents.rules().mutes())
        .containsExactly(
            new MuteRule(
                Optional.of("arn:aws:iam::123456789012:role/scan"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2027-02-01T00:00:00Z")),
            new MuteRule(
                Optional.empty(),
                Optional.empty(),
                Optional.of("123456789012"),
                Optional.of(CauseCode.SCP_DENY),
                Instant.parse("2026-12-01T07:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | it is not a JSON list",
        "[ | it is not valid JSON",
        "[{\"role\": \"r\"}] | mute 1 needs `until`: a date, or a time with an offset",
        "[{\"role\": \"r\", \"until\": \"soon\"}] | mute 1 needs `until`",
        "[{\"until\": \"2027-01-31\"}] | mute 1 needs at least one of caller, role, account, cause;"
            + " it would mute everything",
        "[{\"rolle\": \"r\", \"until\": \"2027-01-31\"}] | mute 1 has unknown keys: [rolle]",
        "[{\"account\": \"1\", \"until\": \"2027-01-31\"}] | `account` is not a 12-digit account"
            + " ID",
        "[{\"cause\": \"X\", \"until\": \"2027-01-31\"}] | `cause` is not a cause: X"
      })
  void aMuteThatMakesNoSenseIsNamed(String mutes, String problem) {
    assertThatThrownBy(() -> explain(Map.of("ROLECALL_MUTES", mutes)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("ROLECALL_MUTES cannot be used: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "ROLECALL_TABLE, no table",
    "ROLECALL_REMINDER_MINUTES, 0",
    "ROLECALL_CHANNELS, 'teams,'",
    "ROLECALL_CHANNELS, Teams",
    "ROLECALL_UPDATES_TOPIC_ARN, my-topic",
    "ROLECALL_TOPIC_ARN, my-topic",
    "ROLECALL_TOPIC_ARN, arn:aws:sns:us-east-1:123:alerts",
    "ROLECALL_OWN_ROLE_ARN, rolecall",
    "ROLECALL_READER_ROLE_NAME, path/RolecallReader",
    "ROLECALL_ORGANIZATION_ACCOUNT, 99999",
    "ROLECALL_EVIDENCE_DEADLINE_SECONDS, 8s",
    "ROLECALL_EVIDENCE_DEADLINE_SECONDS, 29",
    "ROLECALL_CHANGES_DEADLINE_SECONDS, -1",
    "ROLECALL_CACHE_SECONDS, 99999999999"
  })
  void aBadSettingIsNamedWithItsValue(String name, String value) {
    assertThatThrownBy(() -> explain(Map.of(name, value)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(name + " is `" + value + "`; expected ");
  }

  @Test
  void aTopicIsNeeded() {
    assertThatThrownBy(() -> ExplainSettings.of(new Environment(Map.of())))
        .isInstanceOf(BadSetting.class)
        .hasMessage("ROLECALL_TOPIC_ARN is not set; expected the ARN of an SNS topic");
  }

  @Test
  void anExternalIdIsNotShown() {
    assertThatThrownBy(
            () ->
                explain(
                    Map.of(
                        "ROLECALL_READER_ROLE_NAME", "R",
                        "ROLECALL_READER_EXTERNAL_ID", "no good one")))
        .hasMessageStartingWith("ROLECALL_READER_EXTERNAL_ID")
        .hasMessageNotContaining("no good one");
    assertThatThrownBy(() -> explain(Map.of("ROLECALL_READER_EXTERNAL_ID", "our-secret")))
        .hasMessageContaining("ROLECALL_READER_ROLE_NAME")
        .hasMessageNotContaining("our-secret");
  }

  @Test
  void slackNeedsASecretATableAndNoMore() {
    SlackSettings settings = slack(Map.of());

    assertThat(settings.secret()).isEqualTo("ssm:/rolecall/slack");
    assertThat(settings.workspace().webApi()).isEqualTo(URI.create("https://slack.com/api"));
    assertThat(settings.isLoopback()).isFalse();
    assertThatThrownBy(() -> SlackSettings.of(new Environment(Map.of())))
        .hasMessageStartingWith("ROLECALL_SLACK_SECRET is not set");
    assertThatThrownBy(
            () ->
                SlackSettings.of(
                    new Environment(Map.of("ROLECALL_SLACK_SECRET", "ssm:/rolecall/slack"))))
        .hasMessage("ROLECALL_TABLE is not set; expected the name of a DynamoDB table");
  }

  @ParameterizedTest
  @CsvSource({
    "ROLECALL_SLACK_SECRET, xoxb-1234",
    "ROLECALL_SLACK_API, http://slack.com/api",
    "ROLECALL_SLACK_API, slack",
    "ROLECALL_SLACK_ROUTES, C0123",
    "ROLECALL_SLACK_OWNERS, payments",
    "ROLECALL_SLACK_OWNERS, '{\"payments\": \"@payments\"}'",
    "ROLECALL_TABLE, arn:aws:dynamodb:eu-central-1:111122223333:table/rolecall"
  })
  void aBadSettingOfSlackIsNamed(String name, String value) {
    assertThatThrownBy(() -> slack(Map.of(name, value)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(name)
        .message()
        .doesNotContain("xoxb-1234");
  }

  @Test
  void onlyAStandInOnThisMachineIsAskedInPlainText() {
    assertThat(slack(Map.of("ROLECALL_SLACK_API", "http://127.0.0.1:8080/api")).isLoopback())
        .isTrue();
    assertThat(slack(Map.of("ROLECALL_SLACK_API", "https://slack-gov.com/api")).isLoopback())
        .isFalse();
  }
}
