package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Agreement;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Side;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Status;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.evidence.AwsEvaluation.Evaluated;
import dev.rolecall.evidence.AwsEvaluation.EvaluatedPolicy;
import dev.rolecall.evidence.AwsEvaluation.MatchedStatement;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// AWS's own evaluation of a denied call as evidence.
class AwsEvaluationTest {

  private static final String ASSUME = "sts:AssumeRole";
  private static final String CALLER = "arn:aws:iam::444455556666:role/runner";
  private static final String EXTERNAL_ID =
      World.allow(
          "\"AWS\":\"" + CALLER + "\"", "\"StringEquals\":{\"sts:ExternalId\":\"right-0815\"}");
  private static final String TRUSTED = World.allow("\"AWS\":\"" + CALLER + "\"", "");
  private static final String MAY_ASSUME =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");

  /// A role session of another account of the organization, allowed by its own policies.
  private static World world(String trust) {
    return new World()
        .caller(World.session(World.OTHER_ACCOUNT, "runner"))
        .trust(trust)
        .identity(MAY_ASSUME)
        .key("sts:ExternalId", KeyState.unknown(RecordGap.EXTERNAL_ID.gap()));
  }

  private static EvaluatedPolicy policy(PolicyType type) {
    return new EvaluatedPolicy("uri-" + type, Optional.of(type), List.of());
  }

  private static List<EvaluatedPolicy> policies(PolicyType... types) {
    return Arrays.stream(types).map(AwsEvaluationTest::policy).toList();
  }

  private static Evaluated evaluated(String action, Effect effect, MatchedStatement... matched) {
    return new Evaluated(
        action, World.ROLE.toString(), Map.of(), Optional.of(effect), List.of(matched));
  }

  private static MatchedStatement deny(PolicyType type, String sid) {
    return new MatchedStatement("uri-" + type, Optional.of(sid), Optional.of(true));
  }

  private static Map<String, List<String>> context(String... more) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("aws:PrincipalArn", List.of(CALLER));
    for (int i = 0; i < more.length; i += 2) {
      context.put(more[i], List.of(more[i + 1]));
    }
    return context;
  }

  private static AwsEvaluation of(
      Map<String, List<String>> context, List<EvaluatedPolicy> policies, Evaluated... evaluated) {
    return new AwsEvaluation(context, List.of(evaluated), policies, true);
  }

  private static AwsEvaluation implicit(String... context) {
    return of(
        context(context),
        policies(PolicyType.TRUST_POLICY, PolicyType.IDENTITY_POLICY, PolicyType.SCP),
        evaluated(ASSUME, Effect.IMPLICIT_DENY));
  }

  private static EvaluationEvidence own(Explanation explanation) {
    return explanation.diagnosis().awsEvaluation().orElseThrow();
  }

  private static void assertFound(Explanation explanation, CauseCode code, Confidence confidence) {
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(code);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(confidence);
  }

  @Test
  void withoutItTheExternalIdIsUnknown() {
    assertFound(world(EXTERNAL_ID).explain(), CauseCode.EXTERNAL_ID_REQUIRED, Confidence.LIKELY);
  }

  @Test
  void theValueThatWasSentIsAFact() {
    Explanation explanation =
        world(EXTERNAL_ID).evaluated(implicit("sts:externalid", "wrong-4711")).explain();
    assertFound(explanation, CauseCode.EXTERNAL_ID_MISMATCH, Confidence.CERTAIN);
    assertThat(explanation.diagnosis().cause().condition().orElseThrow().got())
        .isEqualTo(KeyState.present("wrong-4711"));
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(own(explanation).learned()).contains("sts:externalid");
  }

  @Test
  void aKeyThatAwsDoesNotListWasNotSent() {
    assertFound(
        world(EXTERNAL_ID).evaluated(implicit()).explain(),
        CauseCode.EXTERNAL_ID_MISSING,
        Confidence.CERTAIN);
  }

  @Test
  void whatIsOnAnotherPageMayHaveBeenSent() {
    AwsEvaluation all = implicit();
    AwsEvaluation cut = new AwsEvaluation(all.context(), all.evaluations(), all.policies(), false);
    assertFound(
        world(EXTERNAL_ID).evaluated(cut).explain(),
        CauseCode.EXTERNAL_ID_REQUIRED,
        Confidence.LIKELY);
  }

  @Test
  void whatAnotherOrganizationKeepsMayHaveBeenSent() {
    AwsEvaluation roleSide =
        of(
            context(),
            policies(PolicyType.TRUST_POLICY, PolicyType.RCP),
            evaluated(ASSUME, Effect.IMPLICIT_DENY));
    Explanation explanation = world(EXTERNAL_ID).noOrganization().evaluated(roleSide).explain();
    assertFound(explanation, CauseCode.EXTERNAL_ID_REQUIRED, Confidence.LIKELY);
    assertThat(own(explanation).hidden()).containsExactly(Side.CALLER);
    assertThat(explanation.diagnosis().decision(PolicyType.SESSION_POLICY))
        .isEqualTo(Decision.UNREAD);
  }

  @Test
  void valuesOfOneActionCountToo() {
    AwsEvaluation own =
        of(
            context(),
            policies(PolicyType.TRUST_POLICY),
            new Evaluated(
                ASSUME,
                World.ROLE.toString(),
                Map.of("sts:ExternalId", List.of("wrong-4711")),
                Optional.of(Effect.IMPLICIT_DENY),
                List.of()));
    assertFound(
        world(EXTERNAL_ID).evaluated(own).explain(),
        CauseCode.EXTERNAL_ID_MISMATCH,
        Confidence.CERTAIN);
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"SESSION_POLICY", "VPC_ENDPOINT_POLICY"})
  void policiesThatTookNoPartDoNotApply(PolicyType type) {
    World world = world(EXTERNAL_ID);
    if (type == PolicyType.VPC_ENDPOINT_POLICY) {
      world.key("aws:SourceVpce", KeyState.unknown(RecordGap.ENDPOINT.gap()));
    }
    assertThat(world.explain().diagnosis().decision(type)).isEqualTo(Decision.UNREAD);
    Explanation explanation = world.evaluated(implicit()).explain();
    assertThat(explanation.diagnosis().decision(type)).isEqualTo(Decision.NOT_APPLICABLE);
    assertThat(own(explanation).tookNoPart()).contains(type);
  }

  @Test
  void aSessionPolicyThatTookPartIsWhatRemains() {
    AwsEvaluation own =
        of(
            context(),
            policies(
                PolicyType.TRUST_POLICY, PolicyType.IDENTITY_POLICY, PolicyType.SESSION_POLICY),
            evaluated(ASSUME, Effect.IMPLICIT_DENY));
    assertFound(
        world(TRUSTED).evaluated(own).explain(), CauseCode.SESSION_POLICY, Confidence.LIKELY);
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"SESSION_POLICY", "VPC_ENDPOINT_POLICY"})
  void anExplicitDenyOfAPolicyThatCannotBeReadIsCertain(PolicyType type) {
    World world = world(TRUSTED).key("aws:SourceVpce", KeyState.present("vpce-1"));
    AwsEvaluation own =
        of(
            context("aws:SourceVpce", "vpce-1"),
            policies(PolicyType.values()),
            evaluated(ASSUME, Effect.EXPLICIT_DENY, deny(type, "NoHops")));
    Explanation explanation = world.evaluated(own).explain();
    assertFound(explanation, Causes.explicitDeny(type), Confidence.CERTAIN);
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(own(explanation).deniedBy())
        .containsExactly(
            new EvaluationEvidence.Denier(Optional.of(type), "uri-" + type, Optional.of("NoHops")));
  }

  private static World denying(PolicyType type) {
    String statement = "{\"Sid\":\"NoHops\",\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\"%s}";
    String deny = World.policy(statement.formatted(",\"Resource\":\"*\""));
    String all =
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
            + statement.formatted(",\"Resource\":\"*\"");
    return switch (type) {
      case TRUST_POLICY ->
          world(
              TRUSTED.replace(
                  "]}", "," + statement.formatted(",\"Principal\":{\"AWS\":\"*\"}") + "]}"));
      case IDENTITY_POLICY -> world(TRUSTED).identity(deny);
      case PERMISSIONS_BOUNDARY -> world(TRUSTED).boundary(World.policy(all));
      case SCP -> world(TRUSTED).scp(World.policy(all));
      case RCP ->
          world(TRUSTED)
              .rcp(World.policy(statement.formatted(",\"Principal\":\"*\",\"Resource\":\"*\"")));
      case SESSION_POLICY, VPC_ENDPOINT_POLICY -> throw new AssertionError(type);
    };
  }

  private static AwsEvaluation explicit(PolicyType type) {
    return of(
        context(),
        policies(PolicyType.values()),
        evaluated(ASSUME, Effect.EXPLICIT_DENY, deny(type, "NoHops")));
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"TRUST_POLICY", "IDENTITY_POLICY", "PERMISSIONS_BOUNDARY", "SCP", "RCP"})
  void anExplicitDenyThatWasReadAgreesAndNamesItsStatement(PolicyType type) {
    Explanation explanation = denying(type).evaluated(explicit(type)).explain();
    assertFound(explanation, Causes.explicitDeny(type), Confidence.CERTAIN);
    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.statement().orElseThrow().sid()).contains("NoHops");
    assertThat(explanation.diagnosis().causes()).hasSize(1);
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(explanation.diagnosis().awsDisagrees()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"TRUST_POLICY", "IDENTITY_POLICY", "PERMISSIONS_BOUNDARY", "SCP", "RCP"})
  void anExplicitDenyThatIsNotThereDisagreesAndNothingIsCertain(PolicyType type) {
    World world = world(EXTERNAL_ID).key("sts:ExternalId", KeyState.ABSENT);
    if (type == PolicyType.PERMISSIONS_BOUNDARY) {
      world.boundary(MAY_ASSUME);
    }
    assertThat(world.explain().diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    Explanation explanation = world.evaluated(explicit(type)).explain();
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.DISAGREES);
    assertThat(explanation.diagnosis().awsDisagrees()).isTrue();
    assertThat(explanation.diagnosis().confidence()).isNotEqualTo(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"TRUST_POLICY", "IDENTITY_POLICY", "PERMISSIONS_BOUNDARY", "SCP", "RCP"})
  void aDenyThatAwsDidNotMatchIsNotCertain(PolicyType type) {
    assertThat(denying(type).explain().diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    AwsEvaluation own =
        of(context(), policies(PolicyType.values()), evaluated(ASSUME, Effect.IMPLICIT_DENY));
    Explanation explanation = denying(type).evaluated(own).explain();
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.DISAGREES);
    assertThat(explanation.diagnosis().confidence()).isNotEqualTo(Confidence.CERTAIN);
  }

  @Test
  void policiesThatAllowNowDisagreeWithADenial() {
    Explanation explanation = world(TRUSTED).evaluated(implicit()).explain();
    assertThat(own(explanation).agreement()).isEqualTo(Agreement.DISAGREES);
    assertFound(explanation, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(explanation.diagnosis().awsDisagrees()).isTrue();
  }

  @Test
  void anImplicitDenyClearsWhatMayDenyExplicitly() {
    String scp =
        World.policy(
            "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
            "{\"Sid\":\"Tagged\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}}}");
    AwsEvaluation own = implicit();
    AwsEvaluation cut = new AwsEvaluation(own.context(), own.evaluations(), own.policies(), false);
    Diagnosis without = world(EXTERNAL_ID).scp(scp).explain().diagnosis();
    Diagnosis with = world(EXTERNAL_ID).scp(scp).evaluated(cut).explain().diagnosis();
    assertThat(suspected(without)).contains(CauseCode.SCP_DENY);
    assertThat(suspected(with)).doesNotContain(CauseCode.SCP_DENY);
  }

  private static List<CauseCode> suspected(Diagnosis diagnosis) {
    return diagnosis.possible().stream().flatMap(List::stream).map(Cause::code).toList();
  }

  @Test
  void tagsThatAwsEvaluatedWerePassed() {
    AwsEvaluation own =
        of(
            context("aws:RequestTag/team", "payments"),
            policies(PolicyType.TRUST_POLICY, PolicyType.IDENTITY_POLICY),
            evaluated(ASSUME, Effect.ALLOW),
            evaluated("sts:TagSession", Effect.IMPLICIT_DENY));
    Explanation explanation = world(TRUSTED).tags(Passed.UNKNOWN).evaluated(own).explain();
    assertFound(explanation, CauseCode.TAG_SESSION_NOT_ALLOWED, Confidence.CERTAIN);
    assertThat(own(explanation).effects())
        .containsEntry(ASSUME, Effect.ALLOW)
        .containsEntry("sts:TagSession", Effect.IMPLICIT_DENY);
  }

  @Test
  void anotherCallOfAnotherCallerIsIgnored() {
    assertOther(of(Map.of("aws:PrincipalArn", List.of(CALLER + "2")), List.of(), deniedRole()));
  }

  @Test
  void anotherSessionIsIgnored() {
    assertOther(
        of(context("aws:userid", "AROAEXAMPLEEXAMPLE001:build-2"), List.of(), deniedRole()));
  }

  @ParameterizedTest
  @CsvSource({"2026-05-04T02:50:00Z", "2026-05-04T03:10:00Z"})
  void anotherTimeIsIgnored(String time) {
    assertOther(of(context("aws:CurrentTime", time), List.of(), deniedRole()));
  }

  @Test
  void anotherRoleIsIgnored() {
    assertOther(
        of(
            context("sts:ExternalId", "wrong"),
            List.of(),
            new Evaluated(
                ASSUME, World.ROLE + "2", Map.of(), Optional.of(Effect.IMPLICIT_DENY), List.of())));
  }

  /// Callers can write an ID into the message, unless the record shows separately what they asked
  /// for.
  @ParameterizedTest
  @CsvSource({"true, CERTAIN", "false, LIKELY"})
  void whoseCallItIsMustBeShownWhereTheCallerCanWriteTheId(
      boolean recorded, Confidence confidence) {
    AwsEvaluation nobodys =
        of(
            Map.of("sts:ExternalId", List.of("wrong-4711")),
            policies(PolicyType.TRUST_POLICY),
            deniedRole());
    World world = world(EXTERNAL_ID).evaluated(nobodys);
    Explanation explanation = (recorded ? world : world.parametersNotRecorded()).explain();
    assertFound(explanation, CauseCode.EXTERNAL_ID_MISMATCH, confidence);
    AwsEvaluation own = implicit("sts:ExternalId", "wrong-4711");
    assertFound(
        world(EXTERNAL_ID).parametersNotRecorded().evaluated(own).explain(),
        CauseCode.EXTERNAL_ID_MISMATCH,
        Confidence.CERTAIN);
  }

  private static Evaluated deniedRole() {
    return evaluated(ASSUME, Effect.IMPLICIT_DENY);
  }

  private static void assertOther(AwsEvaluation other) {
    Explanation explanation = world(EXTERNAL_ID).evaluated(other).explain();
    assertFound(explanation, CauseCode.EXTERNAL_ID_REQUIRED, Confidence.LIKELY);
    assertThat(own(explanation).status()).isEqualTo(Status.OTHER_CALL);
  }

  @Test
  void theRoleThatWasEvaluatedIsTheOneAskedFor() {
    Explanation explanation =
        world(EXTERNAL_ID)
            .target(new TargetRole.NotRecorded())
            .evaluated(implicit("sts:ExternalId", "wrong-4711"))
            .explain();
    assertThat(explanation.denial().target().arn()).contains(World.ROLE);
    assertFound(explanation, CauseCode.EXTERNAL_ID_MISMATCH, Confidence.CERTAIN);
  }

  @Test
  void aRoleThatWasEvaluatedWasThere() {
    Explanation explanation = world(EXTERNAL_ID).noRole().evaluated(implicit()).explain();
    assertFound(explanation, CauseCode.ROLE_NOT_FOUND, Confidence.LIKELY);
  }

  @Test
  void whatItWouldSettleIsLearntByAskingForIt() {
    Explanation explanation =
        world(EXTERNAL_ID).evaluationUnread(GapReason.Known.NO_EVALUATION_FILE).explain();
    String command =
        "run `aws iam-toolbox get-request-authorization-details --region eu-west-1"
            + " --authorization-id k3y0fth3d3n1al` within 24 hours of the call";
    assertThat(explanation.diagnosis().gaps())
        .filteredOn(gap -> gap.fact() == RecordGap.EXTERNAL_ID)
        .extracting(GapSentence::learnBy)
        .containsExactly(command);
    assertThat(own(explanation).status()).isEqualTo(Status.UNREAD);
    assertThat(GapSentence.learnBy(own(explanation).unread().orElseThrow())).isEqualTo(command);
  }
}
