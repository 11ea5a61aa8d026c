package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static dev.rolecall.evidence.aws.FakeAws.json;
import static dev.rolecall.evidence.aws.FakeAws.jsonAnswer;
import static dev.rolecall.evidence.aws.FakeAws.jsonError;
import static dev.rolecall.evidence.aws.FakeAws.never;
import static dev.rolecall.evidence.aws.FakeAws.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsChangesTest {

  private final Scene scene = new Scene();

  @BeforeEach
  void bothAccountsMayBeRead() {
    scene.aws.stub(query("AssumeRole"), Scene.assumed());
    scene.aws.stub(json("LookupEvents"), events());
    scene.aws.stub(
        of("cost-reporting"),
        events(iam("UpdateAssumeRolePolicy", "cost-reporting", "444455556666")));
    scene.aws.stub(
        of("vendor-onboarding"),
        events(iam("DetachRolePolicy", "vendor-onboarding", "210987654321")));
    scene.aws.stub(of(Scene.ROLE.toString()), events(success()));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private static MappingBuilder of(String resource) {
    return json("LookupEvents")
        .withRequestBody(
            matchingJsonPath("$.LookupAttributes[0].AttributeValue", equalTo(resource)));
  }

  private static ResponseDefinitionBuilder events(String... records) {
    ObjectNode answer = new ObjectMapper().createObjectNode();
    var events = answer.putArray("Events");
    for (String record : records) {
      events.addObject().put("EventName", "x").put("CloudTrailEvent", record);
    }
    return jsonAnswer(answer.toString());
  }

  private static String iam(String event, String role, String account) {
    return """
    {"eventTime": "2026-01-01T00:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "%1$s", "eventID": "%1$s", \
    "recipientAccountId": "%3$s", "userIdentity": {"type": "Root", "arn": "arn:aws:iam::%3$s:root"}, \
    "requestParameters": {"roleName": "%2$s", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}\
    """
        .formatted(event, role, account);
  }

  private static String success() {
    return """
    {"eventTime": "2025-12-31T00:00:00Z", "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "eventID": "s", \
    "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::210987654321:assumed-role/vendor-onboarding/x", \
    "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::210987654321:role/integrations/vendor-onboarding"}}}, \
    "requestParameters": {"roleArn": "%s"}}\
    """
        .formatted(Scene.ROLE);
  }

  private Lookup<List<Change>> changes() {
    return changes(scene.about());
  }

  private Lookup<List<Change>> changes(Evidence evidence) {
    return evidence.changes().concerning(Scene.ROLE, scene.denial().caller());
  }

  @Test
  void changesOfBothSidesAndTheLastSuccessAreTold() {
    assertThat(changes().found().orElseThrow())
        .extracting(Change::event, Change::kind)
        .containsExactly(
            tuple(ChangeEvent.DetachRolePolicy, Change.Kind.CALLER),
            tuple(ChangeEvent.UpdateAssumeRolePolicy, Change.Kind.ROLE),
            tuple(ChangeEvent.AssumeRole, Change.Kind.ASSUMED));
  }

  @Test
  void aLookUpThatIsRefusedLeavesTheOthers() {
    scene.aws.stub(
        of("vendor-onboarding"), jsonError("AccessDeniedException", "cloudtrail:LookupEvents"));
    assertThat(changes().found().orElseThrow())
        .extracting(Change::event)
        .containsExactly(ChangeEvent.UpdateAssumeRolePolicy, ChangeEvent.AssumeRole);
    assertThat(scene.heard).contains("cloudtrail:LookupEvents NOT_ALLOWED");
  }

  private Set<Change.Kind> incomplete() {
    return scene.about().changes().incomplete(Scene.ROLE, scene.denial().caller());
  }

  @Test
  void whatIsLookedUpIsWholeButForTheOrganization() {
    assertThat(incomplete()).containsExactly(Change.Kind.ORGANIZATION);
  }

  @ParameterizedTest
  @CsvSource({"vendor-onboarding, CALLER", "cost-reporting, ROLE"})
  void aSideWhoseLookUpIsRefusedIsIncomplete(String name, Change.Kind kind) {
    scene.aws.stub(of(name), jsonError("AccessDeniedException", "cloudtrail:LookupEvents"));
    assertThat(changes()).isInstanceOf(Lookup.Found.class);
    assertThat(incomplete()).containsExactlyInAnyOrder(kind, Change.Kind.ORGANIZATION);
  }

  @Test
  void successesThatCannotBeLookedUpLeaveNoChangeOut() {
    scene.aws.stub(of(Scene.ROLE.toString()), jsonError("AccessDeniedException", "no"));
    assertThat(incomplete()).containsExactly(Change.Kind.ORGANIZATION);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "-1, false"})
  void pagesThatEndAfterTheDenialAreIncomplete(int secondsAfterTheDenial, boolean incomplete) {
    long last =
        scene.denial().time().orElseThrow().plusSeconds(secondsAfterTheDenial).getEpochSecond();
    scene.aws.stub(
        of("cost-reporting"),
        jsonAnswer(
            "{\"Events\": [{\"EventTime\": %d, \"CloudTrailEvent\": \"{}\"}], \"NextToken\": \"more\"}"
                .formatted(last)));
    assertThat(incomplete().contains(Change.Kind.ROLE)).isEqualTo(incomplete);
  }

  @Test
  void slowLookUpsAreAGapAndHoldNothingElseUp() {
    scene.aws.stub(json("LookupEvents"), never());
    for (String resource : List.of("cost-reporting", "vendor-onboarding", Scene.ROLE.toString())) {
      scene.aws.stub(of(resource), never());
    }
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    scene.changesDeadline(Duration.ofMillis(300));
    Evidence evidence = scene.about();
    assertThat(evidence.roles().role(Scene.ROLE)).isInstanceOf(Lookup.Found.class);
    assertThat(GapSentence.why(Scene.gap(changes(evidence))))
        .isEqualTo("AWS did not answer within 0.3 s");
  }

  @Test
  void aBurstLooksUpOnce() {
    changes();
    changes();
    assertThat(scene.aws.countJson("LookupEvents")).isEqualTo(3);
  }

  @Test
  void olderPagesAreRead() {
    scene.aws.stub(of("cost-reporting"), jsonAnswer("{\"Events\": [], \"NextToken\": \"next\"}"));
    scene
        .aws
        .server()
        .stubFor(
            of("cost-reporting")
                .withRequestBody(matchingJsonPath("$.NextToken", equalTo("next")))
                .atPriority(1)
                .willReturn(events(iam("TagRole", "cost-reporting", "444455556666"))));
    assertThat(changes().found().orElseThrow())
        .extracting(Change::event)
        .contains(ChangeEvent.TagRole);
  }

  @Test
  void recordsThatAreNoneAreLeftOut() {
    scene.aws.stub(of("cost-reporting"), events("{", "[]", "{\"eventName\": 7}"));
    assertThat(changes().found().orElseThrow())
        .extracting(Change::event)
        .containsExactly(ChangeEvent.DetachRolePolicy, ChangeEvent.AssumeRole);
  }

  @Test
  void rolesThatTheRecordDoesNotNameCostNoLookUp() {
    Lookup<List<Change>> other =
        scene
            .about()
            .changes()
            .concerning(new RoleArn("aws", Scene.HOME, "/", "another"), scene.denial().caller());
    assertThat(GapSentence.why(Scene.gap(other))).isEqualTo("the record does not name the role");
  }
}
