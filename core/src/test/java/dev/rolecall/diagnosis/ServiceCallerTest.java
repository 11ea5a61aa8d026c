package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that AWS services make with a service role.
class ServiceCallerTest {

  private static final Gap GAP = new Gap("what the service sent", "not recorded", "look");
  private static final String OWN_ACCOUNT =
      "\"StringEquals\":{\"aws:SourceAccount\":\"" + World.ROLE_ACCOUNT + "\"}";
  private static final String OTHER_ACCOUNT =
      "\"StringEquals\":{\"aws:SourceAccount\":\"" + World.OTHER_ACCOUNT + "\"}";

  private static String sourceArn(String pattern) {
    return "\"ArnLike\":{\"aws:SourceArn\":\"" + pattern + "\"}";
  }

  private static World world(String caller, String trusted, String conditions) {
    return new World()
        .caller(new Caller.AwsService(caller))
        .trust(World.allow("\"Service\":\"" + trusted + "\"", conditions))
        .key("aws:SourceArn", KeyState.unknown(GAP))
        .key("aws:SourceAccount", KeyState.unknown(GAP));
  }

  private static String key(Explanation explanation) {
    return explanation.diagnosis().cause().condition().orElseThrow().key();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"scheduler.amazonaws.com", "pods.eks.amazonaws.com", "widgets.amazonaws.com"})
  void whichResourceIsSuspectedBeforeTheRolesOwnAccount(String service) {
    Explanation explanation =
        world(service, service, OWN_ACCOUNT + "," + sourceArn("arn:aws:x:*:*:job/nightly"))
            .explain();
    assertThat(key(explanation)).isEqualTo("aws:SourceArn");
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void anotherAccountThanTheRolesIsSuspectedBeforeAResourceThatFits() {
    Explanation explanation =
        world(
                "config.amazonaws.com",
                "config.amazonaws.com",
                sourceArn("arn:aws:config:*:*:*") + "," + OTHER_ACCOUNT)
            .explain();
    assertThat(key(explanation)).isEqualTo("aws:SourceAccount");
  }

  @Test
  void aStarUnderStringEqualsIsExpectedToFail() {
    Explanation explanation =
        world(
                "config.amazonaws.com",
                "config.amazonaws.com",
                "\"StringEquals\":{\"aws:SourceArn\":\"arn:aws:config:*:*:*\","
                    + "\"aws:SourceAccount\":\""
                    + World.ROLE_ACCOUNT
                    + "\"}")
            .explain();
    assertThat(key(explanation)).isEqualTo("aws:SourceArn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"StringEquals\":{\"aws:SourceAccount\":\"444455556666\"}",
        "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:x:*:*:job/nightly\"}",
        "\"StringEquals\":{\"sts:RoleSessionName\":\"nightly\"}",
        "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"
      })
  void nobodyIsAskedToSendWhatAServiceSends(String condition) {
    Explanation explanation =
        world("redshift.amazonaws.com", "redshift.amazonaws.com", condition)
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .explain();
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void nobodyIsAskedToSendTheResourceOfAServiceForAnIamCallerEither() {
    Explanation explanation =
        new World()
            .trust(
                World.allow("\"AWS\":\"*\"", sourceArn("arn:aws:scheduler:*:*:schedule-group/a")))
            .key("aws:SourceArn", KeyState.ABSENT)
            .explain();
    assertThat(key(explanation)).isEqualTo("aws:SourceArn");
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void anExternalIdThatIsASettingOfTheServiceCanBeSet() {
    Explanation explanation =
        world(
                "cognito-idp.amazonaws.com",
                "cognito-idp.amazonaws.com",
                "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}")
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(explanation.fixes())
        .flatExtracting(Fix::requestMust)
        .extracting(Fix.RequestMust::key)
        .containsExactly("sts:ExternalId");
  }

  @ParameterizedTest
  @CsvSource({
    "ecs-tasks.amazonaws.com, ecs.amazonaws.com, SERVICE_OTHER_NAME",
    "ecs-tasks.amazonaws.com, codedeploy.amazonaws.com, SERVICE_OTHER_NAME",
    "edgelambda.amazonaws.com, lambda.amazonaws.com, SERVICE_OTHER_NAME",
    "lambda.amazonaws.com, edgelambda.amazonaws.com, SERVICE_OTHER_NAME",
    "states.eu-west-1.amazonaws.com, states.us-east-1.amazonaws.com, SERVICE_OTHER_REGION",
    "lambda.amazonaws.com, lamda.amazonaws.com, SPELLING",
    "lambda.amazonaws.com, Lambda.amazonaws.com, LETTER_CASE",
    "lambda.amazonaws.com, lambda, SPELLING"
  })
  void aNearlyRightPrincipalIsNamed(String caller, String trusted, NearMiss.Kind kind) {
    Diagnosis diagnosis = world(caller, trusted, "").explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.cause().nearMiss()).contains(new NearMiss(kind, trusted));
  }

  @ParameterizedTest
  @CsvSource({
    "ec2.amazonaws.com, ec2.amazonaws.com.cn, SERVICE_OTHER_SUFFIX",
    "states.amazonaws.com, states.eu-west-1.amazonaws.com, SERVICE_OTHER_REGION",
    "cloudformation.ap-east-1.amazonaws.com, cloudformation.amazonaws.com, SERVICE_OTHER_REGION",
    "widgets.amazonaws.com, widgets-runner.amazonaws.com, SERVICE_OTHER_NAME"
  })
  void aPrincipalThatMayBeTheSameServiceIsNotDeniedForCertain(
      String caller, String trusted, NearMiss.Kind kind) {
    Diagnosis diagnosis = world(caller, trusted, "").explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.cause().nearMiss()).contains(new NearMiss(kind, trusted));
  }

  @Test
  void aServiceThatIsNotKnownIsNotDeniedForCertain() {
    Diagnosis diagnosis =
        world("widgets.amazonaws.com", "lambda.amazonaws.com", "").explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void theConditionsOfTheOtherPrincipalAreKeptForTheOneThatCalls() {
    Explanation explanation =
        world("ecs-tasks.amazonaws.com", "ecs.amazonaws.com", OWN_ACCOUNT).explain();
    String after = explanation.fixes().getFirst().after().orElseThrow();
    assertThat(after).contains("ecs-tasks.amazonaws.com");
    assertThat(after.split("aws:SourceAccount", -1)).hasSize(3);
    assertThat(explanation.fixes().getFirst().admits())
        .isEqualTo(List.of("ecs-tasks.amazonaws.com"));
  }

  @Test
  void aConditionOfTheOtherPrincipalThatCannotBeMetIsNotCopied() {
    Explanation explanation =
        world(
                "scheduler.amazonaws.com",
                "events.amazonaws.com",
                sourceArn("arn:aws:events:*:111122223333:rule/nightly"))
            .explain();
    String after = explanation.fixes().getFirst().after().orElseThrow();
    assertThat(after.split("rule/nightly", -1)).hasSize(2);
    assertThat(after)
        .contains("\"aws:SourceArn\":\"arn:aws:scheduler:*:111122223333:schedule-group/*\"");
  }

  @Test
  void anActionThatTheServiceAlwaysNeedsIsMissingForCertain() {
    Explanation explanation =
        world("pods.eks.amazonaws.com", "pods.eks.amazonaws.com", "").tags(Passed.YES).explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(explanation.fixes().getFirst().result()).isEqualTo(Fix.Result.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler.amazonaws.com, ArnLike, schedule/jobs/nightly, schedule-group/jobs",
    "scheduler.amazonaws.com, StringEquals, schedule/jobs/nightly, schedule-group/jobs",
    "ecs-tasks.amazonaws.com, ArnEquals, cluster/prod, *",
    "ecs-tasks.amazonaws.com, StringLike, cluster/prod, *"
  })
  void anArnThatTheServiceNeverSendsIsDeniedAndCorrected(
      String service, String operator, String required, String right) {
    String arn =
        "arn:aws:" + service.split("\\.|-", 2)[0] + ":eu-west-1:" + World.ROLE_ACCOUNT + ":";
    Explanation explanation =
        world(
                service,
                service,
                "\"" + operator + "\":{\"aws:SourceArn\":\"" + arn + required + "\"}")
            .check();
    assertThat(explanation.diagnosis().verdict()).isEqualTo(Diagnosis.Verdict.DENIED);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    Fix fix = explanation.fixes().getFirst();
    assertThat(fix.after().orElseThrow())
        .contains("{\"" + operator + "\":{\"aws:SourceArn\":\"" + arn + required + "\"}}")
        .contains("{\"ArnLike\":{\"aws:SourceArn\":\"" + arn + right + "\"}}");
    assertThat(fix.admits()).containsExactly(service);
    assertThat(fix.result()).isEqualTo(Fix.Result.ALLOWED_IF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the key may be absent
        "\"ArnLikeIfExists\":{\"aws:SourceArn\":\"arn:aws:scheduler:*:*:schedule/a/b\"}",
        "\"ForAllValues:ArnLike\":{\"aws:SourceArn\":\"arn:aws:scheduler:*:*:schedule/a/b\"}",
        // one of them may match
        "\"ArnLike\":{\"aws:SourceArn\":[\"arn:aws:scheduler:*:*:schedule/a/b\","
            + "\"arn:aws:scheduler:*:*:schedule-group/a\"]}",
        "\"ArnNotLike\":{\"aws:SourceArn\":\"arn:aws:scheduler:*:*:schedule/a/b\"}",
        "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:scheduler:*:*:schedule/${aws:x}/b\"}"
      })
  void anArnThatMayBeSentIsNotDenied(String condition) {
    assertThat(
            world("scheduler.amazonaws.com", "scheduler.amazonaws.com", condition)
                .check()
                .diagnosis()
                .verdict())
        .isEqualTo(Diagnosis.Verdict.UNDETERMINED);
  }

  @Test
  void whatIsOnlyReportedIsNotDenied() {
    Diagnosis diagnosis =
        world(
                "pods.eks.amazonaws.com",
                "pods.eks.amazonaws.com",
                sourceArn("arn:aws:eks:*:*:podidentityassociation/prod/*"))
            .check()
            .diagnosis();
    assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.UNDETERMINED);
  }

  @Test
  void anotherStatementThatMayAllowTheServiceLeavesItOpen() {
    String never = sourceArn("arn:aws:scheduler:*:*:schedule/a/b");
    String may = sourceArn("arn:aws:scheduler:*:*:schedule-group/a");
    String statement =
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"},"
            + "\"Action\":\"sts:AssumeRole\",\"Condition\":{%s}}";
    World world =
        world("scheduler.amazonaws.com", "", "")
            .trust(World.policy(statement.formatted(never), statement.formatted(may)));
    assertThat(world.check().diagnosis().verdict()).isEqualTo(Diagnosis.Verdict.UNDETERMINED);
    assertThat(world.trust(World.policy(statement.formatted(never))).check().diagnosis().verdict())
        .isEqualTo(Diagnosis.Verdict.DENIED);
  }

  @Test
  void thePrincipalOfAllRegionsAllowsThatOfOne() {
    assertThat(
            world("states.eu-west-1.amazonaws.com", "states.amazonaws.com", "")
                .check()
                .diagnosis()
                .verdict())
        .isEqualTo(Diagnosis.Verdict.ALLOWED);
  }

  @Test
  void aMisspelledServiceIsNotAddedToATrustPolicy() {
    assertThat(world("lamda.amazonaws.com", "lambda.amazonaws.com", "").explain().fixes())
        .isEmpty();
  }
}
