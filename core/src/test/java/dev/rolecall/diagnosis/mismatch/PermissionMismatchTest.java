package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which statement of the caller's policies was meant to allow the call, how it fails, and what is
/// changed for it. The role is `arn:aws:iam::111122223333:role/app/deploy`.
final class PermissionMismatchTest {

  private static final String ARN = "arn:aws:iam::111122223333:role/app/deploy";
  private static final String MANAGED = "arn:aws:iam::444455556666:policy/assume";

  /// A user of another account, whom the role trusts.
  private static World user() {
    return new World()
        .caller(World.user(World.OTHER_ACCOUNT, "ci"))
        .trust(World.allow("\"AWS\":\"arn:aws:iam::444455556666:root\"", ""));
  }

  private static String allow(String action, String resource, String conditions) {
    return World.policy(statement(action, resource, conditions));
  }

  private static String statement(String action, String resource, String conditions) {
    return "{\"Effect\":\"Allow\",\"Action\":\""
        + action
        + "\","
        + resource
        + (conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}")
        + "}";
  }

  private static String on(String pattern) {
    return "\"Resource\":\"" + pattern + "\"";
  }

  private static World inline(String document) {
    return user().identity("assume", "ci", document);
  }

  private static Cause cause(World world) {
    return world.explain().diagnosis().cause();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws-cn:iam::111122223333:role/app/deploy, OTHER_PARTITION",
    "arn:aws-cn:iam::*:role/app/*, OTHER_PARTITION",
    "arn:aws:iam::111122223333:role/deploy, ARN_WITHOUT_PATH",
    "arn:aws:iam::111122223333:role/ops/deploy, ARN_OTHER_PATH",
    "arn:aws:iam::999999999999:role/app/deploy, OTHER_ACCOUNT",
    "arn:aws:iam::111122223333:role/app/Deploy, LETTER_CASE",
    "arn:aws:iam::111122223333:role/app/deploi, SPELLING",
    "arn:aws:sts::111122223333:assumed-role/deploy/*, NAMES_SESSION",
    "arn:aws:iam::111122223333:root, NAMES_ACCOUNT",
    "arn:aws:iam::111122223333:instance-profile/deploy, NOT_A_ROLE_ARN",
    "arn:aws:iam::111122223333:role/app/deploy-*, PATTERN_TOO_NARROW",
    "arn:aws:iam::111122223333:role/audit, OTHER_ROLE",
    "arn:aws:iam::999999999999:role/*, OTHER_ROLE",
  })
  void theResourceThatFailsIsNamedWithHowItFails(String pattern, NearMiss.Kind kind) {
    Cause cause = cause(inline(allow("sts:AssumeRole", on(pattern), "")));

    assertThat(cause.code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(cause.policy()).contains("assume");
    assertThat(cause.statement()).contains(new Cause.StatementRef(0, Optional.empty()));
    assertThat(cause.nearMiss()).contains(new NearMiss(kind, pattern));
  }

  @Test
  void anExclusionIsNamed() {
    Cause cause =
        cause(inline(allow("sts:AssumeRole", "\"NotResource\":\"arn:aws:iam::*:role/app/*\"", "")));

    assertThat(cause.nearMiss())
        .contains(new NearMiss(NearMiss.Kind.NOT_RESOURCE, "arn:aws:iam::*:role/app/*"));
  }

  @ParameterizedTest
  @CsvSource({
    "iam:PassRole, PASS_ROLE",
    "iam:AssumeRole, OTHER_ACTION",
    "sts:AssumeRoles, OTHER_ACTION",
    "sts:AssumeRoleWithWebIdentity, OTHER_ACTION",
  })
  void theActionThatFailsIsNamed(String action, NearMiss.Kind kind) {
    assertThat(cause(inline(allow(action, on("*"), ""))).nearMiss())
        .contains(new NearMiss(kind, action));
  }

  @Test
  void aStatementAboutSomethingElseIsNotNamed() {
    Cause cause = cause(inline(allow("s3:GetObject", on("*"), "")));

    assertThat(cause.policy()).isEmpty();
    assertThat(cause.statement()).isEmpty();
    assertThat(cause.nearMiss()).isEmpty();
  }

  @Test
  void theStatementThatMeansTheRoleComesBeforeThoseOfOtherRoles() {
    Cause cause =
        cause(
            inline(
                World.policy(
                    statement("sts:AssumeRole", on("arn:aws:iam::111122223333:role/audit"), ""),
                    statement("iam:PassRole", on("*"), ""),
                    statement("sts:AssumeRole", on("arn:aws:iam::111122223333:role/deploy"), ""))));

    assertThat(cause.statement()).map(Cause.StatementRef::index).contains(2);
  }

  @Test
  void aWrongArnIsReplacedInThePolicyOfThisCallerAlone() {
    Explanation explanation =
        inline(allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/deploy"), "")).explain();

    Fix fix = explanation.fixes().getFirst();
    assertThat(fix.place()).isEqualTo(Fix.Place.USER_POLICY);
    assertThat(fix.policyName()).contains("assume");
    assertThat(fix.before()).isPresent();
    assertThat(fix.after().orElseThrow())
        .contains("\"Resource\":\"" + ARN + "\"")
        .doesNotContain("role/deploy");
  }

  @Test
  void anArnThatMayBeAnotherRolesStays() {
    String other = "arn:aws:iam::999999999999:role/app/deploy";
    Fix fix = inline(allow("sts:AssumeRole", on(other), "")).explain().fixes().getFirst();

    assertThat(fix.policyName()).contains("assume");
    assertThat(fix.after().orElseThrow())
        .contains("\"Resource\":[\"" + other + "\",\"" + ARN + "\"]");
  }

  @ParameterizedTest
  @CsvSource({"assume, group ci", "arn:aws:iam::444455556666:policy/assume, ci"})
  void aPolicyThatOthersShareStaysAsItIs(String name, String attachedTo) {
    Fix fix =
        user()
            .identity(
                name,
                attachedTo,
                allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/deploy"), ""))
            .explain()
            .fixes()
            .getFirst();

    assertThat(fix.policyName()).contains("assume-deploy");
    assertThat(fix.before()).isEmpty();
  }

  @Test
  void theConditionsOfTheSharedStatementHoldInTheNewPolicy() {
    Fix fix =
        user()
            .key("aws:RequestedRegion", KeyState.present("eu-west-1"))
            .identity(
                MANAGED,
                "ci",
                allow(
                    "sts:AssumeRole",
                    on("arn:aws:iam::111122223333:role/deploy"),
                    "\"StringEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}"))
            .explain()
            .fixes()
            .getFirst();

    assertThat(fix.after().orElseThrow())
        .contains("\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}");
  }

  @Test
  void aStatementThatAllowsMoreThanAssumingIsNotExtended() {
    Fix fix =
        inline(allow("*", on("arn:aws:iam::999999999999:role/app/deploy"), ""))
            .explain()
            .fixes()
            .getFirst();

    assertThat(fix.policyName()).contains("assume-deploy");
    assertThat(fix.after().orElseThrow()).doesNotContain("\"*\"");
  }

  @Test
  void aPermissionSetIsChangedAndNotItsRole() {
    Fix fix =
        new World()
            .caller(
                World.session(
                    World.OTHER_ACCOUNT,
                    "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef"))
            .trust(World.allow("\"AWS\":\"arn:aws:iam::444455556666:root\"", ""))
            .identity(
                "AwsSSOInlinePolicy",
                "AWSReservedSSO_Ops_0123456789abcdef",
                allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/deploy"), ""))
            .explain()
            .fixes()
            .getFirst();

    assertThat(fix.place()).isEqualTo(Fix.Place.PERMISSION_SET);
    assertThat(fix.before()).isEmpty();
  }

  @Test
  void aConditionThatGuardsTheRoleIsNamedAndNotGoneAround() {
    Explanation explanation =
        inline(
                allow(
                    "sts:AssumeRole",
                    on("*"),
                    "\"StringEquals\":{\"aws:ResourceTag/owner\":\"${aws:PrincipalTag/team}\"}"))
            .key("aws:ResourceTag/owner", KeyState.present("loans"))
            .key("aws:PrincipalTag/team", KeyState.present("cards"))
            .explain();

    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(cause.condition())
        .contains(
            new Cause.FailedCondition(
                ConditionOperator.of(Comparison.STRING_EQUALS),
                "aws:ResourceTag/owner",
                List.of("${aws:PrincipalTag/team}"),
                KeyState.present("loans")));
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void aGuardThatMayHoldIsNotGoneAroundEither() {
    Explanation explanation =
        inline(
                allow(
                    "sts:AssumeRole",
                    on("*"),
                    "\"StringEquals\":{\"aws:ResourceTag/env\":\"dev\"}"))
            .key("aws:ResourceTag/env", KeyState.unknown(new Gap("the tag", "unread", "look")))
            .explain();

    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(cause.condition()).map(Cause.FailedCondition::key).contains("aws:ResourceTag/env");
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void whatTheCallCanMeetIsAskedOfTheCall() {
    Explanation explanation =
        inline(
                allow(
                    "sts:AssumeRole",
                    on(ARN),
                    "\"StringEquals\":{\"sts:RoleSessionName\":\"nightly\"}"))
            .key("sts:RoleSessionName", KeyState.present("build"))
            .explain();

    assertThat(explanation.fixes())
        .singleElement()
        .satisfies(
            fix ->
                assertThat(fix.requestMust())
                    .containsExactly(
                        new Fix.RequestMust(
                            "sts:RoleSessionName",
                            ConditionOperator.of(Comparison.STRING_EQUALS),
                            List.of("nightly"))));
  }

  @Test
  void aVersionThatWouldAllowIsNamedAndTheDefaultStays() {
    Explanation explanation =
        user()
            .identity(
                MANAGED,
                "ci",
                allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/audit"), ""))
            .inactiveVersion(MANAGED, "v2", allow("sts:AssumeRole", on(ARN), ""))
            .explain();

    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.policy()).contains(MANAGED);
    assertThat(cause.nearMiss()).contains(new NearMiss(NearMiss.Kind.INACTIVE_VERSION, "v2"));
    assertThat(explanation.fixes().getFirst().policyName()).contains("assume-deploy");
  }

  @Test
  void aVersionThatWouldNotAllowIsNotNamed() {
    Cause cause =
        cause(
            user()
                .identity(MANAGED, "ci", allow("s3:*", on("*"), ""))
                .inactiveVersion(
                    MANAGED,
                    "v2",
                    allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/audit"), "")));

    assertThat(cause.nearMiss()).isEmpty();
  }

  private static final String MEANT = "arn:aws:iam::111122223333:role/deploy";
  private static final String AUDIT = "arn:aws:iam::111122223333:role/audit";
  private static final String NIGHTLY = "\"StringEquals\":{\"sts:RoleSessionName\":\"nightly\"}";

  /// A call whose session is named `build`.
  private static World build(String... statements) {
    return inline(World.policy(statements)).key("sts:RoleSessionName", KeyState.present("build"));
  }

  private static Optional<Integer> statement(World world) {
    return cause(world).statement().map(Cause.StatementRef::index);
  }

  @Test
  void aWrongArnAndAConditionThatFailsAreTwoCauses() {
    List<Cause> causes =
        build(
                statement(
                    "sts:AssumeRole",
                    on(MEANT),
                    NIGHTLY + ",\"Bool\":{\"aws:SecureTransport\":\"true\"}"))
            .key("aws:SecureTransport", KeyState.present("true"))
            .explain()
            .diagnosis()
            .causes();

    assertThat(causes).hasSize(2);
    assertThat(causes.getFirst().nearMiss())
        .contains(new NearMiss(NearMiss.Kind.ARN_WITHOUT_PATH, MEANT));
    assertThat(causes.getFirst().condition()).isEmpty();
    assertThat(causes.getLast().nearMiss()).isEmpty();
    // the other condition holds
    assertThat(causes.getLast().condition())
        .map(Cause.FailedCondition::key)
        .contains("sts:RoleSessionName");
  }

  @Test
  void theConditionsForAnotherRoleDoNotMatter() {
    List<Cause> causes =
        build(statement("sts:AssumeRole", on(AUDIT), NIGHTLY)).explain().diagnosis().causes();

    assertThat(causes)
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.nearMiss()).contains(new NearMiss(NearMiss.Kind.OTHER_ROLE, AUDIT));
              assertThat(cause.condition()).isEmpty();
            });
  }

  @Test
  void aStatementThatNamesTheRoleComesBeforeOneThatCoversIt() {
    assertThat(
            statement(
                build(
                    statement("sts:AssumeRole", on("*"), NIGHTLY),
                    statement("sts:AssumeRole", on(ARN), NIGHTLY))))
        .contains(1);
  }

  @Test
  void aStatementThatMeansTheRoleComesBeforeOneThatCoversIt() {
    assertThat(
            statement(
                build(
                    statement("sts:AssumeRole", on("*"), NIGHTLY),
                    statement("sts:AssumeRole", on(MEANT), NIGHTLY))))
        .contains(1);
  }

  @Test
  void aStatementThatFailsInTheRoleAloneDoesNotMeanItIfItNamesAnother() {
    assertThat(
            statement(
                build(
                    statement("sts:AssumeRole", on(AUDIT), ""),
                    statement("sts:AssumeRole", on(MEANT), NIGHTLY))))
        .contains(1);
  }

  @Test
  void aStatementThatExcludesTheRoleComesAfterOneThatMeansItAndBeforeOneForAnother() {
    String excluding =
        statement("sts:AssumeRole", "\"NotResource\":\"arn:aws:iam::*:role/app/*\"", "");
    assertThat(statement(build(excluding, statement("sts:AssumeRole", on(MEANT), NIGHTLY))))
        .contains(1);
    assertThat(statement(build(statement("sts:AssumeRole", on(AUDIT), ""), excluding))).contains(1);
  }

  @Test
  void ofTwoStatementsThatMeanTheRoleTheOneWithFewerConditionsThatFailIsTold() {
    assertThat(
            statement(
                build(
                    statement("sts:AssumeRole", on(MEANT), NIGHTLY),
                    statement("sts:AssumeRole", on(ARN + "s"), ""))))
        .contains(1);
  }

  @Test
  void ofTwoArnsThatAreWrongTheOneThatDiffersLessIsTold() {
    assertThat(
            statement(
                build(
                    statement("sts:AssumeRole", on(ARN + "s"), ""),
                    statement("sts:AssumeRole", on(MEANT), ""))))
        .contains(1);
  }

  @Test
  void aDenyThatMissesTheRoleWasNotMeantToAllowTheCall() {
    String deny = statement("sts:AssumeRole", on(MEANT), "").replace("Allow", "Deny");
    assertThat(cause(build(deny)).statement()).isEmpty();
  }

  @Test
  void anActionThatIsExcludedIsNamed() {
    String statement =
        "{\"Effect\":\"Allow\",\"NotAction\":[\"iam:*\",\"sts:*\"],\"Resource\":\"*\"}";
    assertThat(cause(build(statement)).nearMiss())
        .contains(new NearMiss(NearMiss.Kind.NOT_ACTION, "iam:*, sts:*"));
  }

  @ParameterizedTest
  @CsvSource({"sts:AsumeRole", "sts:AssumeRole*WithSAML", "STS:ASSUMEROLEWITHSAML"})
  void anActionOfStsThatIsNearlyTheCallsIsNamed(String action) {
    assertThat(cause(build(statement(action, on("*"), ""))).nearMiss())
        .contains(new NearMiss(NearMiss.Kind.OTHER_ACTION, action));
  }

  @ParameterizedTest
  @CsvSource({"sts:GetSessionToken", "sts:Get*", "ec2:AssumeRoles", "iam:AsumeRole", "iam:Get*"})
  void anActionThatIsNothingLikeTheCallsIsNotNamed(String action) {
    assertThat(cause(build(statement(action, on("*"), ""))).nearMiss()).isEmpty();
  }

  @Test
  void aMisspelledActionComesBeforeAnotherOne() {
    String both =
        statement("iam:PassRole\",\"sts:AsumeRole", on("*"), "")
            .replace("\"Action\":", "\"Action\":[")
            .replace(",\"Resource\"", "],\"Resource\"");
    assertThat(cause(build(both)).nearMiss())
        .contains(new NearMiss(NearMiss.Kind.OTHER_ACTION, "sts:AsumeRole"));
  }

  @Test
  void anotherActionOnAnotherRoleOrUnderAConditionThatFailsIsNotNamed() {
    assertThat(cause(build(statement("iam:PassRole", on(AUDIT), ""))).nearMiss()).isEmpty();
    assertThat(cause(build(statement("iam:PassRole", on("*"), NIGHTLY))).nearMiss()).isEmpty();
  }

  @Test
  void theStatementOfTheDefaultVersionThatWasMeantIsShownWithTheOtherVersion() {
    World world =
        user()
            .identity(
                MANAGED,
                "ci",
                World.policy(
                    statement("sts:AssumeRole", on(AUDIT), ""),
                    statement("sts:AssumeRole", on(MEANT), "")))
            .inactiveVersion(MANAGED, "v2", allow("sts:AssumeRole", on(ARN), ""));
    assertThat(statement(world)).contains(1);
  }
}
