package dev.rolecall.gate.plan;

import static dev.rolecall.gate.plan.Plans.APP;
import static dev.rolecall.gate.plan.Plans.DEPLOYER;
import static dev.rolecall.gate.plan.Plans.allow;
import static dev.rolecall.gate.plan.Plans.role;
import static dev.rolecall.gate.plan.Plans.text;
import static dev.rolecall.gate.plan.Plans.trust;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.Gate;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.pairs.AccessPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans that span accounts. The account 111111111111 has the caller, 222222222222 the role.
class PlanAccountsTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private static final String FRESH = "arn:aws:iam::222222222222:role/fresh";

  /// The call of the example loses its permission.
  private static final String LOSES =
      resource(
          "aws_iam_role_policy.deployer",
          "delete",
          "{\"role\": \"deployer\", \"name\": \"assume\", \"policy\": " + text(allow(APP)) + "}",
          "null",
          "{}");

  private static String resource(
      String address, String actions, String before, String after, String unknown) {
    String type = address.replaceAll(".*?(aws_[a-z_]+)\\..*", "$1");
    return """
    {"address": %s, "mode": "managed", "type": "%s", "name": "x", "change": {"actions": %s,
     "before": %s, "after": %s, "after_unknown": %s}}
    """
        .formatted(
            text(address),
            type,
            actions.startsWith("[") ? actions : "[\"" + actions + "\"]",
            before,
            after,
            unknown);
  }

  /// A role `fresh` is created that trusts the deployer.
  private static String creates(String address) {
    return resource(
        address,
        "create",
        "null",
        "{\"name\": \"fresh\", \"path\": \"/\", \"assume_role_policy\": "
            + text(trust(DEPLOYER, ""))
            + "}",
        "{\"arn\": true}");
  }

  /// @param parts `configuration` and other members
  private static String plan(List<String> changes, String parts) {
    return "{\"format_version\": \"1.2\", \"resource_changes\": ["
        + String.join(",", changes)
        + "], "
        + parts
        + "}";
  }

  /// @param provider the expressions of the provider `aws.app`
  private static String configuration(String provider) {
    return """
    "configuration": {
      "provider_config": {
        "aws": {"name": "aws", "full_name": "example/hashicorp/aws"},
        "aws.app": {"name": "aws", "full_name": "example/hashicorp/aws", "alias": "app", "expressions": %s},
        "random": {"name": "random", "full_name": "example/hashicorp/random"}},
      "root_module": {
        "variables": {"app": {"default": "222222222222"}, "accounts": {}},
        "resources": [
          {"address": "aws_iam_role.fresh", "type": "aws_iam_role", "provider_config_key": "aws.app"},
          {"address": "aws_iam_role.deployer", "type": "aws_iam_role", "provider_config_key": "aws"},
          {"address": "aws_iam_role_policy.again", "type": "aws_iam_role_policy", "provider_config_key": "aws"},
          {"address": "aws_iam_role_policy.deployer", "type": "aws_iam_role_policy", "provider_config_key": "aws"},
          {"address": "data.aws_caller_identity.app", "type": "aws_caller_identity", "provider_config_key": "aws.app"}],
        "module_calls": {"deploy": {
          "expressions": {"target": {"references": ["var.app"]}},
          "module": {
            "variables": {"target": {}},
            "resources": [
              {"address": "aws_iam_role.fresh", "type": "aws_iam_role", "provider_config_key": "%s"}]}}}}}
    """
        .formatted(provider, "module.deploy:aws.own");
  }

  private static Judgement judge(String plan, AccountOptions options, String role) {
    PlanReading reading = Plans.reading(plan, options);
    assertThat(reading).isInstanceOf(PlanReading.Read.class);
    return new Gate(Optional.of(((PlanReading.Read) reading).proposal()), NOW)
        .judge(Plans.pair(DEPLOYER, role, AccessPair.Expectation.ALLOWED), _ -> Plans.evidence());
  }

  private static final AccountOptions NONE = new AccountOptions(Map.of(), Optional.empty());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::222222222222:role/tf"}}]}                | 222222222222
          {"assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::333333333333:role/tf"}}]}                | 333333333333
          {"assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::333333333333:role/hop"}}, {"role_arn": {"constant_value": "arn:aws:iam::222222222222:role/tf"}}]} | 222222222222
          {"assume_role": [{"role_arn": {"references": ["var.app"]}}]}                                            | 222222222222
          {"assume_role": [{"role_arn": {"references": ["var.accounts[\\"app\\"].id", "var.accounts[\\"app\\"]", "var.accounts"]}}]} | 222222222222
          {"assume_role": [{"role_arn": {"references": ["local.role"]}}]}                                         | unknown
          {"assume_role": [{"role_arn": {"references": ["local.role"]}}], "allowed_account_ids": {"constant_value": ["222222222222"]}} | 222222222222
          {"allowed_account_ids": {"constant_value": ["222222222222"]}}                                           | 222222222222
          {"allowed_account_ids": {"constant_value": ["222222222222", "333333333333"]}}                           | unknown
          {"assume_role_with_web_identity": [{"role_arn": {"constant_value": "arn:aws:iam::222222222222:role/tf"}}]} | 222222222222
          {}                                                                                                      | unknown
          """)
  void theProviderNamesItsAccount(String provider, String account) {
    String variables =
        "\"variables\": {\"accounts\": {\"value\": {\"app\": {\"id\": \"222222222222\"}}}}, ";
    String plan = plan(List.of(creates("aws_iam_role.fresh")), variables + configuration(provider));
    assertThat(exists(plan, NONE)).isEqualTo(account.equals("222222222222"));
    assertThat(judge(plan, NONE, FRESH).doubts().isEmpty()).isEqualTo(!account.equals("unknown"));
  }

  /// Whether the plan creates the role in its account.
  private static boolean exists(String plan, AccountOptions options) {
    PlanReading.Read read = (PlanReading.Read) Plans.reading(plan, options);
    return read.proposal().applyTo(Plans.evidence()).roles().rolesNamed("fresh").stream()
        .anyMatch(arn -> arn.toString().equals(FRESH));
  }

  @Test
  void aModuleMayHaveAProviderOfItsOwn() {
    String plan =
        plan(
            List.of(creates("module.deploy.aws_iam_role.fresh")),
            configuration("{}")
                .replace(
                    "\"random\": {",
                    """
                    "module.deploy:aws.own": {"name": "aws", "full_name": "example/hashicorp/aws",
                      "module_address": "module.deploy",
                      "expressions": {"allowed_account_ids": {"references": ["var.target"]}}},
                    "random": {\
                    """));
    assertThat(exists(plan, NONE)).isTrue();
  }

  @Test
  void whatExistsUnderAProviderIsInItsAccount() {
    String state =
        "\"prior_state\": {\"values\": {\"root_module\": {\"resources\": [{\"address\":"
            + " \"data.aws_caller_identity.app\", \"type\": \"aws_caller_identity\", \"values\":"
            + " {\"account_id\": \"222222222222\"}}], \"child_modules\": [{\"resources\": []}]}}},"
            + " ";
    List<String> changes = List.of(creates("aws_iam_role.fresh"));
    assertThat(exists(plan(changes, configuration("{}")), NONE)).isFalse();
    assertThat(exists(plan(changes, state + configuration("{}")), NONE)).isTrue();
  }

  @Test
  void anAccountCanBeGiven() {
    String plan = plan(List.of(creates("aws_iam_role.fresh")), configuration("{}"));
    AccountId app = new AccountId("222222222222");
    assertThat(exists(plan, new AccountOptions(Map.of("aws.app", app), Optional.empty()))).isTrue();
    assertThat(exists(plan, new AccountOptions(Map.of("aws", app), Optional.empty()))).isFalse();
    assertThat(exists(plan, new AccountOptions(Map.of(), Optional.of(app)))).isTrue();
    PlanReading.Read read =
        (PlanReading.Read)
            Plans.reading(plan, new AccountOptions(Map.of("aws.ap", app), Optional.empty()));
    assertThat(read.unknownProviders()).containsExactly("aws.ap");
    assertThat(read.notLookedAt())
        .containsExactly(
            "aws_iam_role.fresh: not checked: the plan does not say which account `fresh` is in,"
                + " and which one provider `aws.app` manages");
    assertThat(judge(plan, NONE, FRESH).doubts())
        .extracting(gap -> gap.learnBy().toString())
        .first()
        .asString()
        .contains("--provider-account aws.app=ACCOUNT");
  }

  @Test
  void aRoleThatExistsIsNotTheOneThatIsCreated() {
    String created =
        creates("aws_iam_role.fresh").replace("\"fresh\", \"path\"", "\"app-deploy\", \"path\"");
    String stays = resource("aws_iam_role.app", "no-op", role(APP, "{}"), role(APP, "{}"), "{}");
    // No configuration, so the plan seems to be in one account, in which the name is taken.
    String plan = plan(List.of(stays, created), "\"complete\": true");
    assertThat(judge(plan, NONE, APP).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void anAccountIsInOnePartitionWhateverElseIsInThePlan() {
    String replaced =
        resource(
            "aws_iam_role.app",
            "[\"delete\", \"create\"]",
            role(APP, trust(DEPLOYER, "")),
            "{\"name\": \"app-deploy\", \"path\": \"/\", \"assume_role_policy\": "
                + text(trust(DEPLOYER, ""))
                + "}",
            "{\"arn\": true}");
    String china = role("arn:aws-cn:iam::333333333333:role/x", "{}");
    String elsewhere = resource("aws_iam_role.z", "no-op", china, china, "{}");
    for (List<String> changes :
        List.of(List.of(replaced), List.of(replaced, elsewhere), List.of(elsewhere, replaced))) {
      assertThat(judge(plan(changes, "\"complete\": true"), NONE, APP).outcome())
          .isEqualTo(Outcome.HOLDS);
    }
  }

  /// Entries of several accounts, each of which changes no verdict by itself.
  private static List<String> strangers() {
    String stranger = "arn:aws:iam::333333333333:role/";
    return List.of(
        resource(
            "aws_iam_role.fresh",
            "create",
            "null",
            "{\"name\": \"app-deploy\", \"path\": \"/\", \"assume_role_policy\": "
                + text(trust("arn:aws:iam::333333333333:root", ""))
                + "}",
            "{\"arn\": true}"),
        resource("aws_iam_role.a", "delete", role(stranger + "app-deploy", "{}"), "null", "{}"),
        resource(
            "aws_iam_role.b",
            "update",
            role(stranger + "deployer", "{}"),
            role(stranger + "deployer", "{}"),
            "{}"),
        resource(
            "aws_iam_role_policy_attachment.c",
            "create",
            "null",
            "{\"role\": \"deployer\", \"policy_arn\": \"arn:aws:iam::333333333333:policy/x\"}",
            "{}"));
  }

  static List<List<String>> proposals() {
    String breaks =
        resource(
            "aws_iam_role.app",
            "update",
            role(APP, "{}"),
            role(APP, trust(DEPLOYER + "2", "")),
            "{}");
    String same =
        resource(
            "aws_iam_role.deployer", "no-op", role(DEPLOYER, "{}"), role(DEPLOYER, "{}"), "{}");
    return List.of(
        List.of(),
        List.of(breaks),
        List.of(same, LOSES),
        List.of(
            same,
            LOSES,
            LOSES
                .replace("policy.deployer", "policy.again")
                .replace("\"delete\"", "\"create\"")
                .replaceAll(
                    "\"before\": (\\{.*}), \"after\": null", "\"before\": null, \"after\": $1")));
  }

  @ParameterizedTest
  @MethodSource("proposals")
  void orderAndOtherAccountsChangeNoVerdict(List<String> changes) {
    String elsewhere =
        "{\"assume_role\": [{\"role_arn\": {\"constant_value\":"
            + " \"arn:aws:iam::333333333333:role/tf\"}}]}";
    Outcome alone = judge(plan(changes, configuration(elsewhere)), NONE, APP).outcome();
    assertThat(alone).isNotEqualTo(Outcome.UNDETERMINED);
    List<String> all = new ArrayList<>(changes);
    all.addAll(strangers());
    Random random = new Random(17);
    IntStream.range(0, 40)
        .forEach(
            _ -> {
              Collections.shuffle(all, random);
              assertThat(judge(plan(all, configuration(elsewhere)), NONE, APP).outcome())
                  .as(all.toString())
                  .isEqualTo(alone);
            });
  }

  /// Before Terraform 1.1, a plan does not say which provider is passed into a module.
  @Test
  void aProviderThatIsPassedIntoAModuleIsNotAnotherOne() {
    String old =
        configuration(
                "{\"assume_role\": [{\"role_arn\": {\"constant_value\":"
                    + " \"arn:aws:iam::222222222222:role/tf\"}}]}")
            .replace("module.deploy:aws.own", "deploy:aws");
    String plan = plan(List.of(creates("module.deploy[\"a\"].aws_iam_role.fresh")), old);
    assertThat(exists(plan, NONE)).isFalse();
    assertThat(judge(plan, NONE, FRESH).outcome()).isEqualTo(Outcome.UNDETERMINED);
    AccountOptions given =
        new AccountOptions(
            Map.of("module.deploy:aws", new AccountId("222222222222")), Optional.empty());
    assertThat(exists(plan, given)).isTrue();
    assertThat(((PlanReading.Read) Plans.reading(plan, given)).unknownProviders()).isEmpty();
  }

  private static final String APP_ACCOUNT =
      "{\"allowed_account_ids\": {\"constant_value\": [\"222222222222\"]}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          aws_iam_group_policy   | {"group": "g", "name": "p"}           | 222222222222 | UNDETERMINED
          aws_iam_group_policy   | {"group": "g", "name": "p"}           | 333333333333 | HOLDS
          aws_iam_user_ssh_key   | {"username": "ana"}                   | 222222222222 | HOLDS
          aws_iam_user_group_membership | {"user": "ana", "groups": []}  | 222222222222 | UNDETERMINED
          aws_iam_user_group_membership | {"user": "ana", "groups": []}  | 333333333333 | HOLDS
          aws_iam_user_group_membership | {"user": "bob", "groups": []}  | 222222222222 | HOLDS
          aws_iam_service_linked_role | {"aws_service_name": "ecs.amazonaws.com"} | 222222222222 | HOLDS
          aws_organizations_account | {"id": "222222222222"}             | 333333333333 | UNDETERMINED
          aws_organizations_account | {"id": "333333333333"}             | 333333333333 | HOLDS
          aws_organizations_organizational_unit | {"id": "ou-1"}         | 333333333333 | HOLDS
          awscc_organizations_policy | {"type": "SERVICE_CONTROL_POLICY", "target_ids": ["222222222222"]} | 333333333333 | UNDETERMINED
          awscc_organizations_policy | {"type": "TAG_POLICY", "target_ids": ["222222222222"]} | 333333333333 | HOLDS
          aws_controltower_control | {"control_identifier": "x"}         | 333333333333 | UNDETERMINED
          """)
  void whatIsNotFollowedConcernsItsOwnAccount(
      String type, String attributes, String account, Outcome outcome) {
    String change =
        "{\"address\": \"%s.x\", \"mode\": \"managed\", \"type\": \"%s\", \"change\": {\"actions\": [\"update\"], \"before\": {}, \"after\": %s, \"after_unknown\": {}}}"
            .formatted(type, type, attributes);
    String configuration =
        """
        "configuration": {"provider_config": {
            "aws": {"name": "aws"},
            "aws.a": {"name": "aws", "expressions": {"allowed_account_ids": {"constant_value": ["%s"]}}}},
          "root_module": {"resources": [{"address": "%s.x", "type": "%s", "provider_config_key": "aws.a"}]}}
        """
            .formatted(account, type, type);
    PlanReading.Read read =
        (PlanReading.Read) Plans.reading(plan(List.of(change), configuration), NONE);
    Judgement judgement =
        new Gate(Optional.of(read.proposal()), NOW)
            .judge(
                Plans.pair(
                    Plans.ANA,
                    "arn:aws:iam::222222222222:role/break-glass",
                    AccessPair.Expectation.ALLOWED),
                _ -> Plans.evidence());
    assertThat(judgement.outcome()).isEqualTo(outcome);
  }

  @Test
  void whatADocumentWaitsForIsFoundThroughModules() {
    String waits =
        resource(
            "module.deploy.aws_iam_role.fresh",
            "create",
            "null",
            "{\"name\": \"fresh\", \"path\": \"/\"}",
            "{\"arn\": true, \"assume_role_policy\": true}");
    String source =
        resource("module.keys.aws_kms_key.k", "create", "null", "{}", "{\"arn\": true}");
    String configuration =
        """
        "configuration": {"provider_config": {"aws": {"name": "aws", "expressions": %s}},
          "root_module": {"module_calls": {
            "keys": {"module": {
              "outputs": {"arn": {"expression": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}}},
              "resources": [{"address": "aws_kms_key.k", "type": "aws_kms_key", "provider_config_key": "aws"}]}},
            "deploy": {"expressions": {"key": {"references": ["module.keys.arn", "module.keys"]}}, "module": {
              "resources": [
                {"address": "aws_iam_role.fresh", "type": "aws_iam_role", "provider_config_key": "aws",
                 "expressions": {"assume_role_policy": {"references": ["var.key"]}}}]}}}}}
        """
            .formatted(APP_ACCOUNT);
    PlanReading.Read read =
        (PlanReading.Read) Plans.reading(plan(List.of(waits, source), configuration), NONE);
    assertThat(
            read.proposal()
                .applyTo(Plans.evidence())
                .roles()
                .role(RoleArn.parse(FRESH).orElseThrow())
                .toString())
        .contains("it depends on module.keys.aws_kms_key.k")
        .contains("terraform apply '-target=module.keys.aws_kms_key.k', then check a new plan");
  }

  @ParameterizedTest
  @CsvSource({"a, z", "z, a"})
  void aNameThatOneRoleLeavesAnotherTakes(String leaves, String takes) {
    String trust = Plans.role(APP, trust(DEPLOYER, ""));
    String other = role(APP.replace("app-deploy", "other"), trust(DEPLOYER, ""));
    String plan =
        plan(
            List.of(
                resource("aws_iam_role." + leaves, "[\"delete\", \"create\"]", trust, other, "{}"),
                resource("aws_iam_role." + takes, "[\"create\", \"delete\"]", other, trust, "{}")),
            "\"complete\": true");
    assertThat(judge(plan, NONE, APP).outcome()).isEqualTo(Outcome.HOLDS);
  }
}
