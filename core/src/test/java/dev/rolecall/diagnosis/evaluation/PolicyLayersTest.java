package dev.rolecall.diagnosis.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.diagnosis.World;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which types of policies take part in a call depends on who calls, and on what could be read.
class PolicyLayersTest {

  private static final Gap GAP = new Gap("the endpoint", "not recorded", "look");
  private static final String ALLOW =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

  private static World world(Caller caller) {
    return new World().caller(caller).identity(ALLOW).boundary(ALLOW).scp(ALLOW).rcp(ALLOW);
  }

  private static Map<PolicyType, Layer> layers(World world, boolean real) {
    return PolicyLayers.of(Facts.gather(world.denial(), World.ROLE, world.evidence(), real), real);
  }

  private static Set<PolicyType> takePart(World world) {
    Set<PolicyType> types = EnumSet.noneOf(PolicyType.class);
    layers(world, true)
        .forEach(
            (type, layer) -> {
              if (!(layer instanceof Layer.NotApplicable)) {
                types.add(type);
              }
            });
    return types;
  }

  private static Gap unread(World world, PolicyType type) {
    assertThat(layers(world, true).get(type)).isInstanceOf(Layer.Unread.class);
    return layers(world, true).get(type) instanceof Layer.Unread(Gap gap) ? gap : GAP;
  }

  @Test
  void aUserIsBoundByAllButASessionPolicy() {
    assertThat(takePart(world(World.user(World.ROLE_ACCOUNT, "ci"))))
        .containsExactlyInAnyOrder(
            PolicyType.TRUST_POLICY,
            PolicyType.IDENTITY_POLICY,
            PolicyType.PERMISSIONS_BOUNDARY,
            PolicyType.SCP,
            PolicyType.RCP);
  }

  @Test
  void aSessionMayHaveAPolicyThatNobodyCanRead() {
    World world = world(World.session(World.ROLE_ACCOUNT, "ci"));
    assertThat(takePart(world))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(PolicyType.VPC_ENDPOINT_POLICY)));
    assertThat(GapSentence.fact(unread(world, PolicyType.SESSION_POLICY)))
        .contains("session policy");
    assertThat(layers(world, false).get(PolicyType.SESSION_POLICY))
        .as("a call that nobody made has none")
        .isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void callersWithoutAnIamIdentityAreBoundByTheRolesSideOnly() {
    for (Caller caller :
        new Caller[] {
          new Caller.AwsService("lambda.amazonaws.com"),
          new Caller.Saml(Optional.empty(), "ann"),
          new Caller.WebIdentity(Optional.of("accounts.google.com"), Optional.empty(), "1")
        }) {
      assertThat(takePart(world(caller)))
          .as("%s", caller)
          .containsExactlyInAnyOrder(PolicyType.TRUST_POLICY, PolicyType.RCP);
    }
  }

  @Test
  void aCallerWhomTheRecordDoesNotTellMayBeBoundByAnything() {
    World world = world(new Caller.Unidentified("IAMUser", "AIDAEXAMPLE", Optional.empty()));
    assertThat(takePart(world)).contains(PolicyType.IDENTITY_POLICY, PolicyType.SESSION_POLICY);
    assertThat(GapSentence.why(unread(world, PolicyType.SCP))).contains("the caller's account");
  }

  private static Caller linked() {
    RoleArn arn =
        RoleArn.parse(
                "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
            .orElseThrow();
    return new Caller.RoleSession(
        new RoleSessionArn("aws", new AccountId(World.ROLE_ACCOUNT), arn.name(), "ecs"),
        Optional.of(arn),
        Optional.empty());
  }

  @Test
  void scpsBindNeitherServiceLinkedRolesNorTheManagementAccount() {
    assertThat(takePart(world(linked()))).doesNotContain(PolicyType.SCP);
    assertThat(takePart(world(World.user("999999999999", "ci"))))
        .contains(PolicyType.RCP)
        .doesNotContain(PolicyType.SCP);
  }

  @Test
  void rcpsDoNotBindServiceLinkedRoles() {
    World world = world(World.user(World.ROLE_ACCOUNT, "ci"));
    RoleArn target =
        RoleArn.parse("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/ForEcs")
            .orElseThrow();
    Facts facts = Facts.gather(world.denial(), target, world.evidence(), true);
    assertThat(PolicyLayers.of(facts, true).get(PolicyType.RCP))
        .isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void anEndpointThatTheCallCameThroughHasAPolicyThatIsNotRead() {
    World through =
        world(World.user(World.ROLE_ACCOUNT, "ci"))
            .key("aws:SourceVpce", KeyState.present("vpce-0a1b2c3d"));
    assertThat(GapSentence.fact(unread(through, PolicyType.VPC_ENDPOINT_POLICY)))
        .contains("vpce-0a1b2c3d");
    World perhaps =
        world(World.user(World.ROLE_ACCOUNT, "ci")).key("aws:SourceVpce", KeyState.unknown(GAP));
    assertThat(GapSentence.fact(unread(perhaps, PolicyType.VPC_ENDPOINT_POLICY)))
        .contains("if the call used one");
    assertThat(layers(perhaps, false).get(PolicyType.VPC_ENDPOINT_POLICY))
        .isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void whatCouldNotBeReadIsAGapOfItsOwn() {
    World world =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .roleUnread()
            .callerUnread()
            .organizationUnread();
    assertThat(GapSentence.fact(unread(world, PolicyType.TRUST_POLICY)))
        .contains("the trust policy");
    assertThat(GapSentence.fact(unread(world, PolicyType.IDENTITY_POLICY)))
        .contains("identity-based");
    assertThat(GapSentence.fact(unread(world, PolicyType.PERMISSIONS_BOUNDARY)))
        .contains("permissions boundary");
    assertThat(GapSentence.fact(unread(world, PolicyType.SCP)))
        .contains("SCPs of the caller's account");
    assertThat(GapSentence.fact(unread(world, PolicyType.RCP)))
        .contains("RCPs of the role's account");
  }

  @Test
  void aTrustStatementWithoutAPrincipalSaysNothing() {
    World world =
        new World()
            .trust(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}"));
    assertThat(GapSentence.why(unread(world, PolicyType.TRUST_POLICY)))
        .contains("without a principal");
  }
}
