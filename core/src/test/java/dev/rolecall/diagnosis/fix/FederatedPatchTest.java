package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a trust policy says once it admits a workload with a token of an OIDC provider.
class FederatedPatchTest {

  private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String WRONG = "actions.githubusercontent.com";
  private static final String SUBJECT = "repo:acme/app:ref:refs/heads/x";
  private static final String FOR_AWS = "sts.amazonaws.com";
  private static final String BY_DEFAULT = "https://github.com/acme";
  private static final String GOOGLE = "accounts.google.com";
  private static final String ACCOUNT_ID = "117300000000000000001";

  private static final String WRONG_SUBJECT =
      "\"StringEquals\":{\"" + GITHUB + ":sub\":\"repo:acme/app:ref:refs/heads/y\"}";
  private static final String WRONG_AUDIENCE =
      "\"StringEquals\":{\"" + GITHUB + ":aud\":\"other\",\"" + GITHUB + ":sub\":\"*\"}";
  private static final String DEAD_SUBJECT =
      "\"StringEquals\":{\"" + WRONG + ":sub\":\"" + SUBJECT + "\"}";

  private static String arn(String account, String issuer) {
    return "arn:aws:iam::" + account + ":oidc-provider/" + issuer;
  }

  private static String arn(String issuer) {
    return arn(World.ROLE_ACCOUNT, issuer);
  }

  private static Caller workflow(String audience, String subject) {
    return new Caller.WebIdentity(Optional.of(arn(GITHUB)), Optional.of(audience), subject);
  }

  private static final Caller WORKFLOW = workflow(FOR_AWS, SUBJECT);

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /// A statement, `principal` and `action` with their quotes.
  private static String statement(String principal, String action, String conditions) {
    return "{\"Effect\":\"Allow\",\"Principal\":"
        + principal
        + ",\"Action\":"
        + action
        + (conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}")
        + "}";
  }

  private static String federated(String provider, String conditions) {
    return statement("{\"Federated\":" + quoted(provider) + "}", quoted(ACTION), conditions);
  }

  private static String github(String conditions) {
    return federated(arn(GITHUB), conditions);
  }

  private static World world(Caller caller) {
    Caller.WebIdentity identity = (Caller.WebIdentity) caller;
    String issuer = ClaimKey.provider(identity).orElse(GITHUB);
    return new World()
        .caller(caller)
        .key(issuer + ":sub", KeyState.present(identity.subject()))
        .key(issuer + ":aud", identity.audience().map(KeyState::present).orElse(KeyState.ABSENT));
  }

  private static Optional<String> patched(
      World world, String trust, boolean apart, Cause... causes) {
    Facts facts = Facts.gather(world.trust(trust).denial(), World.ROLE, world.evidence(), true);
    return new TrustPatch(facts, World.read(trust), apart)
        .apply(List.of(causes))
        .map(Policy::source);
  }

  private static Optional<String> patched(Caller caller, String statement, Cause... causes) {
    return patched(world(caller), World.policy(statement), false, causes);
  }

  private static Cause notTrusted() {
    return Cause.in(CauseCode.OIDC_PROVIDER_NOT_TRUSTED, ACTION, PolicyType.TRUST_POLICY);
  }

  private static Cause wrongAction() {
    return Cause.in(CauseCode.WRONG_ACTION, ACTION, PolicyType.TRUST_POLICY)
        .at(new Cause.StatementRef(0, Optional.empty()));
  }

  private static Cause claim(String key, KeyState got) {
    return Cause.in(CauseCode.OIDC_CLAIM_MISMATCH, ACTION, PolicyType.TRUST_POLICY)
        .at(new Cause.StatementRef(0, Optional.empty()))
        .with(
            new Cause.FailedCondition(
                ConditionOperator.of(Comparison.STRING_EQUALS), key, List.of("wanted"), got));
  }

  private static Cause subjectFails() {
    return claim(GITHUB + ":sub", KeyState.present(SUBJECT));
  }

  private static Cause audienceFails() {
    return claim(GITHUB + ":aud", KeyState.present(FOR_AWS));
  }

  /// The policy with one more statement for the workload.
  private static String with(String old, String sid, String provider, String conditions) {
    return with(old, sid, provider, quoted(ACTION), conditions);
  }

  private static String with(
      String old, String sid, String provider, String action, String conditions) {
    String added =
        statement("{\"Federated\":" + quoted(provider) + "}", action, conditions).substring(1);
    return World.policy(old, "{\"Sid\":" + quoted(sid) + "," + added);
  }

  private static String equal(String... keysAndValues) {
    StringBuilder keys = new StringBuilder("\"StringEquals\":{");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.append(i == 0 ? "" : ",")
          .append(quoted(keysAndValues[i]))
          .append(":")
          .append(quoted(keysAndValues[i + 1]));
    }
    return keys.append("}").toString();
  }

  private static final String OTHERS =
      "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}";

  @Test
  void aProviderThatIsNotTrustedGetsAStatementWithAudienceAndSubject() {
    assertThat(patched(WORKFLOW, OTHERS, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aNewStatementAllowsWhatTheCallNeedsBesides() {
    World world = world(WORKFLOW).tags(Passed.YES).sourceIdentity(Passed.YES);
    assertThat(patched(world, World.policy(OTHERS), false, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                arn(GITHUB),
                "[" + quoted(ACTION) + ",\"sts:TagSession\",\"sts:SetSourceIdentity\"]",
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aProviderOfAnotherAccountIsNotTrusted() {
    Caller other =
        new Caller.WebIdentity(
            Optional.of(arn(World.OTHER_ACCOUNT, GITHUB)), Optional.of(FOR_AWS), SUBJECT);
    assertThat(patched(other, OTHERS, notTrusted())).isEmpty();
  }

  @Test
  void aProviderThatIsNotRecordedIsNotTrusted() {
    Caller unknown = new Caller.WebIdentity(Optional.empty(), Optional.of(FOR_AWS), SUBJECT);
    assertThat(patched(unknown, OTHERS, notTrusted())).isEmpty();
  }

  @Test
  void aBuiltInProviderIsTrustedByItsName() {
    assertThat(patched(GOOGLE_ACCOUNT, OTHERS, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                GOOGLE,
                equal(GOOGLE + ":aud", ACCOUNT_ID, GOOGLE + ":sub", ACCOUNT_ID)));
  }

  @Test
  void aPullRequestIsNotTrusted() {
    assertThat(
            patched(
                workflow(FOR_AWS, "repo:acme/app:pull_request"),
                github(WRONG_SUBJECT),
                subjectFails()))
        .isEmpty();
  }

  @Test
  void aSubjectThatIsNotRecordedIsNotTrusted() {
    assertThat(patched(workflow(FOR_AWS, ""), OTHERS, notTrusted())).isEmpty();
  }

  @Test
  void aSubjectThatReadsAsAPolicyVariableIsNotTrusted() {
    assertThat(patched(workflow(FOR_AWS, "${aws:userid}"), OTHERS, notTrusted())).isEmpty();
  }

  @Test
  void aSubjectWithoutAKnownFormIsNotTrustedFromASharedIssuer() {
    assertThat(patched(workflow(FOR_AWS, "nobody"), OTHERS, notTrusted())).isEmpty();
  }

  @Test
  void aPartThatIsNewInEveryRunBecomesAStar() {
    Caller job =
        new Caller.WebIdentity(
            Optional.of(arn("agent.buildkite.com")),
            Optional.of(FOR_AWS),
            "organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f:step:build");
    assertThat(patched(job, OTHERS, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                arn("agent.buildkite.com"),
                equal("agent.buildkite.com:aud", FOR_AWS)
                    + ",\"StringLike\":{\"agent.buildkite.com:sub\":"
                    + "\"organization:acme:pipeline:app:ref:refs/heads/main:commit:*:step:build\"}"));
  }

  @Test
  void anotherSubjectGetsAStatementOfItsOwnWithTheRightAudience() {
    assertThat(patched(WORKFLOW, github(WRONG_SUBJECT), subjectFails()))
        .contains(
            with(
                github(WRONG_SUBJECT),
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aDefaultAudienceIsNotAddedToAStatementWithoutOne() {
    assertThat(patched(workflow(BY_DEFAULT, SUBJECT), github(WRONG_SUBJECT), subjectFails()))
        .contains(
            with(
                github(WRONG_SUBJECT),
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aStatementFromNothingNamesTheAudienceThatWasSent() {
    assertThat(patched(workflow(BY_DEFAULT, SUBJECT), OTHERS, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                arn(GITHUB),
                equal(GITHUB + ":aud", BY_DEFAULT, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void anAudienceThatHoldsStaysAsItIs() {
    String old =
        github(
            "\"StringLike\":{\""
                + GITHUB
                + ":aud\":\"sts.*\"},"
                + equal(GITHUB + ":sub", "repo:acme/app:ref:refs/heads/y"));
    assertThat(patched(WORKFLOW, old, subjectFails()))
        .contains(
            with(
                old,
                "AllowExactSubject",
                arn(GITHUB),
                "\"StringLike\":{\""
                    + GITHUB
                    + ":aud\":\"sts.*\"},"
                    + equal(GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void theAudienceForAwsTakesThePlaceOfOneThatFails() {
    assertThat(patched(WORKFLOW, github(WRONG_AUDIENCE), audienceFails()))
        .contains(
            with(
                github(WRONG_AUDIENCE),
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void theDefaultAudienceIsNotTrustedWhereAwsToolsRequestAnother() {
    assertThat(patched(workflow(BY_DEFAULT, SUBJECT), github(WRONG_AUDIENCE), audienceFails()))
        .isEmpty();
  }

  @Test
  void anAudienceThatIsNotRecordedIsNotTrusted() {
    Caller unknown = new Caller.WebIdentity(Optional.of(arn(GITHUB)), Optional.empty(), SUBJECT);
    assertThat(patched(unknown, github(WRONG_AUDIENCE), audienceFails())).isEmpty();
  }

  @Test
  void whereTheAudienceIsNotRecordedTheSubjectAloneIsNamed() {
    Caller unknown = new Caller.WebIdentity(Optional.of(arn(GITHUB)), Optional.empty(), SUBJECT);
    assertThat(patched(unknown, OTHERS, notTrusted()))
        .contains(with(OTHERS, "AllowFederated", arn(GITHUB), equal(GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void anAudienceThatReadsAsAPolicyVariableIsNotNamed() {
    assertThat(patched(workflow("${aws:userid}", SUBJECT), OTHERS, notTrusted()))
        .contains(with(OTHERS, "AllowFederated", arn(GITHUB), equal(GITHUB + ":sub", SUBJECT)));
  }

  private static final Caller GOOGLE_ACCOUNT =
      new Caller.WebIdentity(Optional.of(GOOGLE), Optional.of(ACCOUNT_ID), ACCOUNT_ID);

  @Test
  void theAudienceThatWasWantedMovesToTheClaimThatHoldsIt() {
    String old =
        federated(
            GOOGLE,
            "\"StringEquals\":{\"accounts.google.com:aud\":\"my-app\"},"
                + "\"StringLike\":{\"accounts.google.com:oaud\":\"old-*\"}");
    assertThat(patched(GOOGLE_ACCOUNT, old, claim(GOOGLE + ":aud", KeyState.present(ACCOUNT_ID))))
        .contains(
            with(
                old,
                "AllowExactSubject",
                GOOGLE,
                equal(
                    GOOGLE + ":aud",
                    ACCOUNT_ID,
                    GOOGLE + ":oaud",
                    "my-app",
                    GOOGLE + ":sub",
                    ACCOUNT_ID)));
  }

  @Test
  void anAudiencePatternDoesNotMove() {
    String old = federated(GOOGLE, "\"StringLike\":{\"accounts.google.com:aud\":\"my-*\"}");
    assertThat(patched(GOOGLE_ACCOUNT, old, claim(GOOGLE + ":aud", KeyState.present(ACCOUNT_ID))))
        .contains(
            with(
                old,
                "AllowExactSubject",
                GOOGLE,
                equal(GOOGLE + ":aud", ACCOUNT_ID, GOOGLE + ":sub", ACCOUNT_ID)));
  }

  @Test
  void aDeadKeyIsRenamedInPlace() {
    assertThat(patched(WORKFLOW, github(DEAD_SUBJECT), claim(WRONG + ":sub", KeyState.ABSENT)))
        .contains(World.policy(github(equal(GITHUB + ":sub", SUBJECT))));
  }

  @Test
  void aDeadKeyIsLeftWhereAStatementOfItsOwnIsWanted() {
    assertThat(
            patched(
                world(WORKFLOW),
                World.policy(github(DEAD_SUBJECT)),
                true,
                claim(WRONG + ":sub", KeyState.ABSENT)))
        .contains(
            with(
                github(DEAD_SUBJECT),
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  private static void isSplit(String old, KeyState got) {
    assertThat(patched(WORKFLOW, old, claim(WRONG + ":sub", got)))
        .contains(
            with(
                old,
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aKeyThatMayBePresentIsNotRenamed() {
    isSplit(github(DEAD_SUBJECT), KeyState.unknown(new Gap("the key", "not recorded", "look")));
  }

  @Test
  void aStatementOfTwoProvidersIsSplitByProvider() {
    isSplit(
        statement(
            "{\"Federated\":[" + quoted(arn(GITHUB)) + "," + quoted(arn("gitlab.com")) + "]}",
            quoted(ACTION),
            DEAD_SUBJECT),
        KeyState.ABSENT);
  }

  @Test
  void aStatementOfEverybodyIsNotCorrected() {
    isSplit(statement("\"*\"", quoted(ACTION), DEAD_SUBJECT), KeyState.ABSENT);
  }

  @Test
  void aDeadKeyIsNotRenamedToOneThatIsTaken() {
    isSplit(
        github(DEAD_SUBJECT + ",\"StringLike\":{\"" + GITHUB + ":sub\":\"repo:acme/*\"}"),
        KeyState.ABSENT);
  }

  @Test
  void aDeadKeyIsNotRenamedWhereItsValueIsAnotherWorkloads() {
    isSplit(github(equal(WRONG + ":sub", "repo:acme/other:ref:refs/heads/x")), KeyState.ABSENT);
  }

  @Test
  void aKeyThatNoTokenHasGoesWhereTheSubjectIsNamed() {
    String old =
        github(equal(GITHUB + ":colour", "blue", GITHUB + ":sub", SUBJECT, "aws:x", "kept"));
    assertThat(patched(WORKFLOW, old, claim(GITHUB + ":colour", KeyState.ABSENT)))
        .contains(
            with(
                old,
                "AllowExactSubject",
                arn(GITHUB),
                equal("aws:x", "kept", GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  private static String forAction(String element, String conditions) {
    return statement(
            "{\"Federated\":" + quoted(arn(GITHUB)) + "}", "\"sts:AssumeRole\"", conditions)
        .replace("\"Action\"", quoted(element));
  }

  @Test
  void aStatementOfJustThisSubjectGetsTheAction() {
    String condition = equal(GITHUB + ":sub", SUBJECT);
    assertThat(patched(WORKFLOW, forAction("Action", condition), wrongAction()))
        .contains(
            World.policy(
                forAction("Action", condition)
                    .replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\"," + quoted(ACTION) + "]")));
  }

  @Test
  void aStatementOfMoreSubjectsKeepsItsActions() {
    String old = forAction("Action", "\"StringLike\":{\"" + GITHUB + ":sub\":\"repo:acme/*\"}");
    assertThat(patched(WORKFLOW, old, wrongAction()))
        .contains(
            with(
                old,
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void aStatementWithoutSubjectKeepsItsActions() {
    String old = forAction("Action", "");
    assertThat(patched(WORKFLOW, old, wrongAction()))
        .contains(
            with(
                old,
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  @Test
  void anActionIsNotAddedToThoseThatAreExcluded() {
    String condition = equal(GITHUB + ":sub", SUBJECT);
    String after =
        patched(WORKFLOW, forAction("NotAction", condition), wrongAction()).orElseThrow();
    assertThat(World.read(after).statements()).hasSize(2);
    assertThat(after).startsWith(World.policy(forAction("NotAction", condition)).replace("]}", ""));
    assertThat(World.read(after).statements().getLast().action().patterns())
        .containsExactly(ACTION);
  }

  @Test
  void aDenyStatementStaysAsItIs() {
    String deny = github(WRONG_SUBJECT).replace("Allow", "Deny");
    String trust = World.policy(deny, github(WRONG_SUBJECT));
    Cause second =
        Cause.in(CauseCode.OIDC_CLAIM_MISMATCH, ACTION, PolicyType.TRUST_POLICY)
            .at(new Cause.StatementRef(1, Optional.empty()));
    assertThat(patched(world(WORKFLOW), trust, false, second))
        .contains(
            with(
                deny + "," + github(WRONG_SUBJECT),
                "AllowExactSubject",
                arn(GITHUB),
                equal(GITHUB + ":aud", FOR_AWS, GITHUB + ":sub", SUBJECT)));
  }

  private static Caller cognito(String audience) {
    return new Caller.WebIdentity(
        Optional.of("cognito-identity.amazonaws.com"),
        Optional.of(audience),
        "eu-west-1:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
  }

  @Test
  void aSubjectThatDoesNotSayWhoseItIsIsTrustedWithItsAudience() {
    assertThat(patched(cognito("eu-west-1:pool"), OTHERS, notTrusted()))
        .contains(
            with(
                OTHERS,
                "AllowFederated",
                "cognito-identity.amazonaws.com",
                equal("cognito-identity.amazonaws.com:aud", "eu-west-1:pool")
                    + ",\"StringLike\":{\"cognito-identity.amazonaws.com:sub\":"
                    + "\"eu-west-1:*\"}"));
  }

  @Test
  void aSubjectThatDoesNotSayWhoseItIsIsNotTrustedWithoutAnAudience() {
    assertThat(patched(cognito("${aws:userid}"), OTHERS, notTrusted())).isEmpty();
  }
}
