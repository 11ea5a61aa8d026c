package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The installation is looked at with the user's profiles.
@ResourceLock(Moto.SERVER)
class DoctorCommandTest {

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Deployment aws = new Deployment(Moto.empty());

  @BeforeEach
  void profiles() throws IOException {
    Path keys = folder.resolve("credentials");
    Files.writeString(keys, profile("monitor", Deployment.MONITOR) + profile("ci", aws.member));
    environment.put("AWS_SHARED_CREDENTIALS_FILE", keys.toString());
    environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  private String profile(String name, AccountId account) {
    AwsCredentials keys = aws.credentials(account).resolveCredentials();
    String token = keys instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    return "[%s]%naws_access_key_id = %s%naws_secret_access_key = %s%n%s"
        .formatted(
            name,
            keys.accessKeyId(),
            keys.secretAccessKey(),
            token.isEmpty() ? "" : "aws_session_token = " + token + "\n");
  }

  private CommandLineRun doctor(String... more) {
    List<String> line = new ArrayList<>(List.of("doctor", "--region", "us-east-1"));
    line.addAll(List.of(more));
    return CommandLineRun.with(environment, line.toArray(String[]::new));
  }

  private CommandLineRun both(String... more) {
    List<String> line = new ArrayList<>(List.of("--profile", "monitor", "--profile", "ci"));
    line.addAll(List.of(more));
    return doctor(line.toArray(String[]::new));
  }

  @Test
  void allIsWellEndsWithZero() {
    CommandLineRun run = both();
    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("rolecall: reading AWS as .*, profile \"monitor\"\\)"),
            line -> assertThat(line).matches("rolecall: reading AWS as .*, profile \"ci\"\\)"));
    assertThat(run.out())
        .contains("trails\n  ✅ a trail logs management read events, in 4 of 4 accounts and regions")
        .contains("  ✅ rule `RolecallForward` forwards to the central bus, in 3 of 3 accounts")
        .contains("  ✅ reader role `RolecallReader` exists")
        .contains("  ✅ no denial seen in the last 7 days")
        .endsWith("\nno problems found\n")
        .doesNotContain("❌", "❔");
  }

  @Test
  void anAccountWithoutAProfileIsUnknownAndEndsWithThree() {
    CommandLineRun run = doctor("--profile", "monitor");
    assertThat(run.status()).as(run.out()).isEqualTo(3);
    assertThat(run.out())
        .contains("no profile was given for them")
        .contains("no problems found, 1 check could not be made");
  }

  @Test
  void whatIsWrongEndsWithSevenAndHasItsCommand() {
    try (EventBridgeClient events = aws.events(aws.member, Deployment.OTHER);
        IamClient iam = aws.iam(aws.member);
        CloudTrailClient trails = aws.trails(Deployment.MONITOR)) {
      events.putRule(
          ask -> ask.name("RolecallForward").state(RuleState.ENABLED).eventPattern("{}"));
      iam.deleteRole(ask -> ask.roleName("RolecallReader"));
      trails.putEventSelectors(
          ask ->
              ask.trailName("all")
                  .eventSelectors(
                      EventSelector.builder()
                          .readWriteType(ReadWriteType.WRITE_ONLY)
                          .includeManagementEvents(true)
                          .build()));
    }
    CommandLineRun run = both();
    assertThat(run.status()).as(run.out()).isEqualTo(7);
    assertThat(run.out())
        .contains("❌ the trail does not log management read events")
        .contains("fix: aws cloudtrail put-event-selectors --region us-east-1")
        .contains("❌ rule `RolecallForward` is in state ENABLED")
        .contains("fix: aws events put-rule --region eu-west-1 --profile PROFILE")
        .contains("❌ reader role `RolecallReader` is missing")
        .endsWith("\n3 problems found\n");
  }

  @Test
  void forProgramsItIsOneLineOfJson() throws IOException {
    try (EventBridgeClient events = aws.events(Deployment.MONITOR, Deployment.REGION);
        SnsClient sns = aws.sns()) {
      events.disableRule(ask -> ask.name("RolecallDenials"));
      sns.deleteTopic(ask -> ask.topicArn(aws.alerts));
    }
    CommandLineRun run = both("--format", "json");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("schema").asText()).isEqualTo("rolecall-doctor/1");
    assertThat(json.path("wrong").asInt()).isEqualTo(2);
    assertThat(json.path("findings").findValuesAsText("fault"))
        .containsExactly("RULE_DISABLED", "TOPIC_MISSING");
  }

  @Test
  void whereNothingIsDeployedThatIsWhatIsWrong() {
    CommandLineRun run = both("--installation", "/another");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.out())
        .contains("❌ Rolecall is not deployed here")
        .contains("`/another`")
        .contains("fix: npx cdk deploy RolecallMonitor");
  }

  @Test
  void aProfileThatIsNotThereEndsWithTwo() {
    CommandLineRun run = doctor("--profile", "nobody");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no AWS profile named \"nobody\". Profiles: ci, monitor.");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpNamesItsExitStatuses() {
    CommandLineRun run = CommandLineRun.of("doctor", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("--profile", "--region", "--installation", "--format")
        .contains("7  at least one problem found")
        .doesNotContain("--reader-role");
    assertThat(CommandLineRun.of("--help").out()).contains("doctor", "7  doctor");
  }

  private SqsClient queues() {
    return SqsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Deployment.REGION)
        .credentialsProvider(aws.credentials(Deployment.MONITOR))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @Test
  void redriveSendsWhatFailedAndSaysWhat() {
    try (SqsClient sqs = queues()) {
      String dead = sqs.createQueue(ask -> ask.queueName("dead")).queueUrl();
      String inbox = sqs.createQueue(ask -> ask.queueName("inbox")).queueUrl();
      aws.queues(
          """
          {"schema": "rolecall-queues/1", "failures": [{"name": "SlackDeadLetters",
           "queue": "dead", "holds": "messages", "to": "inbox"}]}\
          """);
      sqs.sendMessage(ask -> ask.queueUrl(dead).messageBody("a message"));

      CommandLineRun checked = both();
      assertThat(checked.status()).isEqualTo(7);
      assertThat(checked.out())
          .contains("❌ failure queue `SlackDeadLetters` holds 1 message")
          .contains("fix: rolecall doctor --redrive --region us-east-1");

      CommandLineRun counted = doctor("--profile", "monitor", "--redrive", "--dry-run");
      assertThat(counted.status()).as(counted.err()).isZero();
      assertThat(counted.out())
          .isEqualTo(
              "➡️ SlackDeadLetters: would send 1 message to inbox\n\nwould send 1 message\n");

      CommandLineRun sent = doctor("--profile", "monitor", "--redrive", "--format", "json");
      assertThat(sent.status()).as(sent.err()).isZero();
      assertThat(sent.out()).contains("\"schema\":\"rolecall-redrive/1\"", "\"sent\":1");
      assertThat(sqs.receiveMessage(ask -> ask.queueUrl(inbox).waitTimeSeconds(0)).messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("a message"));
      assertThat(both().status()).isZero();
    }
  }

  @Test
  void withoutAListOfQueuesNothingIsSent() {
    CommandLineRun run = doctor("--profile", "monitor", "--redrive");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.out()).startsWith("❌ the installation does not list its failure queues");
  }

  @Test
  void aDryRunIsOneOfRedrive() {
    CommandLineRun run = doctor("--profile", "monitor", "--dry-run");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--dry-run needs --redrive");
  }
}
