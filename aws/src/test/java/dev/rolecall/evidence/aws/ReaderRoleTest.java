package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static dev.rolecall.evidence.aws.FakeAws.denied;
import static dev.rolecall.evidence.aws.FakeAws.noSuch;
import static dev.rolecall.evidence.aws.FakeAws.query;
import static dev.rolecall.evidence.aws.FakeAws.throttled;
import static dev.rolecall.evidence.aws.FakeAws.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderRoleTest {

  private static final RoleArn THERE = new RoleArn("aws", Scene.CALLER, "/", "there");

  private final Scene scene = new Scene();

  @AfterEach
  void end() {
    scene.close();
  }

  private Lookup<CallerFacts> caller() {
    return scene.about().callers().caller(scene.denial().caller());
  }

  @Test
  void anotherAccountIsReadThroughItsReaderRole() {
    scene.aws.stub(
        query("AssumeRole")
            .withFormParam("RoleArn", equalTo("arn:aws:iam::210987654321:role/RolecallReader"))
            .withFormParam("ExternalId", equalTo(Scene.EXTERNAL_ID))
            .withFormParam("RoleSessionName", equalTo("rolecall")),
        Scene.assumed());
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(THERE.toString()));
    assertThat(scene.about().roles().role(THERE)).isInstanceOf(Lookup.Found.class);
    assertThat(scene.aws.countSignedBy("ASIAREADER", "GetRole")).isPositive();
  }

  @Test
  void aMissingReaderRoleIsTheReasonOfEveryGapInItsAccount() {
    scene.aws.stub(query("AssumeRole"), denied("sts:AssumeRole", "the reader"));
    Gap gap = Scene.gap(caller());
    assertThat(GapSentence.why(gap))
        .isEqualTo(
            "the reader role RolecallReader of account 210987654321 does not exist or does not"
                + " trust this reader");
    assertThat(GapSentence.learnBy(gap))
        .isEqualTo("deploy the member stack in account 210987654321");
    assertThat(GapSentence.why(Scene.gap(scene.about().roles().role(THERE))))
        .isEqualTo(GapSentence.why(gap));
    assertThat(scene.heard).contains("sts:AssumeRole NOT_ALLOWED");
  }

  @Test
  void aRefusalIsNotAskedForAgainInABurst() {
    scene.aws.stub(query("AssumeRole"), denied("sts:AssumeRole", "the reader"));
    caller();
    caller();
    assertThat(scene.aws.countQuery("AssumeRole")).isEqualTo(1);
    scene.later(Duration.ofSeconds(61));
    caller();
    assertThat(scene.aws.countQuery("AssumeRole")).isEqualTo(2);
  }

  @Test
  void throttlingOfStsIsNoRefusal() {
    scene.aws.stub(query("AssumeRole"), throttled());
    assertThat(GapSentence.why(Scene.gap(caller())))
        .isEqualTo("sts:AssumeRole on account 210987654321 was throttled");
  }

  @Test
  void aMissingReaderRoleLeavesTheHomeAccountReadable() {
    scene.aws.stub(query("AssumeRole"), denied("sts:AssumeRole", "the reader"));
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    assertThat(scene.about().roles().role(Scene.ROLE)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void aCallerThatItsAccountDoesNotHaveIsAbsent() {
    scene.aws.stub(query("AssumeRole"), Scene.assumed());
    scene.aws.stub(query("GetRole"), noSuch("The role"));
    assertThat(caller()).isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void withoutAReaderRoleNobodyIsAsked() {
    scene.withoutReader();
    assertThat(GapSentence.why(Scene.gap(caller())))
        .isEqualTo("no reader role is configured for account 210987654321");
    assertThat(scene.aws.countQuery("AssumeRole")).isZero();
  }

  @Test
  void theExternalIdIsNeverTold() {
    scene.aws.stub(query("AssumeRole"), denied("sts:AssumeRole", "the reader"));
    assertThat(Scene.gap(caller()).toString()).doesNotContain(Scene.EXTERNAL_ID);
    assertThat(new ReaderRole("r", Optional.of(Scene.EXTERNAL_ID)).toString())
        .doesNotContain(Scene.EXTERNAL_ID);
  }

  @Test
  void oneSessionServesManyQuestions() {
    scene.aws.stub(query("AssumeRole"), Scene.assumed());
    scene.aws.stub(
        query("ListRoles"), xml("ListRoles", "<IsTruncated>false</IsTruncated><Roles/>"));
    caller();
    scene.about().roles().rolesOf(Scene.CALLER);
    scene.later(Duration.ofMinutes(2));
    caller();
    assertThat(scene.aws.countQuery("AssumeRole")).isEqualTo(1);
  }
}
