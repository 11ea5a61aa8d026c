package dev.rolecall.cli.live;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.aws.Moto;
import dev.rolecall.aws.TwoAccounts;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.SnapshotRun;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.denial.AccountId;
import dev.rolecall.mcp.Conversation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

@ResourceLock(Moto.SERVER)
class LiveTest {

  @TempDir private Path folder;
  private static TwoAccounts aws;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    aws.answerAsIs();
    Path keys = folder.resolve("credentials");
    Files.writeString(keys, profile("ci", TwoAccounts.CI) + profile("prod", aws.prod));
    environment.put("AWS_SHARED_CREDENTIALS_FILE", keys.toString());
    environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  @BeforeAll
  static void setUp() {
    aws = new TwoAccounts();
  }

  @AfterAll
  static void stop() {
    aws.close();
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

  private Path event() throws IOException {
    Path event = folder.resolve("event.json");
    Files.writeString(
        event,
        """
        {"eventVersion": "1.11", "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole",
         "eventTime": "2026-11-24T02:00:00Z", "awsRegion": "eu-central-1", "eventID": "e-1",
         "recipientAccountId": "%1$s", "errorCode": "AccessDenied", "requestParameters": null,
         "errorMessage": "User: arn:aws:sts::%1$s:assumed-role/ci/run-1 is not authorized to perform: sts:AssumeRole on resource: %2$s",
         "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLECI00000001:run-1",
          "arn": "arn:aws:sts::%1$s:assumed-role/ci/run-1", "accountId": "%1$s",
          "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "%3$s", "userName": "ci", "accountId": "%1$s"},
           "attributes": {"mfaAuthenticated": "false", "creationDate": "2026-11-24T01:00:00Z"}}}}
        """
            .formatted(TwoAccounts.CI, aws.deploy(), aws.ci()));
    return event;
  }

  private CommandLineRun run(String... args) {
    return CommandLineRun.with(environment, args);
  }

  private CommandLineRun explain(String... more) throws IOException {
    String[] args = new String[4 + more.length];
    args[0] = "explain";
    args[1] = event().toString();
    args[2] = "--format";
    args[3] = "json";
    System.arraycopy(more, 0, args, 4, more.length);
    return run(args);
  }

  @Test
  void eachAccountIsReadWithItsProfile() throws IOException {
    CommandLineRun run = explain("--live", "--profile", "ci", "--profile", "prod");
    assertThat(run.out()).contains("\"cause\":\"EXTERNAL_ID_REQUIRED\"");
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(reading(TwoAccounts.CI, "ci")),
            line -> assertThat(line).matches(reading(aws.prod, "prod")));
  }

  private static String reading(AccountId account, String profile) {
    return "rolecall: reading AWS as arn:aws:\\S+ \\(account %s, profile \"%s\"\\)"
        .formatted(account, profile);
  }

  @Test
  void anAssistantGetsWhatTheCommandSaysAndAwsIsAskedAtEachCall() throws IOException {
    String event = Files.readString(event());
    JsonNode expected =
        new ObjectMapper()
            .readTree(explain("--live", "--profile", "ci", "--profile", "prod").out());
    try (Conversation server =
        Conversation.with(environment, "--live", "--profile", "ci", "--profile", "prod")) {
      for (int i = 0; i < 2; i++) {
        aws.front().resetRequests();
        JsonNode result = server.call("explain_denial", Map.of("event", event));

        assertThat(result.at("/structuredContent/explanations/0")).isEqualTo(expected);
        assertThat(result.at("/structuredContent/notes/0").asText()).startsWith("reading AWS as ");
        aws.front()
            .verify(postRequestedFor(anyUrl()).withRequestBody(containing("Action=GetRole&")));
        assertThat(aws.front().getAllServeEvents())
            .allSatisfy(
                call ->
                    assertThat(call.getRequest().getBodyAsString())
                        .doesNotContainPattern("Action=(Put|Create|Update|Delete|Attach|Tag)"));
      }
    }
  }

  @Test
  void withoutTheOptionNoToolOfAnAssistantAsksAws() throws IOException {
    Map<String, Map<String, ?>> calls =
        Map.of(
            "explain_denial", Map.of("event", Files.readString(event())),
            "check_access", Map.of("caller", aws.ci(), "role", aws.deploy()),
            "check_proposed_policy",
                Map.of(
                    "role",
                    aws.deploy(),
                    "trust_policy",
                    "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
                        + aws.ci()
                        + "\"}, \"Action\": \"sts:AssumeRole\"}}",
                    "pairs",
                    List.of(Map.of("caller", aws.ci()))),
            "list_causes", Map.of(),
            "incidents", Map.of());
    aws.front().resetRequests();
    try (Conversation server = Conversation.with(environment)) {
      calls.forEach(
          (tool, arguments) ->
              assertThat(server.call(tool, arguments).path("isError").asBoolean())
                  .as(tool)
                  .isEqualTo(tool.equals("incidents")));
    }
    assertThat(aws.front().getAllServeEvents()).isEmpty();
  }

  @Test
  void anAccountThatNoProfileReachesIsReadByTheReaderRole() throws IOException {
    CommandLineRun run =
        explain(
            "--live",
            "--profile",
            "ci",
            "--reader-role",
            "RolecallReader",
            "--reader-external-id",
            "rolecall-7");
    assertThat(run.out()).contains("EXTERNAL_ID_REQUIRED");
    aws.front()
        .verify(
            postRequestedFor(anyUrl())
                .withRequestBody(containing("Action=AssumeRole&"))
                .withRequestBody(containing("RolecallReader"))
                .withRequestBody(containing("ExternalId=rolecall-7")));
  }

  @Test
  void anAccountThatNobodyReachesIsAGap() throws IOException {
    CommandLineRun run = explain("--live", "--profile", "ci");
    assertThat(run.out()).contains("TRUST_SIDE_UNREAD");
  }

  @Test
  void aSavedSnapshotGivesTheSameExplanationAsLive() throws IOException {
    CommandLineRun saved = capture();
    assertThat(saved.err()).doesNotContain("not read");
    assertThat(saved.status()).isZero();
    CommandLineRun live = explain("--live", "--profile", "ci", "--profile", "prod");
    CommandLineRun offline = explain("--snapshot", folder.resolve("accounts").toString());
    // A type of policy that is not enabled takes no part; a snapshot can only say that there are
    // none.
    assertThat(offline.out().replace("\"RCP\":\"ALLOW\"", "\"RCP\":\"NOT_APPLICABLE\""))
        .isEqualTo(live.out())
        .contains("EXTERNAL_ID_REQUIRED");
  }

  @Test
  void whatTheSnapshotTellsIsNotReadAgain() throws IOException {
    capture();
    aws.front().resetRequests();
    explain("--live", "--profile", "ci", "--snapshot", folder.resolve("accounts").toString());
    assertThat(aws.front().getAllServeEvents())
        .allSatisfy(
            call ->
                assertThat(call.getRequest().getBodyAsString())
                    .contains("Action=GetCallerIdentity"));
  }

  /// Saves both accounts. CloudTrail's pace is not kept.
  private CommandLineRun capture() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            environment);
    int status =
        new SnapshotRun(folder.resolve("accounts"), List.of(), false, Duration.ofDays(7), false)
            .run(
                new LiveOptions.Reader(
                    List.of("ci", "prod"), Optional.empty(), Optional.empty(), Optional.empty()),
                console,
                Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC),
                _ -> {});
    return new CommandLineRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasWrittenIsSaidAndThatItIsSecret() {
    CommandLineRun run = capture();
    assertThat(run.out())
        .contains(TwoAccounts.CI + ".json", aws.prod + ".json", "organization.json");
    assertThat(run.err()).contains("external IDs");
  }

  @Test
  void aSnapshotThatIsThereIsNotReplacedUnasked() {
    capture();
    CommandLineRun again = capture();
    assertThat(again.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(again.err()).contains("--force");
    assertThat(again.out()).isEmpty();
  }

  @Test
  void aCallCanBeCheckedLive() {
    CommandLineRun run =
        run(
            "check",
            "--caller",
            aws.ci(),
            "--role",
            aws.deploy(),
            "--context",
            "sts:ExternalId=wrong",
            "--live",
            "--profile",
            "ci",
            "--profile",
            "prod");
    assertThat(run.status()).isEqualTo(ExitStatus.DENIED);
    assertThat(run.out()).startsWith("DENIED");
  }

  private void failsWith(int status, String sentence, String... args) throws IOException {
    CommandLineRun run = explain(args);
    assertThat(run.err()).isEqualTo("rolecall: " + sentence + System.lineSeparator());
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aProfileThatIsNotThereIsAUsageError() throws IOException {
    failsWith(
        ExitStatus.USAGE,
        "no AWS profile named \"nobody\". Profiles: ci, prod.",
        "--live",
        "--profile",
        "nobody");
  }

  @Test
  void withoutAnyCredentialsTheErrorSaysHowToGetSome() throws IOException {
    failsWith(
        ExitStatus.FAILED,
        "no AWS credentials found: name a profile with --profile. Profiles: ci, prod.",
        "--live");
  }

  @Test
  void aRegionThatIsNoneIsAUsageError() throws IOException {
    failsWith(
        ExitStatus.USAGE,
        "--region: `nowhere` is not an AWS region, such as eu-west-1",
        "--live",
        "--profile",
        "ci",
        "--region",
        "nowhere");
  }

  @Test
  void anEndpointThatIsNoAddressIsAUsageError() throws IOException {
    environment.put("AWS_ENDPOINT_URL", "not an address");
    failsWith(
        ExitStatus.USAGE,
        "AWS_ENDPOINT_URL: `not an address` is not an address, such as http://localhost:4566",
        "--live",
        "--profile",
        "ci");
  }
}
