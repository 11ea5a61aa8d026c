package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller is asked to send: only what a request can have.
class DemandsTest {

  private static final String USER = "\"AWS\":\"arn:aws:iam::" + World.ROLE_ACCOUNT + ":user/ci\"";

  private static World world(String condition, String key, KeyState got) {
    return new World().trust(World.allow(USER, condition)).key(key, got);
  }

  private static List<Fix.RequestMust> musts(World world) {
    return world.explain().fixes().stream().flatMap(fix -> fix.requestMust().stream()).toList();
  }

  @Test
  void aValueOfThePolicyIsAskedFor() {
    assertThat(
            musts(
                world(
                    "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}",
                    "sts:RoleSessionName",
                    KeyState.present("bob"))))
        .containsExactly(
            new Fix.RequestMust(
                "sts:RoleSessionName",
                ConditionOperator.of(Comparison.STRING_EQUALS),
                List.of("alice")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"StringEquals\":{\"sts:RoleSessionName\":\"job-*\"}",
        "\"StringNotLike\":{\"sts:RoleSessionName\":[\"x\",\"*\"]}",
        "\"StringEquals\":{\"sts:RoleSessionName\":\"a name with blanks\"}",
        "\"Null\":{\"sts:RoleSessionName\":\"true\"}",
        "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:PrincipalTag/none}\"}",
        "\"StringLike\":{\"sts:RoleSessionName\":\"a*\"},\"StringNotLike\":"
            + "{\"sts:RoleSessionName\":\"a*\"}"
      })
  void whatNoCallCanSendIsNotAskedFor(String condition) {
    Explanation explanation =
        world(condition, "sts:RoleSessionName", KeyState.present("job")).explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(explanation.fixes()).isEmpty();
    assertThat(explanation.outOfReach()).contains(explanation.diagnosis().cause());
    assertThat(explanation.diagnosis().actor()).isEqualTo(Actor.TARGET_ACCOUNT);
  }

  @Test
  void allConditionsOnAKeyAreMetTogether() {
    assertThat(
            musts(
                world(
                    "\"StringLike\":{\"sts:RoleSessionName\":\"job-*\"},"
                        + "\"StringNotEquals\":{\"sts:RoleSessionName\":\"job-\"}",
                    "sts:RoleSessionName",
                    KeyState.present("bob"))))
        .extracting(must -> must.operator().source())
        .containsExactlyInAnyOrder("StringLike", "StringNotEquals");
  }

  @Test
  void variablesAreReplacedForTheCaller() {
    World world =
        world(
                "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}",
                "sts:RoleSessionName",
                KeyState.present("bob"))
            .key("aws:username", KeyState.present("ci"));
    assertThat(musts(world)).extracting(Fix.RequestMust::values).containsExactly(List.of("ci"));
  }

  @Test
  void anExternalIdThatMustNotBeSentIsForbidden() {
    List<Fix.RequestMust> musts =
        musts(
            world(
                "\"Null\":{\"sts:ExternalId\":\"true\"}",
                "sts:ExternalId",
                KeyState.present("abc")));
    assertThat(musts).hasSize(1).allMatch(Fix.RequestMust::forbids);
  }

  @ParameterizedTest
  @CsvSource({"Bool, false", "BoolIfExists, false", "Null, true"})
  void aConditionThatWantsNoMfaAsksForACallWithoutMfa(String operator, String value) {
    World world =
        world(
                "\"" + operator + "\":{\"aws:MultiFactorAuthPresent\":\"" + value + "\"}",
                "aws:MultiFactorAuthPresent",
                KeyState.present("true"))
            .key("aws:MultiFactorAuthAge", KeyState.present("60"));
    assertThat(world.explain().diagnosis().cause().code())
        .isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(musts(world)).hasSize(1).allMatch(Fix.RequestMust::isWithoutMfa);
  }

  @Test
  void aConditionThatWantsMfaAsksForMfa() {
    World world =
        world(
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                    + "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}",
                "aws:MultiFactorAuthPresent",
                KeyState.present("false"))
            .key("aws:MultiFactorAuthAge", KeyState.ABSENT);
    assertThat(musts(world))
        .containsExactly(
            new Fix.RequestMust(
                "aws:MultiFactorAuthPresent",
                ConditionOperator.of(Comparison.BOOL),
                List.of("true")),
            new Fix.RequestMust(
                "aws:MultiFactorAuthAge",
                ConditionOperator.of(Comparison.NUMERIC_LESS_THAN),
                List.of("3600")));
  }

  @Test
  void aDenyOfCallsWithoutMfaAsksForMfa() {
    World world =
        new World()
            .trust(World.allow("\"AWS\":\"111122223333\"", ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}"))
            .key("aws:MultiFactorAuthPresent", KeyState.present("false"))
            .key("aws:MultiFactorAuthAge", KeyState.ABSENT);
    assertThat(musts(world))
        .containsExactly(
            new Fix.RequestMust(
                "aws:MultiFactorAuthPresent",
                ConditionOperator.of(Comparison.BOOL),
                List.of("true")));
  }

  @ParameterizedTest
  @CsvSource({
    "aws:RequestTag/Project, sts:TagSession",
    "aws:TagKeys, sts:TagSession",
    "sts:TransitiveTagKeys, sts:TagSession",
    "sts:SourceIdentity, sts:SetSourceIdentity"
  })
  void whatIsPassedAlongBringsTheActionThatItNeeds(String key, String action) {
    String quantifier = key.endsWith("Keys") ? "ForAnyValue:" : "";
    World world =
        world(
                "\"" + quantifier + "StringEquals\":{\"" + key + "\":\"Atlas\"}",
                key,
                KeyState.ABSENT)
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .trust(
                World.allow(
                    "\"AWS\":\"arn:aws:iam::" + World.OTHER_ACCOUNT + ":user/ci\"",
                    "\"" + quantifier + "StringEquals\":{\"" + key + "\":\"Atlas\"}"))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}"));
    List<Fix> fixes = world.explain().fixes();
    assertThat(fixes)
        .extracting(Fix::place)
        .containsExactly(Fix.Place.TRUST_POLICY, Fix.Place.USER_POLICY, Fix.Place.REQUEST);
    assertThat(fixes.getFirst().after().orElseThrow()).contains(action);
    assertThat(fixes.getFirst().admits()).isEmpty();
    assertThat(fixes.get(1).after().orElseThrow()).contains(action);
  }

  @Test
  void nobodyIsAskedToSendWhatServicesSend() {
    World world =
        world(
                "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}",
                "aws:SourceAccount",
                KeyState.ABSENT)
            .caller(new Caller.AwsService("lambda.amazonaws.com"))
            .trust(
                World.allow(
                    "\"Service\":\"lambda.amazonaws.com\"",
                    "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}"));
    assertThat(world.explain().fixes()).isEmpty();
  }

  private static Cause.FailedCondition failed(String key) {
    return new Cause.FailedCondition(
        ConditionOperator.of(Comparison.STRING_EQUALS), key, List.of("wanted"), KeyState.ABSENT);
  }

  /// A condition of a statement of the trust policy fails.
  private static Cause fails(int statement, String key) {
    return Cause.in(
            CauseCode.TRUST_CONDITION_FAILED,
            "sts:AssumeRole",
            PolicyType.TRUST_POLICY,
            "trust policy")
        .at(new Cause.StatementRef(statement, Optional.empty()))
        .with(failed(key));
  }

  /// MFA is what a statement of the caller's policies asks for.
  private static Cause wantsMfa(int statement, String policy, String key) {
    return Cause.in(CauseCode.MFA_REQUIRED, "sts:AssumeRole", PolicyType.IDENTITY_POLICY, policy)
        .at(new Cause.StatementRef(statement, Optional.empty()))
        .with(failed(key));
  }

  private static Facts facts(World world) {
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
  }

  private static Optional<Demands> demands(World world, Cause... causes) {
    Facts facts = facts(world);
    return Demands.of(facts, PolicyLayers.of(facts, true), List.of(causes), facts.context());
  }

  private static boolean isOutOfReach(World world, Cause cause) {
    Facts facts = facts(world);
    return Demands.isOutOfReach(facts, PolicyLayers.of(facts, true), cause);
  }

  private static String statement(String effect, String conditions) {
    return "{\"Effect\":\"%s\",\"Principal\":{%s},\"Action\":\"sts:AssumeRole\",\"Condition\":{%s}}"
        .formatted(effect, USER, conditions);
  }

  private static String ofCaller(String effect, String conditions) {
    return "{\"Effect\":\"%s\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":{%s}}"
        .formatted(effect, conditions);
  }

  @Test
  void whatIsAskedForIsOfTheStatementThatFails() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement("Allow", "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}"),
                    statement("Allow", "\"StringEquals\":{\"sts:RoleSessionName\":\"carol\"}")))
            .key("sts:RoleSessionName", KeyState.present("bob"));
    assertThat(demands(world, fails(1, "sts:rolesessionname")).orElseThrow().musts())
        .extracting(Fix.RequestMust::values)
        .containsExactly(List.of("carol"));
  }

  @Test
  void aPolicyIsKnownByItsNameAndAStatementByItsPlace() {
    String hour = "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}";
    String day = "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"86400\"}";
    World world =
        new World()
            .identity("one", "ci", World.policy(ofCaller("Allow", hour)))
            .identity("two", "ci", World.policy(ofCaller("Allow", hour), ofCaller("Allow", day)));
    Demands second = demands(world, wantsMfa(1, "two", "aws:MultiFactorAuthAge")).orElseThrow();
    assertThat(second.musts())
        .extracting(Fix.RequestMust::values)
        .containsExactly(List.of("86400"));
    assertThat(demands(world, wantsMfa(1, "one", "aws:MultiFactorAuthAge"))).isEmpty();
    assertThat(demands(world, wantsMfa(0, "three", "aws:MultiFactorAuthAge"))).isEmpty();
  }

  @Test
  void severalCausesAreMetInOneCallOrNotAtAll() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement(
                        "Allow",
                        "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\","
                            + "\"sts:SourceIdentity\":\"ada\"},"
                            + "\"StringLike\":{\"aws:SourceVpc\":\"${aws:PrincipalTag/none}\"}")));
    Demands both =
        demands(world, fails(0, "sts:RoleSessionName"), fails(0, "sts:SourceIdentity"))
            .orElseThrow();
    assertThat(both.context().get("sts:RoleSessionName")).isEqualTo(KeyState.present("alice"));
    assertThat(both.context().get("sts:SourceIdentity")).isEqualTo(KeyState.present("ada"));
    assertThat(both.musts())
        .extracting(Fix.RequestMust::key)
        .containsExactly("sts:RoleSessionName", "sts:SourceIdentity");
    assertThat(demands(world, fails(0, "sts:RoleSessionName"), fails(0, "aws:SourceVpc")))
        .isEmpty();
  }

  @Test
  void aKeyThatTheStatementHasNoConditionOnIsNotAskedFor() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement("Allow", "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}")));
    assertThat(demands(world, fails(0, "sts:SourceIdentity"))).isEmpty();
  }

  @Test
  void aDenyIsNotGoneAround() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement("Deny", "\"StringEquals\":{\"sts:RoleSessionName\":\"bob\"}")));
    assertThat(demands(world, fails(0, "sts:RoleSessionName"))).isEmpty();
  }

  @Test
  void onlyWhatACallCouldMeetAndThisCallersCannotIsOutOfReach() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement(
                        "Allow",
                        "\"StringEquals\":{\"sts:RoleSessionName\":\"a name with blanks\","
                            + "\"sts:SourceIdentity\":\"ada\"}")));
    assertThat(isOutOfReach(world, fails(0, "sts:RoleSessionName"))).isTrue();
    assertThat(isOutOfReach(world, fails(0, "sts:SourceIdentity"))).isFalse();
    // nobody meets this by a request: the organization is the caller's
    assertThat(isOutOfReach(world, fails(0, "aws:PrincipalOrgID"))).isFalse();
    // what is asked was not read
    assertThat(isOutOfReach(world.roleUnread(), fails(0, "sts:RoleSessionName"))).isFalse();
  }

  private static Demands tagged(String condition, String key, KeyState tagKeys) {
    World world =
        new World().trust(World.policy(statement("Allow", condition))).key("aws:TagKeys", tagKeys);
    return demands(world, fails(0, key)).orElseThrow();
  }

  @Test
  void aTagThatIsPassedIsListedWithTheOthers() {
    String team = "\"StringEquals\":{\"aws:RequestTag/Team\":\"data\"}";
    assertThat(
            tagged(team, "aws:RequestTag/Team", KeyState.present("Stage"))
                .context()
                .get("aws:TagKeys"))
        .isEqualTo(new KeyState.Present(List.of("Stage", "Team")));
    assertThat(tagged(team, "aws:RequestTag/Team", KeyState.ABSENT).context().get("aws:TagKeys"))
        .isEqualTo(KeyState.present("Team"));
  }

  @Test
  void aTagThatMustNotBePassedIsNotListed() {
    Demands demands =
        tagged(
            "\"Null\":{\"aws:RequestTag/Team\":\"true\"}", "aws:RequestTag/Team", KeyState.ABSENT);
    assertThat(demands.context().get("aws:TagKeys")).isEqualTo(KeyState.ABSENT);
    assertThat(demands.passesTags()).isFalse();
  }

  @Test
  void aKeyThatIsNoTagListsNone() {
    Demands demands =
        tagged(
            "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}",
            "sts:RoleSessionName",
            KeyState.ABSENT);
    assertThat(demands.context().get("aws:TagKeys")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, aws:RequestTag/Team, true, false",
    "ForAnyValue:StringEquals, aws:TagKeys, true, false",
    "ForAnyValue:StringEquals, sts:TransitiveTagKeys, true, false",
    "StringEquals, sts:SourceIdentity, false, true",
    "StringEquals, sts:RoleSessionName, false, false",
    // the caller's own tags are not passed along
    "StringEquals, aws:PrincipalTag/Team, false, false",
  })
  void tagsAndASourceIdentityArePassedWhereTheyAreAskedFor(
      String operator, String key, boolean tags, boolean sourceIdentity) {
    Demands demands =
        tagged("\"%s\":{\"%s\":\"data\"}".formatted(operator, key), key, KeyState.ABSENT);
    assertThat(demands.passesTags()).isEqualTo(tags);
    assertThat(demands.passesSourceIdentity()).isEqualTo(sourceIdentity);
  }

  @Test
  void aSourceIdentityThatMustNotBeSetIsNotPassed() {
    Demands demands =
        tagged("\"Null\":{\"sts:SourceIdentity\":\"true\"}", "sts:SourceIdentity", KeyState.ABSENT);
    assertThat(demands.passesSourceIdentity()).isFalse();
  }

  @Test
  void itIsKnownWhetherAKeyIsAskedFor() {
    Demands demands =
        tagged(
            "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", "aws:SourceVpce", KeyState.ABSENT);
    assertThat(demands.asksFor("aws:sourcevpce")).isTrue();
    assertThat(demands.asksFor("aws:sourcevpc")).isFalse();
  }

  @Test
  void aCallWithoutMfaHasNoAgeOfIt() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement("Allow", "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}")))
            .key("aws:MultiFactorAuthAge", KeyState.present("60"));
    assertThat(
            demands(world, fails(0, "aws:MultiFactorAuthPresent"))
                .orElseThrow()
                .context()
                .get("aws:MultiFactorAuthAge"))
        .isEqualTo(KeyState.ABSENT);
  }

  @Test
  void whatElseIsAskedForLeavesTheAgeOfMfaAsItIs() {
    World world =
        new World()
            .trust(
                World.policy(
                    statement("Allow", "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}")))
            .key("aws:MultiFactorAuthAge", KeyState.present("60"));
    assertThat(
            demands(world, fails(0, "sts:RoleSessionName"))
                .orElseThrow()
                .context()
                .get("aws:MultiFactorAuthAge"))
        .isEqualTo(KeyState.present("60"));
  }

  @ParameterizedTest
  @CsvSource({
    // a Deny of what is too old asks for what is not
    "Deny, NumericGreaterThan, NumericLessThanEquals",
    "Deny, NumericGreaterThanEquals, NumericLessThan",
    "Allow, NumericLessThan, NumericLessThan",
    "Allow, NumericLessThanEquals, NumericLessThanEquals",
  })
  void mfaIsToBeAsRecentAsTheStatementEnforces(String effect, String operator, String asked) {
    World world =
        new World()
            .identity(
                World.policy(
                    ofCaller(
                        effect,
                        "\"%s\":{\"aws:MultiFactorAuthAge\":\"3600\"}".formatted(operator))));
    Demands demands =
        demands(world, wantsMfa(0, "policy-0", "aws:MultiFactorAuthAge")).orElseThrow();
    assertThat(demands.musts())
        .containsExactly(
            new Fix.RequestMust(
                "aws:MultiFactorAuthAge",
                ConditionOperator.parse(asked).orElseThrow(),
                List.of("3600")));
    assertThat(demands.context().get("aws:MultiFactorAuthPresent"))
        .isEqualTo(KeyState.present("true"));
    assertThat(demands.context().get("aws:MultiFactorAuthAge")).isEqualTo(KeyState.present("0"));
  }

  @Test
  void aCallerThatCannotBringMfaIsNotAskedForIt() {
    String identityCenter = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef";
    World world =
        new World()
            .caller(World.session(World.ROLE_ACCOUNT, identityCenter))
            .identity(
                World.policy(
                    ofCaller("Allow", "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}")));
    assertThat(demands(world, wantsMfa(0, "policy-0", "aws:MultiFactorAuthPresent"))).isEmpty();
  }
}
