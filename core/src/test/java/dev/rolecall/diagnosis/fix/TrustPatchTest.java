package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which change of a trust policy lets a caller in.
class TrustPatchTest {

  private static final String BUILDER = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/builder";
  private static final Caller SESSION = World.session(World.OTHER_ACCOUNT, "builder");
  private static final String EVERYTHING =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");
  private static final String PROVIDER =
      "arn:aws:iam::" + World.ROLE_ACCOUNT + ":oidc-provider/token.actions.githubusercontent.com";
  private static final Caller WORKFLOW =
      new Caller.WebIdentity(
          Optional.of(PROVIDER),
          Optional.of("sts.amazonaws.com"),
          "repo:acme/app:ref:refs/heads/x");

  @ParameterizedTest
  @ValueSource(strings = {"*", "arn:aws:iam::444455556666:root", "444455556666"})
  void aStatementThatTrustsAnAccountOrEverybodyKeepsWhatItSays(String principal) {
    World world =
        new World()
            .caller(SESSION)
            .trust(World.allow("\"AWS\":\"" + principal + "\"", ""))
            .identity(EVERYTHING)
            .tags(Passed.YES);
    Explanation explanation = world.explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
    Fix fix = explanation.fixes().getFirst();
    assertThat(World.read(fix.after().orElseThrow()).statements()).hasSize(2);
    assertThat(World.read(fix.after().orElseThrow()).statements().getFirst().action().patterns())
        .containsExactly("sts:AssumeRole");
    assertThat(fix.after().orElseThrow())
        .contains("{\"AWS\":\"" + BUILDER + "\"},\"Action\":\"sts:TagSession\"");
    assertThat(fix.admits()).isEmpty();
  }

  @Test
  void aStatementOfTheCallerAloneGetsTheAction() {
    World world =
        new World()
            .caller(SESSION)
            .trust(World.allow("\"AWS\":\"" + BUILDER + "\"", ""))
            .identity(EVERYTHING)
            .tags(Passed.YES);
    Fix fix = world.explain().fixes().getFirst();
    assertThat(fix.after().orElseThrow()).contains("[\"sts:AssumeRole\",\"sts:TagSession\"]");
    assertThat(World.read(fix.after().orElseThrow()).statements()).hasSize(1);
  }

  /// The role knows the owner of the repository from another statement.
  @Test
  void anotherActionOnAStatementWithoutSubjectNamesTheSubject() {
    Explanation explanation =
        new World()
            .caller(WORKFLOW)
            .key("token.actions.githubusercontent.com:sub", subject())
            .key("token.actions.githubusercontent.com:aud", KeyState.present("sts.amazonaws.com"))
            .trust(
                World.policy(
                    allow(PROVIDER, "sts:AssumeRole", ""),
                    allow(PROVIDER, "sts:AssumeRoleWithWebIdentity", OTHER_REPOSITORY)))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.WRONG_ACTION);
    assertThat(explanation.fixes()).hasSize(1);
    assertThat(explanation.fixes().getFirst().admits())
        .containsExactly("repo:acme/app:ref:refs/heads/x");
  }

  private static final String OTHER_REPOSITORY =
      ",\"Condition\":{\"StringLike\":{\"token.actions.githubusercontent.com:sub\":"
          + "\"repo:acme/other:*\"},"
          + "\"StringEquals\":{\"token.actions.githubusercontent.com:aud\":\"other\"}}";

  private static KeyState subject() {
    return KeyState.present("repo:acme/app:ref:refs/heads/x");
  }

  private static String allow(String provider, String action, String condition) {
    return "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
        + provider
        + "\"},\"Action\":\""
        + action
        + "\""
        + condition
        + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS Internal", "lambda", "Lambda.amazonaws.com", "example.com", ""})
  void whatIsNoServicePrincipalIsNotTrusted(String principal) {
    Explanation explanation =
        new World()
            .caller(new Caller.AwsService(principal))
            .trust(World.allow("\"Service\":\"ec2.amazonaws.com\"", ""))
            .explain();
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void aServicePrincipalIsTrustedByItsName() {
    Explanation explanation =
        new World()
            .caller(new Caller.AwsService("lambda.amazonaws.com"))
            .trust(World.allow("\"AWS\":\"" + BUILDER + "\"", ""))
            .explain();
    assertThat(explanation.fixes()).hasSize(1);
    assertThat(explanation.fixes().getFirst().admits()).isEqualTo(List.of("lambda.amazonaws.com"));
  }

  private static final String SAML_PROVIDER =
      "arn:aws:iam::" + World.ROLE_ACCOUNT + ":saml-provider/corp";
  private static final String SIGN_IN = "https://signin.aws.amazon.com/saml";
  private static final String OTHER_ROLE = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/other";
  private static final String ASSUME = "\"sts:AssumeRole\"";

  private static Optional<String> patched(
      World world, String trust, boolean apart, Cause... causes) {
    Facts facts = Facts.gather(world.trust(trust).denial(), World.ROLE, world.evidence(), true);
    return new TrustPatch(facts, World.read(trust), apart)
        .apply(List.of(causes))
        .map(Policy::source);
  }

  private static Optional<String> patched(Caller caller, String trust, Cause cause) {
    return patched(new World().caller(caller), trust, false, cause);
  }

  private static Cause cause(CauseCode code, String action) {
    return Cause.in(code, action, PolicyType.TRUST_POLICY);
  }

  private static Cause first(CauseCode code, String action) {
    return cause(code, action).at(new Cause.StatementRef(0, Optional.empty()));
  }

  private static Cause notTrusted() {
    return cause(CauseCode.PRINCIPAL_NOT_TRUSTED, "sts:AssumeRole");
  }

  private static Cause tags() {
    return first(CauseCode.TAG_SESSION_NOT_ALLOWED, "sts:TagSession");
  }

  private static Cause near(NearMiss.Kind kind, String expected) {
    return first(CauseCode.PRINCIPAL_NOT_TRUSTED, "sts:AssumeRole")
        .near(Optional.of(new NearMiss(kind, expected)));
  }

  /// A statement of the trust policy, with `more` behind its `Effect`.
  private static String allow(String more) {
    return "{\"Effect\":\"Allow\"," + more + "}";
  }

  private static String of(String principal, String actions) {
    return allow("\"Principal\":" + principal + ",\"Action\":" + actions);
  }

  private static String of(String principal, String actions, String conditions) {
    return allow(
        "\"Principal\":"
            + principal
            + ",\"Action\":"
            + actions
            + ",\"Condition\":{"
            + conditions
            + "}");
  }

  private static String aws(String... principals) {
    return principals.length == 1
        ? "{\"AWS\":\"" + principals[0] + "\"}"
        : "{\"AWS\":[\"" + String.join("\",\"", principals) + "\"]}";
  }

  private static String service(String principal) {
    return "{\"Service\":\"" + principal + "\"}";
  }

  private static String saml(String provider) {
    return "{\"Federated\":\"" + provider + "\"}";
  }

  private static String named(String sid, String statement) {
    return "{\"Sid\":\"" + sid + "\"," + statement.substring(1);
  }

  /// The policy of one statement with another behind it.
  private static String with(String old, String sid, String added) {
    return World.policy(old, named(sid, added));
  }

  @Test
  void aCallerJoinsAStatementOfOthersWithJustTheAction() {
    assertThat(patched(SESSION, World.policy(of(aws(OTHER_ROLE), ASSUME)), notTrusted()))
        .contains(World.policy(of(aws(OTHER_ROLE, BUILDER), ASSUME)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"sts:AssumeRole\",\"sts:TagSession\"]",
        "\"sts:*\"",
        "\"sts:TagSession\"",
      })
  void aCallerDoesNotJoinAStatementWithOtherActions(String actions) {
    String old = of(aws(OTHER_ROLE), actions);
    assertThat(patched(SESSION, World.policy(old), notTrusted()))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), ASSUME)));
  }

  @Test
  void aCallerThatPassesTagsJoinsAStatementThatAllowsThem() {
    String actions = "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]";
    World world = new World().caller(SESSION).tags(Passed.YES).sourceIdentity(Passed.YES);
    assertThat(patched(world, World.policy(of(aws(OTHER_ROLE), actions)), false, notTrusted()))
        .contains(World.policy(of(aws(OTHER_ROLE, BUILDER), actions)));
  }

  @Test
  void aNewStatementAllowsTagsAndSourceIdentityWhereTheyArePassed() {
    String old = of(aws(OTHER_ROLE), ASSUME);
    World world = new World().caller(SESSION).tags(Passed.YES).sourceIdentity(Passed.YES);
    assertThat(patched(world, World.policy(old), false, notTrusted()))
        .contains(
            with(
                old,
                "AllowBuilder",
                of(
                    aws(BUILDER),
                    "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]")));
  }

  @Test
  void aCallerDoesNotJoinAStatementWhoseConditionsItCannotMeet() {
    String old = of(aws(OTHER_ROLE), ASSUME, "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}");
    assertThat(patched(SESSION, World.policy(old), notTrusted()))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), ASSUME)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "arn:aws:iam::999999999999:root", "999999999999"})
  void aCallerDoesNotJoinAStatementOfAnAccountOrEverybody(String principal) {
    String old = of(aws(OTHER_ROLE, principal), ASSUME);
    assertThat(patched(SESSION, World.policy(old), notTrusted()))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), ASSUME)));
  }

  @Test
  void aCallerDoesNotJoinADenyStatement() {
    String deny = of(aws(OTHER_ROLE), ASSUME).replace("Allow", "Deny");
    assertThat(patched(SESSION, World.policy(deny), notTrusted()))
        .contains(with(deny, "AllowBuilder", of(aws(BUILDER), ASSUME)));
  }

  @Test
  void aPrincipalThatWasDeletedIsReplaced() {
    String id = "AROAEXAMPLEEXAMPLE009";
    assertThat(
            patched(
                SESSION,
                World.policy(of(aws(OTHER_ROLE, id), ASSUME)),
                near(NearMiss.Kind.DELETED_ID, id)))
        .contains(World.policy(of(aws(OTHER_ROLE, BUILDER), ASSUME)));
  }

  @Test
  void aDeletedPrincipalOfAStatementThatTheCallerCannotMeetStays() {
    String id = "AROAEXAMPLEEXAMPLE009";
    String old = of(aws(id), ASSUME, "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}");
    assertThat(patched(SESSION, World.policy(old), near(NearMiss.Kind.DELETED_ID, id)))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), ASSUME)));
  }

  @Test
  void aPrincipalThatStillNamesSomebodyIsNotReplaced() {
    assertThat(
            patched(
                SESSION,
                World.policy(of(aws(OTHER_ROLE), ASSUME)),
                near(NearMiss.Kind.SPELLING, OTHER_ROLE)))
        .contains(World.policy(of(aws(OTHER_ROLE, BUILDER), ASSUME)));
  }

  private static Optional<String> sibling(String old) {
    return patched(
        new Caller.AwsService("lambda.amazonaws.com"),
        World.policy(old),
        near(NearMiss.Kind.SERVICE_OTHER_NAME, "edgelambda.amazonaws.com"));
  }

  @Test
  void aServiceOfNearlyThatNameKeepsItsConditions() {
    String condition = "\"StringEquals\":{\"aws:SourceAccount\":\"" + World.ROLE_ACCOUNT + "\"}";
    String old = of(service("edgelambda.amazonaws.com"), ASSUME, condition);
    assertThat(sibling(old))
        .contains(with(old, "AllowLambda", of(service("lambda.amazonaws.com"), ASSUME, condition)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"aws:SourceVpce\":\"vpce-1\"", "\"aws:SourceAccount\":\"1\""})
  void conditionsThatTheServiceCannotMeetAreNotKept(String condition) {
    String old =
        of(service("edgelambda.amazonaws.com"), ASSUME, "\"StringEquals\":{" + condition + "}");
    assertThat(sibling(old))
        .contains(with(old, "AllowLambda", of(service("lambda.amazonaws.com"), ASSUME)));
  }

  @Test
  void aServiceStatementWithoutConditionsIsNotCopied() {
    String old =
        of(service("edgelambda.amazonaws.com"), "[\"sts:AssumeRole\"]")
            .replace("\"Effect\"", "\"Sid\":\"Edge\",\"Effect\"");
    assertThat(sibling(old))
        .contains(with(old, "AllowLambda", of(service("lambda.amazonaws.com"), ASSUME)));
  }

  @Test
  void theCallersOwnStatementIsLeftWhereOneApartIsWanted() {
    String old = of(aws(BUILDER), ASSUME);
    assertThat(patched(new World().caller(SESSION), World.policy(old), true, tags()))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), "\"sts:TagSession\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NotPrincipal", "NotAction"})
  void anActionIsNotAddedToAStatementThatSaysWhoOrWhatIsExcluded(String element) {
    String old = of(aws(BUILDER), ASSUME).replace("\"" + element.substring(3), "\"" + element);
    Optional<String> after = patched(SESSION, World.policy(old), tags());
    assertThat(World.read(after.orElseThrow()).statements()).hasSize(2);
    assertThat(after.get())
        .startsWith(World.policy(old).replace("]}", ""))
        .contains("\"Action\":\"sts:TagSession\"");
  }

  @Test
  void aStatementOfSeveralCallersKeepsItsActions() {
    String old = of(aws(BUILDER, OTHER_ROLE), ASSUME);
    assertThat(patched(SESSION, World.policy(old), tags()))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), "\"sts:TagSession\"")));
  }

  @Test
  void rootIsNeverAdmitted() {
    Caller root = new Caller.Root("aws", new AccountId(World.OTHER_ACCOUNT));
    assertThat(patched(root, World.policy(of(aws(OTHER_ROLE), ASSUME)), notTrusted())).isEmpty();
  }

  @Test
  void aConditionThatFailsIsNotMendedInTheTrustPolicy() {
    assertThat(
            patched(
                SESSION,
                World.policy(of(aws(BUILDER), ASSUME)),
                first(CauseCode.EXTERNAL_ID_MISSING, "sts:AssumeRole")))
        .isEmpty();
  }

  private static World signIn(String provider, boolean known) {
    Gap gap = new Gap("the audience", "not recorded", "look");
    return new World()
        .caller(new Caller.Saml(Optional.of(provider), "kim"))
        .key(
            "saml:aud",
            known ? KeyState.unknown(gap, KeyState.present(SIGN_IN)) : KeyState.unknown(gap));
  }

  private static Cause samlNotTrusted() {
    return cause(CauseCode.SAML_PROVIDER_NOT_TRUSTED, "sts:AssumeRoleWithSAML");
  }

  private static String signedIn(String provider) {
    return of(
        saml(provider),
        "\"sts:AssumeRoleWithSAML\"",
        "\"StringEquals\":{\"SAML:aud\":\"" + SIGN_IN + "\"}");
  }

  @Test
  void aSamlProviderIsTrustedForSignInsToAws() {
    String old = of(aws(OTHER_ROLE), ASSUME);
    assertThat(patched(signIn(SAML_PROVIDER, true), World.policy(old), false, samlNotTrusted()))
        .contains(with(old, "AllowFederated", signedIn(SAML_PROVIDER)));
  }

  @Test
  void aSamlProviderIsNotTrustedForAnyAudience() {
    String old = of(aws(OTHER_ROLE), ASSUME);
    assertThat(patched(signIn(SAML_PROVIDER, false), World.policy(old), false, samlNotTrusted()))
        .isEmpty();
  }

  @Test
  void aSamlProviderOfAnotherAccountIsNotTrusted() {
    String other = SAML_PROVIDER.replace(World.ROLE_ACCOUNT, World.OTHER_ACCOUNT);
    String old = of(aws(OTHER_ROLE), ASSUME);
    assertThat(patched(signIn(other, true), World.policy(old), false, samlNotTrusted())).isEmpty();
  }

  @Test
  void aStatementOfASamlProviderWithAnotherActionGetsOneBesideItForSignInsToAws() {
    String old = of(saml(SAML_PROVIDER), ASSUME);
    Cause cause = first(CauseCode.WRONG_ACTION, "sts:AssumeRoleWithSAML");
    assertThat(patched(signIn(SAML_PROVIDER, true), World.policy(old), true, cause))
        .contains(with(old, "AllowFederated", signedIn(SAML_PROVIDER)));
    assertThat(patched(signIn(SAML_PROVIDER, false), World.policy(old), true, cause)).isEmpty();
  }

  @Test
  void aSamlSessionWithTagsGetsACopyThatKeepsTheConditions() {
    String condition = "\"StringEquals\":{\"SAML:aud\":\"own\"}";
    String old = of(saml(SAML_PROVIDER), "\"sts:AssumeRoleWithSAML\"", condition);
    assertThat(patched(signIn(SAML_PROVIDER, true), World.policy(old), true, tags()))
        .contains(
            with(old, "AllowFederated", of(saml(SAML_PROVIDER), "\"sts:TagSession\"", condition)));
  }

  @Test
  void anotherActionForARoleKeepsTheStatementsConditions() {
    String condition = "\"StringEquals\":{\"sts:ExternalId\":\"x\"}";
    String old = of(aws(BUILDER), "\"sts:TagSession\"", condition);
    assertThat(
            patched(
                new World().caller(SESSION),
                World.policy(old),
                true,
                first(CauseCode.WRONG_ACTION, "sts:AssumeRole")))
        .contains(with(old, "AllowBuilder", of(aws(BUILDER), ASSUME, condition)));
  }

  @Test
  void aTokensTagsAreAllowedBesideItsClaims() {
    String subject = "token.actions.githubusercontent.com:sub";
    String old =
        allow(
            PROVIDER,
            "sts:AssumeRoleWithWebIdentity",
            ",\"Condition\":{\"StringEquals\":{\"" + subject + "\":\"repo:acme/app:x\"}}");
    assertThat(patched(new World().caller(WORKFLOW), World.policy(old), false, tags()))
        .contains(
            World.policy(
                old.replace(
                    "\"sts:AssumeRoleWithWebIdentity\"",
                    "[\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]")));
  }
}
