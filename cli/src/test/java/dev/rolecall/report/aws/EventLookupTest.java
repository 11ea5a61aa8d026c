package dev.rolecall.report.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.Period;
import dev.rolecall.report.Records;
import dev.rolecall.report.reading.EventSourceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class EventLookupTest {

  private static final AccountId ACCOUNT = new AccountId("111111111111");
  private static final AccountId CLOSED = new AccountId("222222222222");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final WireMockServer cloudTrail = new WireMockServer(wireMockConfig().dynamicPort());
  private final List<Duration> waits = new ArrayList<>();

  @BeforeEach
  void start() {
    cloudTrail.start();
    cloudTrail.stubFor(post(anyUrl()).willReturn(okJson("{\"Events\":[]}")));
  }

  @AfterEach
  void stop() {
    cloudTrail.stop();
  }

  private EventLookup lookup() {
    AccountAccess access =
        new AccountAccess() {
          @Override
          public AccountId home() {
            return ACCOUNT;
          }

          @Override
          public AwsAccess to(AccountId account) {
            return account.equals(CLOSED)
                ? new AwsAccess.Refused("no profile is for it", "add a profile")
                : new AwsAccess.Granted(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("AKIDEXAMPLE", "s")));
          }
        };
    return new EventLookup(
        access,
        AwsClients.create(Region.EU_WEST_1, Optional.of(URI.create(cloudTrail.baseUrl()))),
        InstantSource.fixed(NOW),
        waits::add);
  }

  private static Period since(String from) {
    return new Period(Optional.of(Instant.parse(from)), Optional.empty());
  }

  private static List<String> read(List<EventSourceId> origins) {
    List<String> told = new ArrayList<>();
    for (EventSourceId eventSourceId : origins) {
      EventSources.read(
          eventSourceId.source(),
          reading ->
              told.add(
                  switch (reading) {
                    case EventReading.Denied denied -> denied.denial().eventId().orElse("");
                    case EventReading.Malformed wrong -> wrong.message();
                    case EventReading.NotOurs other -> "other";
                    case EventReading.Told other -> "told";
                    case EventReading.Unrecognized other -> "unrecognized";
                  }));
    }
    return told;
  }

  private static String event(String record) {
    return "{\"EventId\":\"e\",\"EventName\":\"AssumeRole\",\"CloudTrailEvent\":\"%s\"}"
        .formatted(record.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  @Test
  void everyDayOfEachCallIsASourceTheLastDayFirst() {
    List<EventSourceId> origins =
        lookup()
            .origins(List.of(ACCOUNT), List.of(Region.EU_WEST_1), since("2026-11-18T06:00:00Z"));
    assertThat(origins).hasSize(9);
    assertThat(origins.stream().map(EventSourceId::identity).flatMap(Optional::stream))
        .hasSize(6)
        .first()
        .isEqualTo(
            "cloudtrail:111111111111/eu-west-1/AssumeRole"
                + "?from=2026-11-19T00:00:00Z&to=2026-11-20T00:00:00Z");
    assertThat(origins.getLast().identity().orElseThrow())
        .endsWith("?from=2026-11-18T06:00:00Z&to=2026-11-19T00:00:00Z");
  }

  @Test
  void noMoreIsAskedForThanCloudTrailRemembers() {
    List<EventSourceId> all =
        lookup().origins(List.of(ACCOUNT), List.of(Region.EU_WEST_1), Period.ALWAYS);
    assertThat(all).hasSize(3 * 91);
    assertThat(
            lookup()
                .origins(
                    List.of(ACCOUNT), List.of(Region.EU_WEST_1), since("2020-01-01T00:00:00Z")))
        .hasSameSizeAs(all);
  }

  @Test
  void pagesAreReadOneAfterTheOtherAtThePaceThatCloudTrailAllows() {
    cloudTrail.stubFor(
        post(anyUrl())
            .withRequestBody(
                matchingJsonPath("$.LookupAttributes[?(@.AttributeValue == 'AssumeRole')]"))
            .willReturn(
                okJson(
                    "{\"Events\":[%s],\"NextToken\":\"more\"}"
                        .formatted(event(Records.denial("e-1", NOW, 1, 1))))));
    cloudTrail.stubFor(
        post(anyUrl())
            .withRequestBody(matchingJsonPath("$[?(@.NextToken == 'more')]"))
            .willReturn(
                okJson(
                    "{\"Events\":[%s,{\"EventId\":\"x\"}]}"
                        .formatted(event(Records.denial("e-2", NOW, 1, 2))))));
    List<EventSourceId> origins =
        lookup()
            .origins(List.of(ACCOUNT), List.of(Region.EU_WEST_1), since("2026-11-20T00:00:00Z"));
    assertThat(read(origins)).containsExactly("e-1", "e-2");
    assertThat(cloudTrail.countRequestsMatching(postRequestedFor(anyUrl()).build()).getCount())
        .isEqualTo(4);
    assertThat(waits).hasSize(3).allMatch(wait -> wait.toMillis() >= 500);
  }

  @Test
  void aRefusalIsAskedForOnceAndSaidForTheAccountAndRegion() {
    cloudTrail.stubFor(
        post(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withBody("{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}")));
    List<EventSourceId> origins =
        lookup()
            .origins(List.of(ACCOUNT), List.of(Region.EU_WEST_1), since("2026-11-15T00:00:00Z"));
    assertThat(read(origins).stream().distinct())
        .containsExactly(
            "CloudTrail event history of account 111111111111 in eu-west-1: cannot be read:"
                + " cloudtrail:LookupEvents was denied: no");
    assertThat(cloudTrail.countRequestsMatching(postRequestedFor(anyUrl()).build()).getCount())
        .isEqualTo(1);
  }

  @Test
  void anAccountThatNobodyMayReadIsSaid() {
    List<EventSourceId> origins =
        lookup().origins(List.of(CLOSED), List.of(Region.EU_WEST_1), since("2026-11-20T00:00:00Z"));
    assertThat(read(origins).stream().distinct())
        .containsExactly(
            "CloudTrail event history of account 222222222222 in eu-west-1: cannot be read: no"
                + " profile is for it (add a profile)");
  }
}
