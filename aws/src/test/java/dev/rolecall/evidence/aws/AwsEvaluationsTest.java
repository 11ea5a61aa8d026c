package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Asks for AWS's own evaluation of a denied call. The denial is that of [Scene], with an
/// authorization ID.
class AwsEvaluationsTest {

  private static final String ID = "7k2m9x4q1v8b3n6c5z0d2f4g";
  private static final String PATH = "/authorization-details/" + ID;
  private static final String COMMAND =
      "run `aws iam-toolbox get-request-authorization-details --region eu-central-1"
          + " --authorization-id "
          + ID
          + "` within 24 hours of the call";

  private final Scene scene = new Scene();

  @BeforeEach
  void letInAccounts() {
    scene.aws.stub(FakeAws.query("AssumeRole"), Scene.assumed());
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private Denial denial() {
    return denial(ID, scene.denial().time().orElseThrow().toString());
  }

  /// The denial of the scene as CloudTrail has it, of another time and with an ID.
  private Denial denial(String id, String time) {
    String record =
        """
        {"eventVersion": "1.11", "eventID": "e-1", "eventTime": "%s", "eventName": "AssumeRole",
         "eventSource": "sts.amazonaws.com", "awsRegion": "eu-central-1", "errorCode": "AccessDenied",
         "errorMessage": "User: arn:aws:iam::%s:user/ana is not authorized to perform: sts:AssumeRole on resource: %s. Go to https://eu-central-1.console.aws.amazon.com/iam/home?region=eu-central-1#/authorization-details/%s for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: %s",
         "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::%s:user/ana", "accountId": "%s"},
         "recipientAccountId": "%s"}
        """
            .formatted(
                time, Scene.CALLER, Scene.ROLE, id, id, Scene.CALLER, Scene.CALLER, Scene.CALLER);
    List<EventReading> readings = new ArrayList<>();
    EventReader.read(
        "event", new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)), readings::add);
    return ((EventReading.Denied) readings.getFirst()).denial();
  }

  private Lookup<AwsEvaluation> evaluation() {
    Denial denial = denial();
    return scene.about(denial).evaluations().of(denial);
  }

  private AwsEvaluation found() {
    return evaluation().found().orElseThrow();
  }

  private Gap gap() {
    return Scene.gap(evaluation());
  }

  private static MappingBuilder details() {
    return get(urlPathEqualTo(PATH));
  }

  private static MappingBuilder asHome() {
    return details().withHeader("Authorization", containing("Credential=AKIAHOME/"));
  }

  private static MappingBuilder asReader() {
    return details().withHeader("Authorization", containing("Credential=ASIAREADER/"));
  }

  private static String page(String action, String type, String next) {
    return """
    {"requestContext": {"aws:PrincipalArn": "arn:aws:iam::%s:user/ana", "sts:ExternalId": "x"},
     "evaluations": [{"action": "%s", "resource": "%s", "evaluatedEffect": "IMPLICIT_DENY", "matchedPolicies": []}],
     "policies": [{"uri": "uri-%s", "type": "%s", "inline": true, "attachedTo": []}]%s}
    """
        .formatted(
            Scene.CALLER,
            action,
            Scene.ROLE,
            type,
            type,
            next.isEmpty() ? "" : ", \"nextToken\": \"" + next + "\"");
  }

  private static ResponseDefinitionBuilder answer(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  private static ResponseDefinitionBuilder answer() {
    return answer(page("sts:AssumeRole", "SESSION_POLICY", ""));
  }

  private static ResponseDefinitionBuilder error(int status, String code) {
    return answer("{\"message\": \"planted\"}")
        .withStatus(status)
        .withHeader("x-amzn-ErrorType", code + ":http://internal.amazon.com/coral/");
  }

  private List<LoggedRequest> asked() {
    return scene.aws.server().findAll(getRequestedFor(anyUrl()));
  }

  @Test
  void itIsAskedForInTheRegionOfTheDenialAndSignedForIam() {
    scene.aws.stub(details(), answer());
    assertThat(found().evaluations())
        .singleElement()
        .satisfies(one -> assertThat(one.effect()).contains(Effect.IMPLICIT_DENY));
    assertThat(asked())
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.getUrl()).isEqualTo(PATH);
              assertThat(request.getHeader("Authorization"))
                  .startsWith("AWS4-HMAC-SHA256 ")
                  .contains("/eu-central-1/iam/aws4_request")
                  .contains("SignedHeaders=host;");
            });
  }

  @Test
  void theSessionTokenIsSent() {
    scene.aws.stub(details(), answer());
    found();
    assertThat(asked())
        .anySatisfy(
            request -> assertThat(request.getHeader("X-Amz-Security-Token")).isEqualTo("t"));
  }

  @Test
  void eachSideIsShownItsOwnHalf() {
    scene.aws.stub(asReader(), answer(page("sts:AssumeRole", "SESSION_POLICY", "")));
    scene.aws.stub(asHome(), answer(page("sts:AssumeRole", "RESOURCE_BASED_POLICY", "")));
    assertThat(found().policies())
        .extracting(AwsEvaluation.EvaluatedPolicy::uri)
        .containsExactly("uri-SESSION_POLICY", "uri-RESOURCE_BASED_POLICY");
    assertThat(found().evaluations()).hasSize(1);
  }

  @Test
  void oneSideThatMayNotAskIsNoLoss() {
    scene.aws.stub(asReader(), error(403, "AccessDeniedException"));
    scene.aws.stub(asHome(), answer());
    assertThat(found().whole()).isTrue();
  }

  @Test
  void homeIsAskedWhereNoSideCanBe() {
    scene.withoutReader();
    scene.aws.stub(details(), answer());
    assertThat(found().whole()).isTrue();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void pagesMakeOneAnswer() {
    scene.aws.stub(
        details().withQueryParam("nextToken", absent()),
        answer(page("sts:AssumeRole", "SESSION_POLICY", "a/b+c=")));
    scene.aws.stub(
        details().withQueryParam("nextToken", equalTo("a/b+c=")),
        answer(page("sts:TagSession", "SERVICE_CONTROL_POLICY", "")));
    AwsEvaluation read = found();
    assertThat(read.evaluations())
        .extracting(AwsEvaluation.Evaluated::action)
        .containsExactly("sts:AssumeRole", "sts:TagSession");
    assertThat(read.policies()).hasSize(2);
    assertThat(read.whole()).isTrue();
  }

  @Test
  void pagesWithoutEndAreCutOff() {
    scene.aws.stub(details(), answer(page("sts:AssumeRole", "SESSION_POLICY", "again")));
    assertThat(found().whole()).isFalse();
  }

  @Test
  void oneThatIsNotWrittenYetIsAskedForAgain() {
    scene.aws.stub(
        details().inScenario("late").whenScenarioStateIs(STARTED).willSetStateTo("once"),
        error(404, "ResourceNotFoundException"));
    scene.aws.stub(
        details().inScenario("late").whenScenarioStateIs("once").willSetStateTo("twice"),
        error(404, "ResourceNotFoundException"));
    scene.aws.stub(details().inScenario("late").whenScenarioStateIs("twice"), answer());
    assertThat(found().whole()).isTrue();
  }

  @Test
  void oneThatIsNeverWrittenIsToBeAskedForLater() {
    scene.deadline(Duration.ofSeconds(2));
    scene.aws.stub(details(), error(404, "ResourceNotFoundException"));
    assertThat(GapSentence.why(gap())).isEqualTo("AWS has not recorded it yet");
    assertThat(GapSentence.learnBy(gap())).isEqualTo(COMMAND);
    assertThat(scene.heard).noneMatch(failure -> failure.contains("GetRequestAuthorization"));
  }

  @Test
  void anOlderDenialWithoutOneHasNone() {
    scene.aws.stub(details(), error(404, "ResourceNotFoundException"));
    scene.later(Duration.ofHours(1));
    assertThat(evaluation()).isInstanceOf(Lookup.Absent.class);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void aDenialThatIsTooOldIsNotAskedFor() {
    scene.aws.stub(details(), answer());
    scene.later(Duration.ofHours(24));
    assertThat(GapSentence.why(gap()))
        .isEqualTo("AWS keeps it for 24 hours, and the call is older");
    assertThat(gap().learnBy()).isEqualTo(GapRemedy.Step.NOTHING);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aDenialWithoutAnIdIsNotAskedFor() {
    assertThat(scene.about().evaluations().of(scene.denial())).isInstanceOf(Lookup.Absent.class);
    assertThat(asked()).isEmpty();
  }

  @Test
  void anIdIsPartOfTheAddressAndNothingElse() {
    scene.aws.stub(get(anyUrl()), answer());
    for (String id : List.of("../../x", "a/b", "a?nextToken=x", "a%2e%2e", "a b")) {
      Denial denial = denial(id, scene.denial().time().orElseThrow().toString());
      scene.about(denial).evaluations().of(denial);
    }
    assertThat(asked()).isEmpty();
  }

  @Test
  void notBeingAllowedToAskIsNamed() {
    scene.aws.stub(
        details(),
        answer("{\"__type\": \"AccessDeniedException\", \"message\": \"not yours\"}")
            .withStatus(403));
    assertThat(GapSentence.why(gap()))
        .isEqualTo(
            "iam:GetRequestAuthorizationDetails on " + ID + ", eu-central-1 was denied: not yours");
    assertThat(GapSentence.learnBy(gap()))
        .isEqualTo(
            "allow `iam:GetRequestAuthorizationDetails` for the credentials that read account "
                + Scene.CALLER
                + ", then explain the denial again");
    assertThat(scene.heard).contains("iam:GetRequestAuthorizationDetails NOT_ALLOWED");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, failed with ValidationException, FAILED",
    "500, InternalServerException, failed with InternalServerException, FAILED",
    "429, TooManyRequestsException, was throttled, THROTTLED",
    "503, ThrottlingException, was throttled, THROTTLED",
    "400, ThrottlingException, was throttled, THROTTLED",
    "418, '', returned an unreadable response, FAILED",
  })
  void everyErrorIsNamed(int status, String code, String why, String heard) {
    scene.aws.stub(details(), error(status, code));
    assertThat(GapSentence.why(gap())).endsWith(why);
    assertThat(GapSentence.learnBy(gap())).isEqualTo(COMMAND);
    assertThat(scene.heard).contains("iam:GetRequestAuthorizationDetails " + heard);
  }

  @ParameterizedTest
  @CsvSource({
    "429, TooManyRequestsException",
    "503, ThrottlingException",
    "500, InternalServerException"
  })
  void whatPassesIsTriedAgain(int status, String code) {
    scene.aws.stub(
        details().inScenario("busy").whenScenarioStateIs(STARTED).willSetStateTo("free"),
        error(status, code));
    scene.aws.stub(details().inScenario("busy").whenScenarioStateIs("free"), answer());
    assertThat(found().whole()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"400, ValidationException", "403, AccessDeniedException"})
  void whatDoesNotPassIsNotTriedAgain(int status, String code) {
    scene.withoutReader();
    scene.aws.stub(details(), error(status, code));
    evaluation();
    assertThat(asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]", "{", "{\"requestContext\": {}}", "<html>", "''", "{\"requestContext\": 1}"})
  void whatIsNoAnswerIsAGap(String body) {
    scene.aws.stub(details(), answer(body));
    assertThat(GapSentence.why(gap())).endsWith("returned an unreadable response");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() {
    scene.aws.stub(details(), answer("{\"requestContext\": {\"a\": \"" + "x".repeat(5 << 20)));
    assertThat(GapSentence.why(gap())).endsWith("returned an unreadable response");
  }

  @Test
  void anAnswerThatDoesNotComeIsAGapAfterTheDeadline() {
    scene.aws.stub(details(), FakeAws.never());
    scene.deadline(Duration.ofMillis(300));
    assertThat(GapSentence.why(gap())).isEqualTo("AWS did not answer within 0.3 s");
  }

  @Test
  void itIsReadOnceForADenial() {
    scene.aws.stub(details(), answer());
    Denial denial = denial();
    var evidence = scene.about(denial);
    Optional<AwsEvaluation> first = evidence.evaluations().of(denial).found();
    assertThat(evidence.evaluations().of(denial).found()).isEqualTo(first);
    assertThat(asked()).hasSize(2);
  }
}
