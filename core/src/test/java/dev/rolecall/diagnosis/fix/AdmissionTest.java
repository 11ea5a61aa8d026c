package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whom a change of a trust policy lets in.
class AdmissionTest {

  private static final String GITHUB =
      "arn:aws:iam::" + World.ROLE_ACCOUNT + ":oidc-provider/token.actions.githubusercontent.com";
  private static final String SUB = "token.actions.githubusercontent.com:sub";
  private static final String SAML =
      "arn:aws:iam::" + World.ROLE_ACCOUNT + ":saml-provider/Corporate";
  private static final String BUILDER = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/builder";
  private static final String OTHER = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/other";
  private static final String ROOT = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":root";
  private static final Caller SESSION = World.session(World.OTHER_ACCOUNT, "builder");
  private static final Caller WORKFLOW =
      new Caller.WebIdentity(
          Optional.of(GITHUB),
          Optional.of("sts.amazonaws.com"),
          "repo:acme/app:ref:refs/heads/main");

  @Test
  void aRoleIsNamedByItsArn() {
    assertThat(admitted(SESSION, statement(aws(OTHER), ASSUME), statement(aws(BUILDER), ASSUME)))
        .hasValue(List.of(BUILDER));
  }

  @Test
  void principalsThatWereTrustedBeforeAreNotNamed() {
    assertThat(
            new Admission(
                    policy(statement(aws(OTHER), ASSUME)),
                    policy(statement("{\"AWS\":[\"" + OTHER + "\",\"" + BUILDER + "\"]}", ASSUME)),
                    facts(SESSION))
                .names())
        .hasValue(List.of(BUILDER));
  }

  @Test
  void principalsThatWereTrustedUnderOtherConditionsAreNamed() {
    String mfa = ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";
    assertThat(
            new Admission(
                    policy(statement(aws(OTHER), ASSUME + mfa)),
                    policy(statement("{\"AWS\":[\"" + OTHER + "\",\"" + BUILDER + "\"]}", ASSUME)),
                    facts(SESSION))
                .names())
        .hasValue(List.of(OTHER, BUILDER));
  }

  @Test
  void aWholeAccountCannotBeNamed() {
    assertThat(admitted(SESSION, statement(aws(OTHER), ASSUME), statement(aws(ROOT), ASSUME)))
        .isEmpty();
    assertThat(admitted(SESSION, statement(aws(OTHER), ASSUME), statement(aws("*"), ASSUME)))
        .isEmpty();
  }

  @Test
  void aWholeAccountWithAConditionOnThePrincipalIsNamedByItsPattern() {
    String pattern = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/build*";
    String condition = ",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"" + pattern + "\"}}";
    assertThat(
            admitted(
                SESSION, statement(aws(OTHER), ASSUME), statement(aws(ROOT), ASSUME + condition)))
        .hasValue(List.of(pattern));
  }

  @Test
  void aConditionThatAlsoPassesWithoutTheKeyNamesNobody() {
    String condition =
        ",\"Condition\":{\"ArnLikeIfExists\":{\"aws:PrincipalArn\":\"" + BUILDER + "\"}}";
    assertThat(
            admitted(
                SESSION, statement(aws(OTHER), ASSUME), statement(aws(ROOT), ASSUME + condition)))
        .isEmpty();
  }

  @Test
  void aTokenIsNamedByTheSubjectThatTheConditionAsksFor() {
    assertThat(
            admitted(
                WORKFLOW,
                statement(aws(OTHER), ASSUME),
                statement(federated(GITHUB), WEB + sub("StringLike", "repo:acme/*"))))
        .hasValue(List.of("repo:acme/*"));
  }

  @Test
  void everySubjectOfAProviderCannotBeNamed() {
    assertThat(admitted(WORKFLOW, statement(aws(OTHER), ASSUME), statement(federated(GITHUB), WEB)))
        .isEmpty();
    assertThat(
            admitted(
                WORKFLOW,
                statement(aws(OTHER), ASSUME),
                statement(federated(GITHUB), WEB + sub("StringLike", "*"))))
        .isEmpty();
  }

  @Test
  void anActionThatIsAddedLetsInAllOfItsStatement() {
    String sub = sub("StringLike", "repo:acme/*");
    assertThat(
            new Admission(
                    policy(statement(federated(GITHUB), ASSUME + sub)),
                    policy(
                        statement(
                            federated(GITHUB),
                            "\"Action\":[\"sts:AssumeRole\",\"sts:AssumeRoleWithWebIdentity\"]"
                                + sub)),
                    facts(WORKFLOW))
                .names())
        .hasValue(List.of("repo:acme/*"));
  }

  @Test
  void toAllowSessionTagsLetsNobodyIn() {
    assertThat(
            new Admission(
                    policy(statement(aws(ROOT), ASSUME)),
                    policy(
                        statement(aws(ROOT), "\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]")),
                    facts(SESSION))
                .names())
        .hasValue(List.of());
  }

  @Test
  void toDropADenyLetsInMoreThanCanBeNamed() {
    String deny = "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:*\"}";
    assertThat(
            new Admission(
                    policy(statement(aws(BUILDER), ASSUME), deny),
                    policy(statement(aws(BUILDER), ASSUME)),
                    facts(SESSION))
                .names())
        .isEmpty();
  }

  @Test
  void anAssertionIsNamedByItsProvider() {
    assertThat(
            admitted(
                new Caller.Saml(Optional.of(SAML), "ana"),
                statement(aws(OTHER), ASSUME),
                statement(federated(SAML), "\"Action\":\"sts:AssumeRoleWithSAML\"")))
        .hasValue(List.of(SAML));
  }

  @Test
  void aServiceIsNamedByItsPrincipal() {
    assertThat(
            admitted(
                new Caller.AwsService("lambda.amazonaws.com"),
                statement(aws(OTHER), ASSUME),
                statement("{\"Service\":\"lambda.amazonaws.com\"}", ASSUME)))
        .hasValue(List.of("lambda.amazonaws.com"));
  }

  @Test
  void everybodyButSomeCannotBeNamed() {
    String statement =
        "{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"" + OTHER + "\"}," + ASSUME + "}";
    assertThat(admitted(SESSION, statement(aws(OTHER), ASSUME), statement)).isEmpty();
  }

  @Test
  void aStatementOfManyPrincipalsCannotBeNamedAndTakesNoTime() {
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      arns.add("\"" + OTHER + i + "\"");
    }
    String many = "{\"AWS\":[" + String.join(",", arns) + "]}";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThat(admitted(SESSION, statement(aws(OTHER), ASSUME), statement(many, ASSUME)))
                .isEmpty());
  }

  private static final String ASSUME = "\"Action\":\"sts:AssumeRole\"";
  private static final String WEB = "\"Action\":\"sts:AssumeRoleWithWebIdentity\"";

  private static Optional<List<String>> admitted(Caller caller, String old, String added) {
    return new Admission(policy(old), policy(old, added), facts(caller)).names();
  }

  private static dev.rolecall.iam.policy.Policy policy(String... statements) {
    return World.read(World.policy(statements));
  }

  private static String aws(String principal) {
    return "{\"AWS\":\"" + principal + "\"}";
  }

  private static String federated(String provider) {
    return "{\"Federated\":\"" + provider + "\"}";
  }

  private static String sub(String operator, String subject) {
    return ",\"Condition\":{\"" + operator + "\":{\"" + SUB + "\":\"" + subject + "\"}}";
  }

  private static String statement(String principal, String rest) {
    return "{\"Effect\":\"Allow\",\"Principal\":" + principal + "," + rest + "}";
  }

  private static Facts facts(Caller caller) {
    World world = new World().caller(caller);
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
  }
}
