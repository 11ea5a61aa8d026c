package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.mismatch.StatementMismatch;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.iam.evaluation.Authorization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of several trust statements that do not match, the one that was meant for the caller is the one
/// that comes nearest.
class MissRankingTest {

  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";
  private static final String ZOE = "\"AWS\":\"arn:aws:iam::111122223333:user/zoe\"";
  private static final String ACCOUNT = "\"AWS\":\"111122223333\"";
  private static final String ASSUME = "sts:AssumeRole";
  private static final String ID = "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}";
  private static final String IP = "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.1\"}";

  private static String statement(String principal, String action, String conditions) {
    return "{\"Effect\":\"Allow\",\"Principal\":{%s},\"Action\":\"%s\"%s}"
        .formatted(
            principal, action, conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}");
  }

  private static Optional<StatementMismatch> meant(Caller caller, String... statements) {
    World world =
        new World()
            .caller(caller)
            .trust(World.policy(statements))
            .key("sts:ExternalId", KeyState.ABSENT)
            .key("aws:SourceIp", KeyState.present("198.51.100.7"));
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
    Authorization authorization =
        Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context()).main().access();
    return StatementMismatch.meant(authorization.layer(PolicyType.TRUST_POLICY), facts);
  }

  private static Optional<StatementMismatch> meant(String... statements) {
    return meant(World.user(World.ROLE_ACCOUNT, "ci"), statements);
  }

  private static void isMeant(int index, String... statements) {
    assertThat(meant(statements).orElseThrow().result().statement().index()).isEqualTo(index);
  }

  @Test
  void aStatementThatMatchesTheCallerComesBeforeOneThatDoesNot() {
    isMeant(1, statement(ZOE, ASSUME, ""), statement(CI, ASSUME, ID + "," + IP));
    isMeant(0, statement(ACCOUNT, ASSUME, ID + "," + IP), statement(ZOE, ASSUME, ""));
  }

  @Test
  void theFewerElementsFailTheBetter() {
    isMeant(1, statement(CI, ASSUME, ID + "," + IP), statement(ACCOUNT, ASSUME, ID));
    isMeant(1, statement(CI, "sts:AssumeRoleWithSAML", ID), statement(CI, ASSUME, ID));
    isMeant(0, statement(CI, ASSUME, ID), statement(CI, ASSUME, ID + "," + IP));
  }

  @Test
  void whereAsMuchFailsTheCallersNameComesBeforeItsAccountAndConditionsBeforeActions() {
    isMeant(1, statement(ACCOUNT, ASSUME, ID), statement(CI, ASSUME, ID));
    isMeant(1, statement(CI, "sts:AssumeRoleWithSAML", ""), statement(CI, ASSUME, ID));
    isMeant(0, statement(CI, ASSUME, ID), statement(CI, ASSUME, IP));
  }

  @Test
  void aStatementAboutSessionTagsIsNotMeantWhereAnotherNamesTheCaller() {
    isMeant(1, statement(CI, "sts:TagSession", ""), statement(CI, ASSUME, ID));
    assertThat(meant(statement(ZOE, ASSUME, ""), statement(CI, "sts:TagSession", "")).orElseThrow())
        .satisfies(miss -> assertThat(miss.result().statement().index()).isOne())
        .extracting(StatementMismatch::principal)
        .isEqualTo(StatementMismatch.Fit.OTHER_ACTION);
    assertThat(meant(statement(ZOE, ASSUME, "")).orElseThrow().principal())
        .isEqualTo(StatementMismatch.Fit.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:user/ci, NAMED",
    "111122223333, BY_ACCOUNT",
    "*, BY_ACCOUNT",
    "arn:aws:iam::111122223333:user/zoe, OTHER",
    "arn:aws:iam::111122223333:user/CI, NEAR",
    "AIDADELETEDDELETED001, DELETED",
    "444455556666, OTHER",
  })
  void aPrincipalFitsTheCallerInOneWay(String principal, StatementMismatch.Fit fit) {
    assertThat(meant(statement("\"AWS\":\"" + principal + "\"", ASSUME, "")).orElseThrow())
        .extracting(StatementMismatch::principal)
        .isEqualTo(fit);
  }

  private static final String SERVICE = "\"Service\":\"lambda.amazonaws.com\"";
  private static final String PROVIDER =
      "\"Federated\":\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"";

  private static StatementMismatch.Fit fit(Caller caller, String principal, String action) {
    return meant(caller, statement(principal, action, "")).orElseThrow().principal();
  }

  @Test
  void aPrincipalOfTheCallersKindIsNearerThanOneOfAnother() {
    Caller user = World.user(World.ROLE_ACCOUNT, "ci");
    Caller session = World.session(World.ROLE_ACCOUNT, "ci");
    Caller service = new Caller.AwsService("ec2.amazonaws.com");
    Caller saml =
        new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/okta"), "ann");
    assertThat(fit(user, SERVICE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(user, PROVIDER, "sts:AssumeRoleWithWebIdentity"))
        .isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(session, ZOE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER);
    assertThat(fit(session, SERVICE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(service, ZOE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(service, SERVICE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER);
    assertThat(fit(saml, ZOE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(saml, PROVIDER, "sts:AssumeRoleWithWebIdentity"))
        .isEqualTo(StatementMismatch.Fit.OTHER);
  }

  @Test
  void aCallerWhomTheRecordDoesNotTellMayBeMeant() {
    Caller unknown = new Caller.Unidentified("IAMUser", "AIDAEXAMPLE", Optional.empty());
    assertThat(fit(unknown, CI, ASSUME)).isEqualTo(StatementMismatch.Fit.OPEN);
  }

  /// `AssumeRole` is called with AWS keys: a statement for tokens is not meant, whoever it is.
  @Test
  void aCallWithKeysIsNotMeantByAStatementForTokens() {
    Caller unknown = new Caller.Unidentified("IAMUser", "AIDAEXAMPLE", Optional.empty());
    assertThat(fit(unknown, PROVIDER, "sts:AssumeRoleWithWebIdentity"))
        .isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(unknown, PROVIDER + "," + CI, ASSUME)).isEqualTo(StatementMismatch.Fit.OPEN);
  }

  @Test
  void aTokenIsOfTheKindOfProviders() {
    Caller workflow =
        new Caller.WebIdentity(
            Optional.of("arn:aws:iam::111122223333:oidc-provider/oidc.example.com"),
            Optional.of("sts.amazonaws.com"),
            "x");
    assertThat(fit(workflow, PROVIDER, "sts:AssumeRoleWithWebIdentity"))
        .isIn(StatementMismatch.Fit.OTHER, StatementMismatch.Fit.NEAR);
    assertThat(fit(workflow, ZOE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
    assertThat(fit(workflow, SERVICE, ASSUME)).isEqualTo(StatementMismatch.Fit.OTHER_KIND);
  }

  /// The statement names the caller, for something else.
  @Test
  void aStatementAboutSessionTagsAloneIsTheWrongAction() {
    Diagnosis diagnosis =
        new World().trust(World.policy(statement(CI, "sts:TagSession", ""))).explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.WRONG_ACTION);
    assertThat(diagnosis.cause().statement()).isPresent();
  }

  @Test
  void anExplicitDenyAndAStatementAboutNothingOfTheKindAreNoMisses() {
    assertThat(
            meant(
                statement(CI, ASSUME, "").replace("Allow", "Deny"),
                statement(ZOE, "sts:TagSession", "")))
        .isEmpty();
  }

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");

  /// What is known to fail in the statement that was meant is the cause; what is open in it is
  /// possible besides.
  @Test
  void whatIsOpenBesideWhatFailsIsPossible() {
    Diagnosis diagnosis =
        new World()
            .trust(World.policy(statement(CI, ASSUME, ID + "," + IP)))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .key("aws:SourceIp", KeyState.present("198.51.100.7"))
            .explain()
            .diagnosis();
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(diagnosis.possible())
        .singleElement()
        .satisfies(
            set ->
                assertThat(set)
                    .extracting(Cause::code)
                    .containsExactly(
                        CauseCode.TRUST_CONDITION_FAILED, CauseCode.EXTERNAL_ID_REQUIRED));
    assertThat(diagnosis.gaps()).containsExactly(GAP);
  }
}
