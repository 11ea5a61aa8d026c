package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static dev.rolecall.evidence.aws.FakeAws.denied;
import static dev.rolecall.evidence.aws.FakeAws.encoded;
import static dev.rolecall.evidence.aws.FakeAws.never;
import static dev.rolecall.evidence.aws.FakeAws.query;
import static dev.rolecall.evidence.aws.FakeAws.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.rolecall.Slow;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwsCallersTest {

  private static final String DOCUMENT =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "a:b", "Resource": "*"}]}\
      """;
  private static final String AWS_MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  private static final String OWN = "arn:aws:iam::210987654321:policy/own";
  private static final String CALLER =
      "arn:aws:iam::210987654321:role/integrations/vendor-onboarding";

  private final Scene scene = new Scene();

  @BeforeEach
  void aCallerWithPolicies() {
    scene.aws.stub(query("AssumeRole"), Scene.assumed());
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(CALLER));
    scene.aws.stub(query("ListRolePolicies"), names("ListRolePolicies", "PolicyNames", "inline"));
    scene.aws.stub(
        query("GetRolePolicy"),
        xml(
            "GetRolePolicy",
            "<PolicyName>inline</PolicyName><PolicyDocument>"
                + encoded(DOCUMENT)
                + "</PolicyDocument>"));
    scene.aws.stub(query("ListAttachedRolePolicies"), attached(OWN, "<Marker>next</Marker>"));
    scene
        .aws
        .server()
        .stubFor(
            query("ListAttachedRolePolicies")
                .withFormParam("Marker", equalTo("next"))
                .atPriority(1)
                .willReturn(attached(AWS_MANAGED, "")));
    scene.aws.stub(
        query("GetPolicy"),
        xml("GetPolicy", "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>"));
    scene.aws.stub(
        query("GetPolicyVersion").withFormParam("VersionId", equalTo("v3")),
        xml(
            "GetPolicyVersion",
            "<PolicyVersion><Document>" + encoded(DOCUMENT) + "</Document></PolicyVersion>"));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private static ResponseDefinitionBuilder names(String action, String list, String name) {
    return xml(action, "<%1$s><member>%2$s</member></%1$s>".formatted(list, name));
  }

  private static ResponseDefinitionBuilder attached(String arn, String marker) {
    return xml(
        "ListAttachedRolePolicies",
        "<AttachedPolicies><member><PolicyArn>%s</PolicyArn></member></AttachedPolicies><IsTruncated>%s</IsTruncated>%s"
            .formatted(arn, !marker.isEmpty(), marker));
  }

  private CallerFacts caller() {
    return scene.about().callers().caller(scene.denial().caller()).found().orElseThrow();
  }

  @Test
  void allPoliciesAreReadToTheLastPage() {
    assertThat(caller().identityPolicies())
        .extracting(NamedPolicy::name)
        .containsExactlyInAnyOrder("inline", OWN, AWS_MANAGED);
    assertThat(caller().missing()).isEmpty();
    assertThat(caller().boundary()).isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void policiesOfAwsAreReadAtHome() {
    caller();
    assertThat(scene.aws.countSignedBy("AKIAHOME", "GetPolicyVersion")).isEqualTo(1);
    assertThat(scene.aws.countSignedBy("ASIAREADER", "GetPolicyVersion")).isEqualTo(1);
  }

  @Test
  void aListThatMayNotBeReadIsOneGap() {
    scene.aws.stub(query("ListRolePolicies"), denied("iam:ListRolePolicies", "role x"));
    CallerFacts caller = caller();
    assertThat(caller.missing())
        .singleElement()
        .extracting(GapSentence::fact)
        .isEqualTo("the inline policies of role vendor-onboarding");
    assertThat(caller.identityPolicies()).hasSize(2);
  }

  // It waits for the deadline, which leaves time for the others on a busy machine.
  @Slow
  @Test
  void aPolicyThatDoesNotAnswerLeavesTheOthers() {
    scene.aws.stub(query("GetRolePolicy"), never());
    scene.deadline(Duration.ofSeconds(15));
    CallerFacts caller = caller();
    assertThat(caller.missing())
        .singleElement()
        .extracting(GapSentence::of)
        .isEqualTo(
            new GapSentence(
                "inline policy inline of role vendor-onboarding",
                "AWS did not answer within 15 s",
                "aws iam get-role-policy --role-name vendor-onboarding --policy-name inline"));
    assertThat(caller.identityPolicies()).hasSize(2);
  }

  @Test
  void aBoundaryThatMayNotBeReadIsUnread() {
    scene.aws.stub(
        query("GetRole"),
        xml(
            "GetRole",
            "<Role>"
                + FakeAws.role(CALLER, DOCUMENT)
                + "<PermissionsBoundary><PermissionsBoundaryArn>arn:aws:iam::210987654321:policy/fence</PermissionsBoundaryArn></PermissionsBoundary></Role>"));
    scene.aws.stub(
        query("GetPolicy")
            .withFormParam("PolicyArn", equalTo("arn:aws:iam::210987654321:policy/fence")),
        denied("iam:GetPolicy", "policy fence"));
    assertThat(caller().boundary()).isInstanceOf(Layer.Unread.class);
  }
}
