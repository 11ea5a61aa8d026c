package dev.rolecall.infra.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.infra.TestApp;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.installation.MuteEnd;
import dev.rolecall.installation.NumericSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @Test
  void whatCdkJsonHasAreTheDefaults() {
    assertThat(ContextSettings.read(TestApp.context()))
        .isInstanceOf(SettingsReading.Valid.class)
        .isEqualTo(SettingsReader.read(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logRetentionDays      | 31        | rolecall.logRetentionDays is `31`; expected one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
          logRetentionDays      | forever   | rolecall.logRetentionDays is `forever`; expected one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
          memoryMegabytes       | 511       | rolecall.memoryMegabytes is `511`; expected a whole number from 512 to 10240
          reservedConcurrency   | -1        | rolecall.reservedConcurrency is `-1`; expected a whole number from 0 to 1000
          evidenceDeadlineSeconds | 8.5     | rolecall.evidenceDeadlineSeconds is `8.5`; expected a whole number from 1 to 20
          changesDeadlineSeconds | 21       | rolecall.changesDeadlineSeconds is `21`; expected a whole number from 1 to 20
          cacheSeconds          | 3601      | rolecall.cacheSeconds is `3601`; expected a whole number from 0 to 3600
          incidents             | 15        | rolecall.incidents is `15`; expected an object
          incidents.reminderMinutes | 4     | rolecall.incidents.reminderMinutes is `4`; expected a whole number from 5 to 1440
          incidents.updateSeconds | 3601    | rolecall.incidents.updateSeconds is `3601`; expected a whole number from 30 to 3600
          incidents.propagationSeconds | 901 | rolecall.incidents.propagationSeconds is `901`; expected a whole number from 0 to 900
          incidents.quietHours  | 0         | rolecall.incidents.quietHours is `0`; expected a whole number from 1 to 720
          incidents.enumerationRoles | 2    | rolecall.incidents.enumerationRoles is `2`; expected 0 (off) or a whole number from 3 to 1000
          incidents.enumerationRoles | 1001 | rolecall.incidents.enumerationRoles is `1001`; expected 0 (off) or a whole number from 3 to 1000
          incidents.enumerationMinutes | 61 | rolecall.incidents.enumerationMinutes is `61`; expected a whole number from 1 to 60
          incidents.quiet       | 1         | rolecall.incidents.quiet is not a setting. Did you mean `quietHours`?
          ownerTags             | a?,b      | rolecall.ownerTags[0] is `a?`; expected a tag key (up to 128 letters, digits, spaces and _.:/=+@-, not starting with aws:)
          mutes                 | x         | rolecall.mutes[0] is `x`; expected an object
          slack.owners.payments | @payments | rolecall.slack.owners.payments is `@payments`; expected the ID of a Slack user group (S0123456789) or user (U0123456789)
          slack.owners.a?       | S0123     | rolecall.slack.owners.a? is `S0123`; expected an owner as in a role's tag (up to 256 letters, digits, spaces and _.:/=+@-)
          runbookUrl            | http://w.example.com/ | rolecall.runbookUrl is `http://w.example.com/`; expected an https address of up to 512 characters; the cause's code replaces {cause} in it, or is appended
          runbookUrl            | https://w.example.com/{code} | rolecall.runbookUrl is `https://w.example.com/{code}`; expected an https address of up to 512 characters; the cause's code replaces {cause} in it, or is appended
          accessPortalUrl       | d-1234567890 | rolecall.accessPortalUrl is `d-1234567890`; expected the start URL of the AWS access portal, such as https://d-1234567890.awsapps.com/start, or that with #/console?role_name=PERMISSION_SET after it
          digest                | monthly   | rolecall.digest is `monthly`; expected none, daily or weekly
          digestHourUtc         | 24        | rolecall.digestHourUtc is `24`; expected a whole number from 0 to 23
          explainOtherErrors    | yes       | rolecall.explainOtherErrors is `yes`; expected true or false
          serviceFailures       | 1         | rolecall.serviceFailures is `1`; expected true or false
          readOrganization      | 0         | rolecall.readOrganization is `0`; expected true or false
          snapStart             | on        | rolecall.snapStart is `on`; expected true or false
          logLevel              | debug     | rolecall.logLevel is `debug`; expected TRACE, DEBUG, INFO, WARN or ERROR
          emails                | a@b.c,x   | rolecall.emails[1] is `x`; expected an e-mail address
          operationsEmails      | @b.c      | rolecall.operationsEmails[0] is `@b.c`; expected an e-mail address
          reader                | Reader    | rolecall.reader is `Reader`; expected an object
          reader.roleName       | a/Reader  | rolecall.reader.roleName is `a/Reader`; expected the name of a role, without a path
          slack.secret          | xoxb-1    | rolecall.slack.secret is `…`; expected the location of a secret, not the secret itself (secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME)
          slack.routes          | C1        | rolecall.slack.routes[0] is `C1`; expected an object
          slack.interactive     | true      | rolecall.slack.interactive is `true`; expected an object
          slack.interactive.why | yes       | rolecall.slack.interactive.why is `yes`; expected true or false
          slack.interactive.workspaces | C1 | rolecall.slack.interactive.workspaces[0] is `C1`; expected the ID of a Slack workspace (T0123456789) or organization (E0123456789)
          teams.secret          | https://a.api.powerplatform.com/x?sig=1 | rolecall.teams.secret is `…`; expected the location of a secret, not the secret itself (secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME)
          teams.kmsKey          | alias/a   | rolecall.teams.kmsKey is `alias/a`; expected the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID)
          teams.channel         | C1        | rolecall.teams.channel is not a setting. Did you mean `kmsKey`?
          chat.slackWorkspaceId | C1        | rolecall.chat.slackWorkspaceId is `C1`; expected a Slack workspace ID, such as T0123456789
          chat.slackChannelId   | #alerts   | rolecall.chat.slackChannelId is `#alerts`; expected a Slack channel ID, such as C0123456789
          tags.aws:team         | x         | rolecall.tags.aws:team is `x`; expected a tag key (up to 128 letters, digits, spaces and _.:/=+@-, not starting with aws:)
          logRetention          | 90        | rolecall.logRetention is not a setting. Did you mean `logRetentionDays`?
          email                 | a@b.c     | rolecall.email is not a setting. Did you mean `emails`?
          """)
  void aProblemNamesTheKeyTheValueAndWhatIsWanted(String key, String value, String problem) {
    assertThat(problems(Map.of("rolecall:" + key, value))).contains(problem);
  }

  @Test
  void allProblemsComeOutAtOnce() {
    assertThat(problems(Map.of("rolecall", Map.of("cacheSeconds", "x", "logLevel", 5, "slak", 1))))
        .hasSize(3);
  }

  @Test
  void whatMustBeThereIsAskedFor() {
    assertThat(problems(Map.of("rolecall", Map.of("slack", Map.of("routes", List.of(Map.of()))))))
        .containsExactly(
            "rolecall.slack.secret is missing; expected " + SettingFormat.SECRET.allowed(),
            "rolecall.slack.routes[0].channel is missing; expected "
                + SettingFormat.CHANNEL.allowed());
  }

  @Test
  void aChannelNeedsItsSecret() {
    assertThat(problems(Map.of("rolecall", Map.of("teams", Map.of()))))
        .containsExactly(
            "rolecall.teams.secret is missing; expected " + SettingFormat.SECRET.allowed());
  }

  @Test
  void aRouteTakesOnlyTrueAccountsCausesAndSeverities() {
    Map<String, String> route =
        Map.of(
            "account",
            "123",
            "cause",
            "SCP",
            "severity",
            "high",
            "color",
            "red",
            "channel",
            "C1",
            "repeatMinutes",
            "4");

    assertThat(
            problems(
                Map.of(
                    "rolecall",
                    Map.of("slack", Map.of("secret", "ssm:/slack", "routes", List.of(route))))))
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactlyInAnyOrder(
            "rolecall.slack.routes[0].account",
            "rolecall.slack.routes[0].cause",
            "rolecall.slack.routes[0].severity",
            "rolecall.slack.routes[0].repeatMinutes",
            "rolecall.slack.routes[0].color");
  }

  @Test
  void aMuteSaysWhatItCoversAndWhenItEnds() {
    assertThat(
            problems(
                Map.of(
                    "rolecall",
                    Map.of(
                        "mutes",
                        List.of(
                            Map.of("reason", "it is loud"),
                            Map.of("cause", "SCP_DENY", "until", "2027-02-30"),
                            Map.of("caller", "ci", "role", "deploy", "until", "2027-01-31"),
                            Map.of("account", "1", "cause", "SCP", "until", "2027-01-31"),
                            Map.of("account", "111122223333", "until", "2027-01-31", "role", 5))))))
        .containsExactly(
            "rolecall.mutes[0] needs at least one of caller, role, account, cause",
            "rolecall.mutes[0].until is missing; expected " + MuteEnd.FORM,
            "rolecall.mutes[1].until is `2027-02-30`; expected " + MuteEnd.FORM,
            "rolecall.mutes[2].caller is `ci`; expected " + SettingFormat.CALLER_ARN.allowed(),
            "rolecall.mutes[2].role is `deploy`; expected " + SettingFormat.ROLE_ARN.allowed(),
            "rolecall.mutes[3].account is `1`; expected " + SettingFormat.ACCOUNT.allowed(),
            "rolecall.mutes[3].cause is `SCP`; expected " + SettingFormat.CAUSE.allowed(),
            "rolecall.mutes[4].role is `5`; expected " + SettingFormat.ROLE_ARN.allowed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/deploy",
        "arn:aws:iam::111122223333:user/team/ci/jane@example.com",
        "arn:aws-cn:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0",
        "arn:aws-us-gov:iam::111122223333:user/jane"
      })
  void aMuteTakesRolesAndUsersOfEveryPartition(String caller) {
    Map<String, String> mute = Map.of("caller", caller, "until", "2020-01-31");

    assertThat(ContextSettings.read(Map.of("rolecall", Map.of("mutes", List.of(mute)))))
        .isInstanceOfSatisfying(
            SettingsReading.Valid.class,
            valid ->
                assertThat(valid.settings().mutes())
                    .extracting(Settings.Mute::covers)
                    .containsExactly(Map.of("caller", caller)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sts::111122223333:assumed-role/deploy/session",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::1111:role/deploy",
        "arn:aws:iam::111122223333:role/"
      })
  void aMuteTakesNeitherSessionsNorPatterns(String caller) {
    Map<String, String> mute = Map.of("caller", caller, "until", "2027-01-31");

    assertThat(problems(Map.of("rolecall", Map.of("mutes", List.of(mute)))))
        .containsExactly(
            "rolecall.mutes[0].caller is `%s`; expected %s"
                .formatted(caller, SettingFormat.CALLER_ARN.allowed()));
  }

  @Test
  void theAccountOfTheOrganizationIsReadThroughTheReaderRole() {
    assertThat(
            problems(
                Map.of(
                    "rolecall",
                    Map.of("organizationAccount", "111122223333", "readOrganization", false))))
        .containsExactly(
            "rolecall.organizationAccount is set, but readOrganization is false",
            "rolecall.organizationAccount is set, but reader.roleName is not");
  }

  @Test
  void theCommandLineOutranksTheFileKeyByKey() {
    Map<String, Object> context =
        Map.of(
            "rolecall",
                Map.of("chat", Map.of("slackWorkspaceId", "T1AA", "slackChannelId", "C1AA")),
            "rolecall:chat.slackChannelId", "C2BB",
            "rolecall:cacheSeconds", "30");

    assertThat(ContextSettings.read(context))
        .isInstanceOfSatisfying(
            SettingsReading.Valid.class,
            valid -> {
              assertThat(valid.settings().chat()).contains(new Settings.Chat("T1AA", "C2BB"));
              assertThat(valid.settings().numbers())
                  .containsEntry(NumericSetting.CACHE_SECONDS, 30);
            });
  }

  @Test
  void everyCauseOfTheCorpusCanBeRoutedBy() throws IOException {
    try (Stream<Path> causes = Files.list(Path.of("..", "events"))) {
      assertThat(
              causes
                  .filter(Files::isDirectory)
                  .map(cause -> cause.getFileName().toString())
                  .map(cause -> cause.toUpperCase(Locale.ROOT).replace('-', '_')))
          .allMatch(SettingFormat.CAUSE::accepts)
          .hasSameSizeAs(CauseCode.values());
    }
  }

  private static List<String> problems(Map<String, ?> context) {
    return switch (ContextSettings.read(context)) {
      case SettingsReading.Invalid(List<String> problems) -> problems;
      case SettingsReading.Valid(Settings settings) -> List.of("none: " + settings);
    };
  }
}
