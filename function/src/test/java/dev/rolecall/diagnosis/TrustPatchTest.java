package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
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
}
