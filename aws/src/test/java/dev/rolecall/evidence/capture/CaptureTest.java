package dev.rolecall.evidence.capture;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.aws.TwoAccounts;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.regions.Region;

@Slow
@ResourceLock(Moto.SERVER)
class CaptureTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temporary;
  private Path folder;
  private static TwoAccounts aws;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T03:00:00Z"));
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void start() {
    aws.answerAsIs();
    folder = temporary.resolve("accounts");
  }

  @BeforeAll
  static void setUp() {
    aws = new TwoAccounts();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private record Everywhere(TwoAccounts aws) implements AccountAccess {
    @Override
    public AccountId home() {
      return TwoAccounts.CI;
    }

    @Override
    public AwsAccess to(AccountId account) {
      return account.equals(TwoAccounts.CI) || account.equals(aws.prod)
          ? new AwsAccess.Granted(aws.credentials(account))
          : new AwsAccess.Refused("nobody lets us in", "ask its owner");
    }
  }

  private CaptureReport capture(boolean allAccounts, boolean replace, AccountId... accounts)
      throws IOException {
    return new Capture(
            new Everywhere(aws),
            AwsClients.unhurried(Region.EU_CENTRAL_1, Optional.of(aws.endpoint())),
            now::get,
            pause -> {
              pauses.add(pause);
              now.updateAndGet(time -> time.plus(pause));
            },
            (_, _, _) -> {})
        .run(
            new CaptureRequest(
                folder, List.of(accounts), allAccounts, Duration.ofDays(7), replace));
  }

  private CaptureReport.Done done(AccountId... accounts) throws IOException {
    return (CaptureReport.Done) capture(false, false, accounts);
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(Files.readAllBytes(folder.resolve(file)));
  }

  @Test
  void anAccountIsSavedAsTheAwsCliPrintsIt() throws IOException {
    assertThat(done(aws.prod).unread()).isEmpty();
    JsonNode role = json(aws.prod + ".json").path("RoleDetailList").get(1);
    assertThat(role.path("Arn").asText()).isEqualTo(aws.deploy());
    assertThat(
            role.path("AssumeRolePolicyDocument").path("Statement").get(0).path("Action").asText())
        .isEqualTo("sts:AssumeRole");
    assertThat(role.path("CreateDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\+00:00");
    assertThat(json(aws.prod + ".json").fieldNames())
        .toIterable()
        .containsExactly("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");
  }

  @Test
  void theSnapshotOpensAndKnowsTheRoles() throws IOException {
    done(TwoAccounts.CI, aws.prod);
    assertThat(Snapshot.open(List.of(folder))).isInstanceOf(SnapshotOpening.Opened.class);
    Snapshot snapshot = ((SnapshotOpening.Opened) Snapshot.open(List.of(folder))).snapshot();
    assertThat(snapshot.evidence().roles().role(RoleArn.parse(aws.ci()).orElseThrow()))
        .isInstanceOf(Lookup.Found.class);
    assertThat(snapshot.evidence().roles().role(RoleArn.parse(aws.deploy()).orElseThrow()))
        .isInstanceOf(Lookup.Found.class);
    assertThat(snapshot.evidence().organizations().account(aws.prod).found().orElseThrow().path())
        .hasValueSatisfying(path -> assertThat(path).startsWith(aws.organization + "/r-"));
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void theOrganizationHasThePoliciesOfEachLevel() throws IOException {
    done(TwoAccounts.CI);
    JsonNode organization = json("organization.json").path("organizations").get(0);
    assertThat(organization.path("managementAccountId").asText()).isEqualTo(TwoAccounts.CI.value());
    JsonNode prod =
        Stream.of(organization.path("accounts").get(0), organization.path("accounts").get(1))
            .filter(account -> account.path("id").asText().equals(aws.prod.value()))
            .findFirst()
            .orElseThrow();
    assertThat(prod.path("serviceControlPolicies").findValuesAsText("target"))
        .hasSize(3)
        .last()
        .isEqualTo(aws.prod.value());
    assertThat(prod.path("serviceControlPolicies").get(1).path("policies").findValuesAsText("name"))
        .contains("no-deletion");
    assertThat(prod.path("resourceControlPolicies").isEmpty()).isTrue();
    assertThat(prod.has("resourceControlPolicies")).isTrue();
  }

  @Test
  void everyAccountOfTheOrganizationIsReadWhenAskedFor() throws IOException {
    capture(true, false, TwoAccounts.CI);
    assertThat(folder.resolve(aws.prod + ".json")).exists();
  }

  private String record(String source, String name, String more) {
    return """
    {"eventVersion": "1.11", "eventSource": "%s.amazonaws.com", "eventName": "%s",
     "eventTime": "2026-11-23T03:00:00Z", "recipientAccountId": "%s", "eventID": "%s",
     "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::%s:assumed-role/ci/run-17",
      "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "%s"}}}, %s}\
    """
        .formatted(source, name, aws.prod, more.hashCode(), TwoAccounts.CI, aws.ci(), more);
  }

  private String assumed(int run) {
    return record(
        "sts",
        "AssumeRole",
        "\"requestParameters\": {\"roleArn\": \"%s\", \"roleSessionName\": \"run-%d\"},"
                .formatted(aws.deploy(), run)
            + "\"responseElements\": {\"credentials\": {\"sessionToken\": \"very-secret\"}}");
  }

  @Test
  void changesAreSavedAndOfCallsThatAssumedTheNewestOfEachPairWithoutItsToken() throws IOException {
    aws.lookUp(
        Map.of(
            "UpdateAssumeRolePolicy",
            List.of(
                record(
                    "iam",
                    "UpdateAssumeRolePolicy",
                    "\"requestParameters\": {\"roleName\": \"deploy\"}"),
                record(
                    "iam",
                    "UpdateAssumeRolePolicy",
                    "\"errorCode\": \"AccessDenied\", \"requestParameters\": null")),
            "AssumeRole",
            List.of(assumed(2), assumed(1), "not JSON")));
    done(aws.prod);
    assertThat(Files.readAllLines(folder.resolve("changes.ndjson")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("UpdateAssumeRolePolicy"))
        .anySatisfy(line -> assertThat(line).contains("run-2"))
        .noneSatisfy(line -> assertThat(line).contains("very-secret"));
    Snapshot snapshot = ((SnapshotOpening.Opened) Snapshot.open(List.of(folder))).snapshot();
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void cloudTrailIsAskedAtMostTwiceASecond() throws IOException {
    done(TwoAccounts.CI);
    assertThat(pauses)
        .hasSizeGreaterThan(40)
        .allSatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(500)));
  }

  @Test
  void anAccountThatIsNotOpenIsNamedAndTheOthersAreRead() throws IOException {
    AccountId closed = new AccountId("999988887777");
    assertThat(done(closed, aws.prod).unread())
        .extracting(GapSentence::of)
        .containsExactly(
            new GapSentence(
                "the roles, users and policies of account " + closed,
                "nobody lets us in",
                "ask its owner"));
    assertThat(folder.resolve(closed + ".json")).doesNotExist();
    assertThat(folder.resolve(aws.prod + ".json")).exists();
  }

  @Test
  void whatIsNotAllowedIsLeftOutAndThePermissionIsNamed() throws IOException {
    refuseJson("ListTargetsForPolicy");
    refuseJson("LookupEvents");
    aws.front()
        .stubFor(
            post(anyUrl())
                .withRequestBody(containing("Action=GetAccountAuthorizationDetails"))
                .willReturn(
                    okXml(
                            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                                + "<Message>no</Message></Error></ErrorResponse>")
                        .withStatus(403)));
    assertThat(done(aws.prod).unread())
        .extracting(GapSentence::why)
        .containsExactlyInAnyOrder(
            "organizations:ListTargetsForPolicy was denied",
            "cloudtrail:LookupEvents was denied",
            "iam:GetAccountAuthorizationDetails was denied");
    assertThat(json("organization.json").findValues("serviceControlPolicies")).isEmpty();
    assertThat(files()).containsExactly("organization.json", "snapshot.json");
  }

  private void refuseJson(String operation) {
    aws.front()
        .stubFor(
            post(anyUrl())
                .withHeader("X-Amz-Target", containing(operation))
                .willReturn(
                    aResponse()
                        .withStatus(400)
                        .withBody("{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}")));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void filesThatAreThereAreReplacedOnlyWhenThatIsWanted() throws IOException {
    Files.createDirectories(folder);
    Path old = folder.resolve(aws.prod + ".json");
    Files.writeString(old, "old");
    assertThat(capture(false, false, aws.prod)).isEqualTo(new CaptureReport.InTheWay(List.of(old)));
    assertThat(old).hasContent("old");
    assertThat(files()).hasSize(1);
    capture(false, true, aws.prod);
    assertThat(old).content().contains("RoleDetailList");
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    done(aws.prod);
    for (String file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(files())
        .containsExactly(
            aws.prod + ".json", "changes.ndjson", "organization.json", "snapshot.json");
  }
}
