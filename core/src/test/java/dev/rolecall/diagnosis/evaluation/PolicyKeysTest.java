package dev.rolecall.diagnosis.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.World;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which condition keys an explanation depends on.
class PolicyKeysTest {

  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";

  private static Set<String> keys(World world) {
    return world.explain().dependsOn();
  }

  @Test
  void keysOfConditionsCountInLowerCase() {
    assertThat(
            keys(
                new World()
                    .trust(
                        World.allow(
                            CI,
                            "\"StringEquals\":{\"sts:ExternalId\":\"x\"},"
                                + "\"StringLike\":{\"sts:RoleSessionName\":\"a*\"}"))))
        .containsExactlyInAnyOrder("sts:externalid", "sts:rolesessionname");
  }

  @Test
  void variablesCountInValuesAndInResources() {
    assertThat(
            keys(
                new World()
                    .trust(
                        World.allow(
                            CI, "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}"))
                    .identity(
                        World.policy(
                            "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                                + "\"Resource\":\"arn:aws:iam::111122223333:role/${aws:userid}\"}"))))
        .containsExactlyInAnyOrder("sts:rolesessionname", "aws:username", "aws:userid");
  }

  @Test
  void aPrincipalThatIsASessionDependsOnTheSession() {
    assertThat(
            keys(
                new World()
                    .trust(
                        World.allow(
                            "\"AWS\":\"arn:aws:sts::111122223333:assumed-role/ci/build-1\"", ""))))
        .containsExactly(PolicyKeys.SESSION);
  }

  @Test
  void statementsOnOtherActionsDoNotCount() {
    assertThat(
            keys(
                new World()
                    .trust(World.allow(CI, ""))
                    .identity(
                        World.policy(
                            "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                                + "\"Condition\":{\"StringNotEquals\":{\"aws:userid\":\"x\"}}}"))))
        .isEmpty();
  }

  @Test
  void statementsOfScpsCount() {
    assertThat(
            keys(
                new World()
                    .trust(World.allow(CI, ""))
                    .scp(
                        World.policy(
                            "{\"Effect\":\"Deny\",\"NotAction\":\"s3:*\",\"Resource\":\"*\","
                                + "\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}}"))))
        .containsExactly("aws:sourceip");
  }
}
