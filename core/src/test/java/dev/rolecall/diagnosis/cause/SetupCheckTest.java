package dev.rolecall.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.policy.PolicyReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with the caller's set-up comes before any change of a policy.
class SetupCheckTest {

  private static final String ACCOUNT = "arn:aws:iam::" + World.ROLE_ACCOUNT;
  private static final String CLUSTER =
      ACCOUNT + ":oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";
  private static final String EVERYTHING =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");

  private final Map<String, String> roles = new HashMap<>();
  private final Set<String> gone = new HashSet<>();

  private Caller session(String role, String session) {
    RoleArn arn = RoleArn.parse(ACCOUNT + ":role/" + role).orElseThrow();
    return new Caller.RoleSession(
        new RoleSessionArn("aws", new AccountId(World.ROLE_ACCOUNT), role, session),
        Optional.of(arn),
        Optional.of("AROAEXAMPLEEXAMPLE001"));
  }

  private Explanation explain(Caller caller, String trust) {
    roles.put(World.ROLE.toString(), trust);
    return explain(caller, World.ROLE);
  }

  private Explanation explain(Caller caller, RoleArn target) {
    World world =
        new World().caller(caller).target(new TargetRole.Known(target)).identity(EVERYTHING);
    Evidence evidence = world.evidence();
    return new Explainer(
            new Evidence(
                new Several(), evidence.callers(), evidence.organizations(), evidence.changes()))
        .explain(world.denial());
  }

  /// Only the roles that a test has.
  private final class Several implements Roles {
    @Override
    public Lookup<RoleFacts> role(RoleArn arn) {
      if (gone.contains(arn.toString())) {
        return new Lookup.Absent<>();
      }
      return Optional.ofNullable(roles.get(arn.toString()))
          .<Lookup<RoleFacts>>map(trust -> new Lookup.Found<>(facts(arn, trust)))
          .orElseGet(() -> new Lookup.Unreadable<>(new Gap("the role", "not read", "read it")));
    }

    private static RoleFacts facts(RoleArn arn, String trust) {
      return new RoleFacts(
          arn, Optional.empty(), Optional.empty(), Map.of(), PolicyReader.read(trust));
    }

    @Override
    public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
      return new Lookup.Found<>(List.of());
    }

    @Override
    public List<RoleArn> rolesNamed(String name) {
      return roles.keySet().stream()
          .flatMap(arn -> RoleArn.parse(arn).stream())
          .filter(arn -> arn.name().equals(name))
          .toList();
    }
  }

  private static String web(String provider) {
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
            + provider
            + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\"}");
  }

  @Test
  void theRoleOfAMachineIsNotTrustedInPlaceOfAServiceAccount() {
    Explanation explanation = explain(session("node", "i-0123456789abcdef0"), web(CLUSTER));
    assertThat(explanation.setup())
        .hasValue(new CallerSetup.FallbackIdentity(CallerSetup.Workload.SERVICE_ACCOUNT));
    assertThat(explanation.fixes()).isEmpty();
    assertThat(explanation.diagnosis().actor()).isEqualTo(Actor.CALLER_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "pods.eks.amazonaws.com, POD_IDENTITY",
    "ecs-tasks.amazonaws.com, ECS_TASK",
    "lambda.amazonaws.com, LAMBDA_FUNCTION"
  })
  void theRoleOfAMachineIsKnownByWhatItTrusts(String service, CallerSetup.Workload meant) {
    roles.put(ACCOUNT + ":role/worker", World.allow("\"Service\":\"ec2.amazonaws.com\"", ""));
    Explanation explanation =
        explain(session("worker", "x"), World.allow("\"Service\":\"" + service + "\"", ""));
    assertThat(explanation.setup()).hasValue(new CallerSetup.FallbackIdentity(meant));
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void aPersonMayBeTrustedByTheRoleOfAServiceAccount() {
    Explanation explanation = explain(session("developer", "ana"), web(CLUSTER));
    assertThat(explanation.setup()).isEmpty();
    assertThat(explanation.fixes()).hasSize(1);
  }

  @Test
  void aMachineMayBeTrustedByARoleThatTrustsOtherRoles() {
    Explanation explanation =
        explain(
            session("node", "i-0123456789abcdef0"),
            World.allow("\"AWS\":\"" + ACCOUNT + ":role/deployer\"", ""));
    assertThat(explanation.setup()).isEmpty();
    assertThat(explanation.fixes()).hasSize(1);
  }

  @Test
  void aSessionOfTheRoleItselfDropsTheSecondAssume() {
    RoleArn role = World.ROLE;
    Caller self =
        new Caller.RoleSession(
            new RoleSessionArn("aws", role.account(), role.name(), "x"),
            Optional.of(role),
            Optional.empty());
    Explanation explanation =
        explain(self, World.allow("\"AWS\":\"" + ACCOUNT + ":role/deployer\"", ""));
    assertThat(explanation.setup()).hasValue(new CallerSetup.AlreadyTheRole());
    assertThat(explanation.fixes()).hasSize(1);
    assertThat(explanation.diagnosis().actor()).isEqualTo(Actor.CALLER_REQUEST);
  }

  @Test
  void aChainThatWasCutShortGoesThroughTheRoleBetween() {
    roles.put(ACCOUNT + ":role/hub", World.allow("\"AWS\":\"" + ACCOUNT + ":role/ci\"", ""));
    Explanation explanation =
        explain(session("ci", "x"), World.allow("\"AWS\":\"" + ACCOUNT + ":role/hub\"", ""));
    assertThat(explanation.setup())
        .hasValue(
            new CallerSetup.ChainCutShort(RoleArn.parse(ACCOUNT + ":role/hub").orElseThrow()));
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void aRoleThatDoesNotTrustTheCallerIsNoWay() {
    roles.put(ACCOUNT + ":role/hub", World.allow("\"AWS\":\"" + ACCOUNT + ":role/other\"", ""));
    Explanation explanation =
        explain(session("ci", "x"), World.allow("\"AWS\":\"" + ACCOUNT + ":role/hub\"", ""));
    assertThat(explanation.setup()).isEmpty();
    assertThat(explanation.fixes()).hasSize(1);
  }

  @Test
  void theSameRoleInAnotherAccountThatTrustsTheCallerIsNamedFirst() {
    String elsewhere = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/deploy";
    roles.put(elsewhere, World.allow("\"AWS\":\"" + ACCOUNT + ":role/ci\"", ""));
    Explanation explanation =
        explain(session("ci", "x"), World.allow("\"AWS\":\"" + ACCOUNT + ":role/deployer\"", ""));
    assertThat(explanation.setup())
        .hasValue(new CallerSetup.OtherAccount(RoleArn.parse(elsewhere).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "undefined", "None", "ROLE_NAME"})
  void aNameThatIsAPlaceholderIsSaidToBeOne(String name) {
    RoleArn role = RoleArn.parse(ACCOUNT + ":role/" + name).orElseThrow();
    assertThat(SetupCheck.placeholder(new TargetRole.Known(role)))
        .hasValue(new CallerSetup.Placeholder(name));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::${ACCOUNT_ID}:role/deploy, ${ACCOUNT_ID}",
    "arn:aws:iam::111122223333:role/<role>, <role>",
    "arn:aws:iam::111122223333:role/undefined, undefined"
  })
  void anArnWithAPlaceholderIsSaidToHaveOne(String arn, String placeholder) {
    assertThat(
            SetupCheck.placeholder(
                new TargetRole.Unreadable(arn, TargetRole.Unreadable.Source.REQUEST)))
        .hasValue(new CallerSetup.Placeholder(placeholder));
  }

  @Test
  void anOrdinaryNameIsNoPlaceholder() {
    assertThat(SetupCheck.placeholder(new TargetRole.Known(World.ROLE))).isEmpty();
    assertThat(
            SetupCheck.placeholder(
                new TargetRole.Unreadable("deploy", TargetRole.Unreadable.Source.REQUEST)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
        "role/aws-service-role/es.amazonaws.com/AWSServiceRoleForEs"
      })
  void whatNobodyMayEditIsNotChanged(String role) {
    RoleArn target = RoleArn.parse(ACCOUNT + ":" + role).orElseThrow();
    assertThat(target.isUnmodifiable()).isTrue();
    assertThat(World.ROLE.isUnmodifiable()).isFalse();
  }

  private static final String NODE = "i-0123456789abcdef0";

  private static String trusting(String... roles) {
    return World.allow(
        "\"AWS\":[%s]"
            .formatted(
                Stream.of(roles)
                    .map(role -> "\"" + ACCOUNT + ":role/" + role + "\"")
                    .collect(Collectors.joining(","))),
        "");
  }

  private void trusts(String role, String trust) {
    roles.put(ACCOUNT + ":role/" + role, trust);
  }

  private static String statement(String principal, String action) {
    return "{\"Effect\":\"Allow\",\"Principal\":{%s},\"Action\":\"%s\"}"
        .formatted(principal, action);
  }

  @Test
  void aClusterThatIsNotEksIsKnownByTheSubjectsOfItsTokens() {
    String provider = ACCOUNT + ":oidc-provider/oidc.k8s.example.com";
    String subject = ",\"Condition\":{\"StringLike\":{\"oidc.k8s.example.com:sub\":\"%s\"}}}";
    assertThat(
            explain(
                    session("node", NODE),
                    web(provider)
                        .replace("}]", subject.formatted("system:serviceaccount:shop:api") + "]"))
                .setup())
        .hasValue(new CallerSetup.FallbackIdentity(CallerSetup.Workload.SERVICE_ACCOUNT));
    assertThat(
            explain(
                    session("node", NODE),
                    web(provider).replace("}]", subject.formatted("repo:acme/app:*") + "]"))
                .setup())
        .isEmpty();
  }

  @Test
  void aRoleOfAnotherServiceIsNotForWhatRunsOnAMachine() {
    assertThat(
            explain(session("node", NODE), World.allow("\"Service\":\"glue.amazonaws.com\"", ""))
                .setup())
        .isEmpty();
  }

  @Test
  void aRoleForSeveralKindsOfWorkloadsIsForNoneInPlaceOfTheMachine() {
    String ecs = statement("\"Service\":\"ecs-tasks.amazonaws.com\"", "sts:AssumeRole");
    String lambda = statement("\"Service\":\"lambda.amazonaws.com\"", "sts:AssumeRole");
    assertThat(explain(session("node", NODE), World.policy(ecs, lambda)).setup()).isEmpty();
    assertThat(explain(session("node", NODE), World.policy(ecs, ecs)).setup())
        .hasValue(new CallerSetup.FallbackIdentity(CallerSetup.Workload.ECS_TASK));
  }

  @ParameterizedTest
  @CsvSource({
    "i-01234567, true",
    "i-0123456789abcdef0, true",
    // names that a person or a pipeline may choose
    "i-0123, false",
    "i-deploy-to-prod, false",
    "ci-0123456789abcdef0, false",
  })
  void aMachineIsKnownByItsSessionsName(String name, boolean machine) {
    assertThat(explain(session("node", name), web(CLUSTER)).setup().isPresent()).isEqualTo(machine);
  }

  @Test
  void aRoleThatPeopleAssumeIsNoMachines() {
    trusts("worker", World.allow("\"AWS\":\"111122223333\"", ""));
    assertThat(explain(session("worker", "x"), web(CLUSTER)).setup()).isEmpty();
  }

  @Test
  void aUserIsNoMachine() {
    assertThat(explain(World.user(World.ROLE_ACCOUNT, NODE), web(CLUSTER)).setup()).isEmpty();
  }

  @Test
  void theCallersOwnRoleIsNoStepBetween() {
    trusts("builder", trusting("builder"));
    String trust =
        World.policy(
            statement("\"AWS\":\"" + ACCOUNT + ":role/builder\"", "sts:TagSession"),
            statement("\"AWS\":\"" + ACCOUNT + ":role/builders\"", "sts:AssumeRole"));
    Explanation explanation = explain(session("builder", "x"), trust);
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(explanation.setup()).isEmpty();
  }

  @Test
  void aRoleThatIsGoneIsNoStepBetween() {
    gone.add(ACCOUNT + ":role/hub");
    assertThat(explain(session("ci", "x"), trusting("hub")).setup()).isEmpty();
  }

  @Test
  void onlyThreeRolesAreAskedForAStepBetween() {
    trusts("hub", trusting("ci"));
    assertThat(explain(session("ci", "x"), trusting("one", "two", "hub")).setup()).isPresent();
    assertThat(explain(session("ci", "x"), trusting("one", "two", "three", "hub")).setup())
        .isEmpty();
  }

  @Test
  void theCallersOwnRoleIsNotTheOneThatWasMeantInAnotherAccount() {
    String own = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/deploy";
    roles.put(own, World.allow("\"AWS\":\"" + own + "\"", ""));
    Explanation explanation =
        explain(World.session(World.OTHER_ACCOUNT, "deploy"), trusting("deployer"));
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(explanation.setup()).isEmpty();
  }

  private static RoleArn role(String name) {
    return RoleArn.parse(ACCOUNT + ":role/" + name).orElseThrow();
  }

  @Test
  void whereThereIsNoSuchRoleAPlaceholderOrAnotherAccountIsSeen() {
    gone.add(role("undefined").toString());
    assertThat(explain(session("ci", "x"), role("undefined")).setup())
        .hasValue(new CallerSetup.Placeholder("undefined"));

    gone.add(role("publish").toString());
    assertThat(explain(session("ci", "x"), role("publish")).setup()).isEmpty();
    String elsewhere = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":role/publish";
    roles.put(elsewhere, trusting("ci"));
    assertThat(explain(session("ci", "x"), role("publish")).setup())
        .hasValue(new CallerSetup.OtherAccount(RoleArn.parse(elsewhere).orElseThrow()));
  }

  @Test
  void whereTheRoleCouldNotBeReadAPlaceholderIsSeen() {
    assertThat(explain(session("ci", "x"), role("undefined")).setup())
        .hasValue(new CallerSetup.Placeholder("undefined"));
    assertThat(explain(session("ci", "x"), role("publish")).setup()).isEmpty();
  }

  @Test
  void aRoleWithSuchANameThatIsThereIsNoPlaceholder() {
    trusts("example", World.allow("\"AWS\":\"*\"", ""));
    assertThat(explain(session("ci", "x"), role("example")).setup()).isEmpty();
  }

  @Test
  void aRoleOfThatNameInTheSameAccountIsNotSaidToBeInAnother() {
    RoleArn wrongPath = RoleArn.parse(ACCOUNT + ":role/ops/publish").orElseThrow();
    gone.add(wrongPath.toString());
    trusts("publish", trusting("ci"));
    assertThat(explain(session("ci", "x"), wrongPath).setup()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AWS\":\"999999999999\"",
        "\"AWS\":\"arn:aws:iam::999999999999:user/ada\"",
        "\"AWS\":\"arn:aws:sts::999999999999:assumed-role/deployer/x\"",
        "\"AWS\":\"AROADELETEDROLE000001\"",
        "\"AWS\":\"arn:aws:iam::999999999999:role/dep*\"",
      })
  void aRoleForOtherPrincipalsIsForNoWorkload(String principal) {
    assertThat(explain(session("node", NODE), World.allow(principal, "")).setup()).isEmpty();
  }
}
