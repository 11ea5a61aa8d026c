package dev.rolecall.evidence.capture;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.MapShelf;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class IndexCaptureTest {

  private static final AccountId MANAGEMENT = new AccountId("999999999999");
  private static final AccountId PROD = new AccountId("222222222222");
  private static final String FULL =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\
      """;

  private final WireMockServer aws =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final MapShelf shelf = new MapShelf();
  private Instant now = Instant.parse("2026-05-04T00:00:00Z");

  @BeforeEach
  void start() {
    aws.start();
    answer(
        "DescribeOrganization",
        "",
        """
        {"Organization": {"Id": "o-abc", "FeatureSet": "ALL", "MasterAccountId": "999999999999"}}\
        """);
    answer(
        "ListRoots",
        "",
        """
        {"Roots": [{"Id": "r-1", "PolicyTypes": [
          {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
          {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}]}\
        """);
    answer("ListAccountsForParent", "r-1", accounts(MANAGEMENT));
    answer(
        "ListOrganizationalUnitsForParent",
        "r-1",
        "{\"OrganizationalUnits\": [{\"Id\": \"ou-1\"}]}");
    answer("ListAccountsForParent", "ou-1", accounts(PROD));
    answer("ListOrganizationalUnitsForParent", "ou-1", "{\"OrganizationalUnits\": []}");
    answer("ListPolicies", "SERVICE_CONTROL_POLICY", policies("p-full", "p-guard", "p-unused"));
    answer("ListPolicies", "RESOURCE_CONTROL_POLICY", policies("p-rcp"));
    answer("ListTargetsForPolicy", "p-full", targets("r-1", "ou-1", "222222222222"));
    answer("ListTargetsForPolicy", "p-guard", targets("ou-1"));
    answer("ListTargetsForPolicy", "p-unused", targets());
    answer("ListTargetsForPolicy", "p-rcp", targets("r-1", "ou-1", "222222222222"));
    answer(
        "DescribePolicy",
        "p-",
        "{\"Policy\": {\"Content\": \"%s\"}}".formatted(FULL.replace("\"", "\\\"")));
  }

  @AfterEach
  void stop() {
    aws.stop();
  }

  private void answer(String operation, String asked, String json) {
    aws.stubFor(asking(operation, asked).willReturn(okJson(json)));
  }

  private static MappingBuilder asking(String operation, String asked) {
    return post(anyUrl())
        .withHeader("X-Amz-Target", containing("." + operation))
        .withRequestBody(containing(asked));
  }

  private void refuse(String operation, String asked) {
    aws.stubFor(
        asking(operation, asked)
            .willReturn(
                okJson("{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}")
                    .withStatus(400)));
  }

  private static String accounts(AccountId... ids) {
    return Stream.of(ids)
        .map("{\"Id\": \"%s\", \"Name\": \"prod\", \"Status\": \"ACTIVE\"}"::formatted)
        .collect(Collectors.joining(", ", "{\"Accounts\": [", "]}"));
  }

  private static String policies(String... ids) {
    return Stream.of(ids)
        .map("{\"Id\": \"%1$s\", \"Name\": \"%1$s\"}"::formatted)
        .collect(Collectors.joining(", ", "{\"Policies\": [", "]}"));
  }

  private static String targets(String... ids) {
    return Stream.of(ids)
        .map("{\"TargetId\": \"%s\"}"::formatted)
        .collect(Collectors.joining(", ", "{\"Targets\": [", "]}"));
  }

  private IndexCapture.Outcome capture() {
    AccountAccess access =
        new AccountAccess() {
          @Override
          public AccountId home() {
            return MANAGEMENT;
          }

          @Override
          public AwsAccess to(AccountId account) {
            return new AwsAccess.Granted(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
          }
        };
    return new IndexCapture(
            access,
            AwsClients.unhurried(Region.EU_WEST_1, Optional.of(URI.create(aws.baseUrl()))),
            shelf,
            () -> now)
        .run();
  }

  private OrganizationIndex index() {
    return new OrganizationIndex(shelf, () -> now);
  }

  private Optional<AccountFacts> indexed(AccountId account) {
    return Optional.ofNullable(index().accounts(List.of(account)).get(account));
  }

  @Test
  void everyAccountIsToldAsItWasRead() {
    assertThat(capture()).isEqualTo(new IndexCapture.Outcome.Done(2, 2, List.of()));
    AccountFacts prod = indexed(PROD).orElseThrow();
    assertThat(prod.name()).contains("prod");
    assertThat(prod.path()).contains("o-abc/r-1/ou-1/");
    assertThat(prod.organization()).contains(new AccountFacts.Organization("o-abc", MANAGEMENT));
    assertThat(levels(prod.serviceControlPolicies()))
        .containsExactly("r-1 [p-full]", "ou-1 [p-full, p-guard]", "222222222222 [p-full]");
    assertThat(levels(prod.resourceControlPolicies()))
        .containsExactly("r-1 [p-rcp]", "ou-1 [p-rcp]", "222222222222 [p-rcp]");
    assertThat(indexed(MANAGEMENT).orElseThrow().isManagementAccount()).isTrue();
    assertThat(indexed(new AccountId("333333333333"))).isEmpty();
  }

  private static List<String> levels(Layer layer) {
    assertThat(layer).isInstanceOf(Layer.Read.class);
    return ((Layer.Read) layer)
        .levels().stream()
            .map(
                level ->
                    level.name()
                        + " "
                        + level.policies().stream().map(policy -> policy.name()).toList())
            .toList();
  }

  @Test
  void whatDidNotChangeIsNotWrittenAgain() {
    capture();
    assertThat(shelf.puts()).isEqualTo(3);
    assertThat(capture()).isEqualTo(new IndexCapture.Outcome.Done(2, 0, List.of()));
    assertThat(shelf.puts()).isEqualTo(1);
    answer("ListTargetsForPolicy", "p-guard", targets("222222222222"));
    assertThat(capture()).isEqualTo(new IndexCapture.Outcome.Done(2, 1, List.of()));
  }

  @Test
  void anIndexThatNobodyBroughtUpToDateTellsNothing() {
    capture();
    now = now.plus(Duration.ofHours(23));
    assertThat(indexed(PROD)).isPresent();
    now = now.plus(Duration.ofHours(2));
    assertThat(indexed(PROD)).isEmpty();
    capture();
    assertThat(indexed(PROD)).isPresent();
  }

  @Test
  void anAccountThatLeftIsNotToldOf() {
    capture();
    answer("ListAccountsForParent", "ou-1", accounts());
    capture();
    assertThat(indexed(PROD)).isEmpty();
  }

  @Test
  void policiesThatCouldNotBeReadMakeTheIndexUseless() {
    refuse("ListPolicies", "RESOURCE_CONTROL_POLICY");
    assertThat(capture())
        .isInstanceOfSatisfying(
            IndexCapture.Outcome.Done.class,
            done ->
                assertThat(done.gaps())
                    .extracting(GapSentence::why)
                    .containsExactly("organizations:ListPolicies was denied"));
    assertThat(indexed(PROD)).isEmpty();
    assertThat(indexed(MANAGEMENT)).isPresent();
  }

  @Test
  void anOrganizationThatCannotBeReadLeavesTheIndexAsItIs() {
    capture();
    Instant before = index().readAt().orElseThrow();
    now = now.plus(Duration.ofHours(1));
    refuse("ListRoots", "");
    assertThat(capture()).isInstanceOf(IndexCapture.Outcome.Unread.class);
    assertThat(index().readAt()).contains(before);
    assertThat(indexed(PROD)).isPresent();
  }

  @Test
  void aThousandAccountsTakeNoMoreCallsThanTheirPages() {
    AccountId[] many =
        IntStream.range(0, 1000)
            .mapToObj(number -> new AccountId("%012d".formatted(number)))
            .toArray(AccountId[]::new);
    answer("ListAccountsForParent", "ou-1", accounts(many));
    Stream<String> attached =
        Stream.concat(Stream.of("r-1", "ou-1"), Stream.of(many).map(AccountId::value));
    answer("ListTargetsForPolicy", "p-full", targets(attached.toArray(String[]::new)));
    capture();
    assertThat(aws.getAllServeEvents()).hasSize(15);
    assertThat(indexed(many[999])).isPresent();
  }

  @Test
  void aSpoiltSummaryIsNoIndex() {
    shelf.put(IndexSummary.NAME, "{}".getBytes(StandardCharsets.UTF_8), now);
    assertThat(indexed(PROD)).isEmpty();
    assertThat(index().readAt()).isEmpty();
  }
}
