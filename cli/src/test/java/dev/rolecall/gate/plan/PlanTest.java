package dev.rolecall.gate.plan;

import static dev.rolecall.gate.plan.Plans.ANA;
import static dev.rolecall.gate.plan.Plans.APP;
import static dev.rolecall.gate.plan.Plans.DEPLOYER;
import static dev.rolecall.gate.plan.Plans.allow;
import static dev.rolecall.gate.plan.Plans.change;
import static dev.rolecall.gate.plan.Plans.plan;
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
import dev.rolecall.gate.proposal.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the resources of a plan do to pairs of the example.
class PlanTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String BREAK_GLASS = "arn:aws:iam::222222222222:role/break-glass";
  private static final String ACME = "{\"StringEquals\": {\"sts:ExternalId\": \"acme-deploy-7\"}}";
  private static final String TRUST = trust(DEPLOYER, ACME);
  private static final String OF_DEPLOYER =
      "{\"role\": \"deployer\", \"name\": \"assume\", \"policy\": " + text(allow(APP)) + "}";
  private static final String POLICY = "arn:aws:iam::111111111111:policy/assume";

  private static Judgement judge(String plan, String caller, String role) {
    Proposal proposal = Plans.read(plan).proposal();
    return new Gate(Optional.of(proposal), NOW)
        .judge(Plans.pair(caller, role, AccessPair.Expectation.ALLOWED), _ -> Plans.evidence());
  }

  private static Arguments row(String title, Outcome outcome, String... changes) {
    return Arguments.of(title, outcome, plan(changes));
  }

  private static String ofDeployer(String action, String after, String unknown) {
    return change("aws_iam_role_policy", action, OF_DEPLOYER, after, unknown);
  }

  /// So that the plan tells in which account it works.
  private static final String SAME =
      change("aws_iam_role", "no-op", role(DEPLOYER, "{}"), role(DEPLOYER, "{}"), "");

  private static String deployer(String attributes) {
    String all = role(DEPLOYER, "{}");
    return all.substring(0, all.lastIndexOf('}')) + ", " + attributes + "}";
  }

  static Stream<Arguments> deployments() {
    return Stream.of(
        row("nothing happens", Outcome.HOLDS, SAME),
        row(
            "something else is created",
            Outcome.HOLDS,
            change("aws_s3_bucket", "create", "", "{\"bucket\": \"x\"}", "")),
        row(
            "an access key goes",
            Outcome.HOLDS,
            change("aws_iam_access_key", "delete", "{\"user\": \"ana\"}", "", "")),
        row(
            "the trust policy names somebody else",
            Outcome.BREAKS,
            change(
                "aws_iam_role",
                "update",
                role(APP, TRUST),
                role(APP, trust(DEPLOYER + "2", ACME)),
                "")),
        row(
            "the trust policy is written anew and means the same",
            Outcome.HOLDS,
            change("aws_iam_role", "update", role(APP, "{}"), role(APP, TRUST), "")),
        row(
            "the trust policy is known after the apply",
            Outcome.UNDETERMINED,
            change(
                "aws_iam_role",
                "update",
                role(APP, TRUST),
                "{\"arn\": \"" + APP + "\", \"name\": \"app-deploy\"}",
                "{\"assume_role_policy\": true}")),
        row(
            "the trust policy is none",
            Outcome.UNDETERMINED,
            change("aws_iam_role", "update", role(APP, TRUST), role(APP, "{\"x\": 1}"), "")),
        row(
            "the role goes",
            Outcome.BREAKS,
            change("aws_iam_role", "delete", role(APP, TRUST), "", "")),
        row(
            "the role is replaced, and trusts the same",
            Outcome.HOLDS,
            change("aws_iam_role", "replace", role(APP, TRUST), role(APP, TRUST), "")),
        row(
            "the role moves to another path",
            Outcome.BREAKS,
            change(
                "aws_iam_role",
                "replace",
                role(APP, TRUST),
                role(APP.replace("role/", "role/apps/"), TRUST),
                "")),
        row(
            "the caller goes",
            Outcome.BREAKS,
            change("aws_iam_role", "delete", role(DEPLOYER, "{}"), "", "")),
        row(
            "the caller is replaced: its ARN is the same, its unique id is not",
            Outcome.BREAKS,
            change("aws_iam_role", "replace", role(DEPLOYER, "{}"), role(DEPLOYER, "{}"), ""),
            ofDeployer("replace", OF_DEPLOYER, "")),
        row(
            "the caller is replaced, and the role's trust is written after it",
            Outcome.HOLDS,
            change("aws_iam_role", "replace", role(DEPLOYER, "{}"), role(DEPLOYER, "{}"), ""),
            ofDeployer("replace", OF_DEPLOYER, ""),
            change("aws_iam_role", "update", role(APP, "{}"), role(APP, TRUST), "")),
        row(
            "the caller moves to another place of the configuration: it is replaced all the same",
            Outcome.BREAKS,
            change("aws_iam_role", "create", "", role(DEPLOYER, "{}"), ""),
            ofDeployer("create", OF_DEPLOYER, ""),
            change("aws_iam_role", "delete", role(DEPLOYER, "{}"), "", "")),
        row(
            "the role moves to another place of the configuration",
            Outcome.HOLDS,
            change("aws_iam_role", "create", "", role(APP, TRUST), ""),
            change("aws_iam_role", "delete", role(APP, TRUST), "", "")),
        row(
            "the caller's permission goes",
            Outcome.BREAKS,
            SAME,
            change("aws_iam_role_policy", "delete", OF_DEPLOYER, "", "")),
        row(
            "the caller's permission is for another role",
            Outcome.BREAKS,
            SAME,
            ofDeployer("update", OF_DEPLOYER.replace("app-deploy", "app"), "")),
        row(
            "the caller's permission is known after the apply",
            Outcome.UNDETERMINED,
            SAME,
            ofDeployer(
                "update", "{\"role\": \"deployer\", \"name\": \"assume\"}", "{\"policy\": true}")),
        row(
            "a permission of a namesake changes, in which account is not told",
            Outcome.UNDETERMINED,
            ofDeployer("update", OF_DEPLOYER, "")),
        row(
            "a permission of a role that is still to come changes",
            Outcome.HOLDS,
            SAME,
            change("aws_iam_role_policy", "create", "", "{\"name\": \"p\"}", "{\"role\": true}")),
        row(
            "a policy that nobody read is attached: it may deny",
            Outcome.UNDETERMINED,
            change(
                "aws_iam_role_policy_attachment",
                "create",
                "",
                "{\"role\": \"deployer\", \"policy_arn\": \"" + POLICY + "\"}",
                "")),
        row(
            "the permission moves to a managed policy",
            Outcome.HOLDS,
            SAME,
            change("aws_iam_role_policy", "delete", OF_DEPLOYER, "", ""),
            change(
                "aws_iam_policy",
                "create",
                "",
                "{\"name\": \"assume\", \"path\": \"/\", \"policy\": " + text(allow(APP)) + "}",
                "{\"arn\": true}"),
            change(
                "aws_iam_role_policy_attachment",
                "create",
                "",
                "{\"role\": \"deployer\", \"policy_arn\": \"" + POLICY + "\"}",
                "")),
        row(
            "a boundary that nobody read is set",
            Outcome.UNDETERMINED,
            change(
                "aws_iam_role",
                "update",
                role(DEPLOYER, "{}"),
                deployer("\"permissions_boundary\": \"" + POLICY + "\""),
                "")),
        row(
            "a boundary is set that leaves the call out",
            Outcome.BREAKS,
            change(
                "aws_iam_policy",
                "create",
                "",
                "{\"name\": \"assume\", \"policy\": " + text(allow(APP + "2")) + "}",
                ""),
            change(
                "aws_iam_role",
                "update",
                role(DEPLOYER, "{}"),
                deployer("\"permissions_boundary\": \"" + POLICY + "\""),
                "")),
        row(
            "the role's own block of policies has a denial",
            Outcome.BREAKS,
            change(
                "aws_iam_role",
                "update",
                role(DEPLOYER, "{}"),
                deployer(
                    "\"inline_policy\": [{\"name\": \"no\", \"policy\": "
                        + text(allow("*").replace("Allow", "Deny"))
                        + "}]"),
                "")),
        row(
            "the role's own block of policies loses the permission",
            Outcome.BREAKS,
            change(
                "aws_iam_role",
                "update",
                deployer(
                    "\"inline_policy\": [{\"name\": \"assume\", \"policy\": "
                        + text(allow(APP))
                        + "}]"),
                role(DEPLOYER, "{}"),
                "")),
        row(
            "a policy of AWS's own is attached by the role's own list",
            Outcome.UNDETERMINED,
            change(
                "aws_iam_role",
                "update",
                role(DEPLOYER, "{}"),
                deployer("\"managed_policy_arns\": [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]"),
                "")),
        row(
            "a policy is attached to a list that is not known",
            Outcome.HOLDS,
            change(
                "aws_iam_policy_attachment",
                "create",
                "",
                "{\"name\": \"x\"}",
                "{\"roles\": true}")),
        row(
            "a policy is attached to another role",
            Outcome.HOLDS,
            change(
                "aws_iam_policy_attachment",
                "create",
                "",
                "{\"policy_arn\": \"" + POLICY + "\", \"roles\": [\"other\"], \"users\": null}",
                "{\"id\": true}")),
        row(
            "an unread policy is attached to the caller among others",
            Outcome.UNDETERMINED,
            change(
                "aws_iam_policy_attachment",
                "create",
                "",
                "{\"policy_arn\": \"" + POLICY + "\", \"roles\": [\"other\", \"deployer\"]}",
                "")),
        row(
            "the caller keeps only other inline policies",
            Outcome.BREAKS,
            SAME,
            change(
                "aws_iam_role_policies_exclusive",
                "create",
                "",
                "{\"role_name\": \"deployer\", \"policy_names\": [\"other\"]}",
                "")),
        row(
            "the caller keeps only this inline policy",
            Outcome.HOLDS,
            SAME,
            change(
                "aws_iam_role_policies_exclusive",
                "create",
                "",
                "{\"role_name\": \"deployer\", \"policy_names\": [\"assume\"]}",
                "")),
        row(
            "the caller keeps no managed policies",
            Outcome.HOLDS,
            SAME,
            change(
                "aws_iam_role_policy_attachments_exclusive",
                "create",
                "",
                "{\"role_name\": \"deployer\", \"policy_arns\": []}",
                "")),
        row(
            "another role keeps no policies",
            Outcome.HOLDS,
            SAME,
            change(
                "aws_iam_role_policies_exclusive",
                "create",
                "",
                "{\"role_name\": \"other\", \"policy_names\": []}",
                "")),
        row(
            "what the caller keeps is known after the apply",
            Outcome.UNDETERMINED,
            SAME,
            change(
                "aws_iam_role_policies_exclusive",
                "create",
                "",
                "{\"role_name\": \"deployer\"}",
                "{\"policy_names\": true}")),
        row(
            "two inline policies swap their names",
            Outcome.HOLDS,
            SAME,
            ofDeployer("update", OF_DEPLOYER.replace("\"assume\"", "\"b\""), ""),
            change(
                "aws_iam_role_policy",
                "update",
                OF_DEPLOYER.replace("\"assume\"", "\"b\"").replace("app-deploy", "x"),
                OF_DEPLOYER.replace("app-deploy", "x"),
                "")),
        row(
            "a service-linked role is created",
            Outcome.HOLDS,
            change(
                "aws_iam_service_linked_role",
                "create",
                "",
                "{\"aws_service_name\": \"ecs.amazonaws.com\"}",
                "{\"arn\": true, \"name\": true}")),
        row(
            "a role is created whose name AWS completes",
            Outcome.HOLDS,
            change(
                "aws_iam_role",
                "create",
                "",
                "{\"name_prefix\": \"app-\", \"assume_role_policy\": " + text(TRUST) + "}",
                "{\"arn\": true, \"name\": true}")),
        row(
            "the role is replaced by one whose name AWS completes",
            Outcome.BREAKS,
            change(
                "aws_iam_role",
                "replace",
                role(APP, TRUST),
                "{\"name_prefix\": \"app-\", \"assume_role_policy\": " + text(TRUST) + "}",
                "{\"arn\": true, \"name\": true}")),
        row(
            "AWS Cloud Control writes a trust policy that names somebody else",
            Outcome.BREAKS,
            change(
                "awscc_iam_role",
                "update",
                "{\"arn\": \"" + APP + "\", \"role_name\": \"app-deploy\"}",
                "{\"arn\": \""
                    + APP
                    + "\", \"role_name\": \"app-deploy\", \"tags\": [{\"key\": \"a\", \"value\":"
                    + " \"b\"}], \"assume_role_policy_document\": "
                    + text(trust(DEPLOYER + "2", ACME))
                    + "}",
                "")),
        row(
            "AWS Cloud Control puts a denial into the caller",
            Outcome.BREAKS,
            change(
                "awscc_iam_role",
                "update",
                "{\"arn\": \"" + DEPLOYER + "\", \"role_name\": \"deployer\"}",
                "{\"arn\": \""
                    + DEPLOYER
                    + "\", \"role_name\": \"deployer\", \"policies\": [{\"policy_name\": \"no\","
                    + " \"policy_document\": "
                    + text(allow("*").replace("Allow", "Deny"))
                    + "}]}",
                "")),
        row(
            "a role goes in one place of the configuration, and another place changes it",
            Outcome.BREAKS,
            change("aws_iam_role", "delete", role(APP, TRUST), "", ""),
            change("aws_iam_role", "update", role(APP, TRUST), role(APP, trust(DEPLOYER, "")), "")),
        row(
            "AWS Cloud Control detaches a denial's opposite: the policy that allows the call",
            Outcome.BREAKS,
            SAME,
            change("aws_iam_role_policy", "delete", OF_DEPLOYER, "", ""),
            change(
                "awscc_iam_managed_policy",
                "update",
                "{\"policy_arn\": \"arn:aws:iam::111111111111:policy/p\", \"roles\":"
                    + " [\"deployer\"], \"policy_document\": "
                    + text(allow("*"))
                    + "}",
                "{\"policy_arn\": \"arn:aws:iam::111111111111:policy/p\", \"roles\": [],"
                    + " \"policy_document\": "
                    + text(allow("*"))
                    + "}",
                "")),
        row(
            "AWS Cloud Control attaches a denial",
            Outcome.BREAKS,
            SAME,
            change(
                "awscc_iam_managed_policy",
                "update",
                "{\"policy_arn\": \"arn:aws:iam::111111111111:policy/p\", \"roles\": []}",
                "{\"policy_arn\": \"arn:aws:iam::111111111111:policy/p\", \"roles\":"
                    + " [\"deployer\"], \"policy_document\": "
                    + text(allow("*").replace("Allow", "Deny"))
                    + "}",
                "")),
        row(
            "an SCP is created and attached to nothing",
            Outcome.HOLDS,
            change(
                "aws_organizations_policy",
                "create",
                "",
                "{\"type\": \"SERVICE_CONTROL_POLICY\"}",
                "")),
        row(
            "a tag policy changes",
            Outcome.HOLDS,
            change(
                "aws_organizations_policy",
                "update",
                "{\"type\": \"TAG_POLICY\"}",
                "{\"type\": \"TAG_POLICY\"}",
                "")),
        row(
            "a policy is attached to the caller's account",
            Outcome.UNDETERMINED,
            change(
                "aws_organizations_policy_attachment",
                "create",
                "",
                "{\"policy_id\": \"p-1\", \"target_id\": \"111111111111\"}",
                "")),
        row(
            "a policy is attached to another account",
            Outcome.HOLDS,
            change(
                "aws_organizations_policy_attachment",
                "create",
                "",
                "{\"policy_id\": \"p-1\", \"target_id\": \"444444444444\"}",
                "")),
        row(
            "a group changes, which is nothing to a role",
            Outcome.HOLDS,
            change("aws_iam_group_policy", "create", "", "{\"name\": \"x\"}", "")),
        row(
            "an SCP changes",
            Outcome.UNDETERMINED,
            change("aws_organizations_policy", "update", "{}", "{}", "")),
        row(
            "a permission set changes, which is nothing to this role",
            Outcome.HOLDS,
            change("aws_ssoadmin_permission_set", "update", "{}", "{}", "")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("deployments")
  void aDeploymentFromTheCiAccount(String title, Outcome outcome, String plan) {
    assertThat(judge(plan, DEPLOYER, APP).outcome()).as(title).isEqualTo(outcome);
  }

  static Stream<Arguments> others() {
    String user = "{\"arn\": \"" + ANA + "\", \"name\": \"ana\", \"path\": \"/\"}";
    String ofAna =
        "{\"user\": \"ana\", \"name\": \"break-glass\", \"policy\": "
            + text(allow(BREAK_GLASS))
            + "}";
    String provider = "{\"arn\": \"" + Plans.PROVIDER + "\"}";
    String audiences = "{\"arn\": \"" + Plans.PROVIDER + "\", \"client_id_list\": [\"other\"]}";
    String fresh = "arn:aws:iam::222222222222:role/new/one";
    return Stream.of(
        Arguments.of(ANA, BREAK_GLASS, Outcome.HOLDS, plan()),
        Arguments.of(
            ANA,
            BREAK_GLASS,
            Outcome.BREAKS,
            plan(
                change(
                    "awscc_iam_user",
                    "update",
                    "{\"arn\": \"" + ANA + "\", \"user_name\": \"ana\"}",
                    "{\"arn\": \""
                        + ANA
                        + "\", \"user_name\": \"ana\", \"policies\": [{\"policy_name\": \"no\","
                        + " \"policy_document\": "
                        + text(allow("*").replace("Allow", "Deny"))
                        + "}]}",
                    ""))),
        Arguments.of(
            Plans.PROVIDER,
            APP,
            Outcome.UNDETERMINED,
            plan(
                change(
                    "aws_iam_openid_connect_provider",
                    "delete",
                    "{\"arn\": \"" + Plans.PROVIDER + "\"}",
                    "",
                    ""),
                change(
                    "aws_iam_openid_connect_provider",
                    "create",
                    "",
                    "{\"url\": \"https://token.actions.githubusercontent.com\"}",
                    "{\"arn\": true}"))),
        Arguments.of(
            ANA, BREAK_GLASS, Outcome.BREAKS, plan(change("aws_iam_user", "delete", user, "", ""))),
        // the role trusts the account, not the user: a new user of the name may, with the policy
        Arguments.of(
            ANA,
            BREAK_GLASS,
            Outcome.HOLDS,
            plan(
                change("aws_iam_user", "replace", user, user, ""),
                change("aws_iam_user_policy", "replace", ofAna, ofAna, ""))),
        Arguments.of(
            ANA,
            BREAK_GLASS,
            Outcome.BREAKS,
            plan(change("aws_iam_user", "replace", user, user, ""))),
        Arguments.of(
            ANA,
            BREAK_GLASS,
            Outcome.BREAKS,
            plan(
                change("aws_iam_user", "no-op", user, user, ""),
                change("aws_iam_user_policy", "delete", ofAna, "", ""))),
        Arguments.of(
            ANA,
            BREAK_GLASS,
            Outcome.UNDETERMINED,
            plan(change("aws_iam_user_group_membership", "create", "", "{}", ""))),
        Arguments.of(
            Plans.PROVIDER,
            APP,
            Outcome.BREAKS,
            plan(change("aws_iam_openid_connect_provider", "delete", provider, "", ""))),
        Arguments.of(
            Plans.PROVIDER,
            APP,
            Outcome.UNDETERMINED,
            plan(change("aws_iam_openid_connect_provider", "update", provider, audiences, ""))),
        Arguments.of(
            Plans.PROVIDER,
            APP,
            Outcome.HOLDS,
            plan(
                change(
                    "aws_iam_openid_connect_provider",
                    "update",
                    provider,
                    audiences.replace("other", "sts.amazonaws.com"),
                    ""))),
        Arguments.of(
            DEPLOYER,
            APP,
            Outcome.HOLDS,
            plan(change("aws_iam_openid_connect_provider", "update", provider, audiences, ""))),
        // a role that the plan creates
        Arguments.of(DEPLOYER, fresh, Outcome.ALREADY_DENIED, plan()),
        Arguments.of(
            "lambda.amazonaws.com",
            fresh,
            Outcome.HOLDS,
            plan(
                change("aws_iam_user", "no-op", user, user, ""),
                change(
                    "aws_iam_role",
                    "create",
                    "",
                    "{\"name\": \"one\", \"path\": \"/new/\", \"assume_role_policy\": "
                        + text(
                            trust("x", "")
                                .replace("\"AWS\": \"x\"", "\"Service\": \"lambda.amazonaws.com\""))
                        + "}",
                    "{\"arn\": true}"))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherCallers(String caller, String role, Outcome outcome, String plan) {
    assertThat(judge(plan, caller, role).outcome()).as(plan).isEqualTo(outcome);
  }

  @Test
  void whatIsNotFollowedIsNamed() {
    assertThat(
            Plans.read(
                    plan(
                        change("aws_iam_group_policy", "create", "", "{}", ""),
                        change("aws_iam_role", "create", "", "{}", "{\"name\": true}")))
                .notLookedAt())
        .containsExactly(
            "aws_iam_group_policy.x: not checked: resource type aws_iam_group_policy is not"
                + " supported",
            "aws_iam_role.x: not checked: the name of the role is known only after apply");
  }

  @Test
  void theAccountCanBeGiven() {
    String plan = plan(ofDeployer("delete", "", ""));
    PlanReading reading = Plans.reading(plan, Optional.of(new AccountId("111111111111")));
    assertThat(reading).isInstanceOf(PlanReading.Read.class);
    assertThat(((PlanReading.Read) reading).notLookedAt()).isEmpty();
    assertThat(Plans.read(plan).notLookedAt())
        .containsExactly(
            "aws_iam_role_policy.x: not checked: the plan does not say which account"
                + " `deployer` is in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'PK'                                                      | this is not the output of `terraform show -json PLAN`
          '[]'                                                      | not a JSON object, so this is not the output of `terraform show -json PLAN`
          '{}'                                                      | `format_version` is missing, so this is not the output of
          '{"format_version": "2.0", "resource_changes": []}'       | format_version: version `2.0` is not supported; 1.x is
          '{"format_version": "1.2", "errored": true}'              | errored: Terraform failed to create the complete plan
          '{"format_version": "1.2", "resource_changes": {}}'       | resource_changes: must be a list
          '{"format_version": "1.2", "resource_changes": [1]}'      | resource_changes[0]: must be an object
          '{"format_version": "1.2", "resource_changes": [{"type": "aws_iam_role"}]}' | resource_changes[0].address: must be a string
          '{"format_version": "1.2", "resource_changes": [{"type": "aws_iam_role", "address": "a", "change": {"actions": ["guess"]}}]}' | resource_changes[0].change.actions: unknown combination of actions
          '{"format_version": "1.2", "resource_changes": [{"type": "aws_iam_role", "address": "a", "change": {"actions": ["update"], "before": 1}}]}' | resource_changes[0].change.before: must be an object
          '{"format_version": "1.2", "resource_changes": [{"type": "aws_iam_role", "address": "a", "change": {"actions": ["update"], "before": {"arn": 1}}}]}' | a.change.before.arn: must be a string
          """)
  void whatIsNoPlanIsRefused(String text, String problem) {
    assertThat(Plans.reading(text, Optional.empty()))
        .isInstanceOfSatisfying(
            PlanReading.Unreadable.class,
            unreadable -> assertThat(unreadable.problem()).startsWith(problem));
  }

  @Test
  void aPlanThatIsNotCompleteDecidesNothing() {
    String partial = plan().replace("{\"format", "{\"complete\": false, \"format");
    assertThat(Plans.read(partial).notLookedAt()).hasSize(1);
    assertThat(judge(partial, DEPLOYER, APP).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void laterProposalsCountWhereBothSaySomething() {
    Proposal deletes =
        Plans.read(plan(change("aws_iam_role", "delete", role(APP, TRUST), "", ""))).proposal();
    Proposal creates =
        Plans.read(plan(change("aws_iam_role", "create", "", role(APP, TRUST), ""))).proposal();
    List<Outcome> outcomes =
        Stream.of(deletes.then(creates), creates.then(deletes))
            .map(
                proposal ->
                    new Gate(Optional.of(proposal), NOW)
                        .judge(
                            Plans.pair(DEPLOYER, APP, AccessPair.Expectation.ALLOWED),
                            _ -> Plans.evidence())
                        .outcome())
            .toList();
    assertThat(outcomes).containsExactly(Outcome.HOLDS, Outcome.BREAKS);
  }

  @Test
  void aTrustPolicyDoesNotCreateARole() {
    Proposal deletes =
        Plans.read(plan(change("aws_iam_role", "delete", role(APP, TRUST), "", ""))).proposal();
    Proposal trust =
        Plans.read(plan(change("aws_iam_role", "update", role(APP, ""), role(APP, TRUST), "")))
            .proposal();
    assertThat(
            new Gate(Optional.of(deletes.then(trust)), NOW)
                .judge(
                    Plans.pair(DEPLOYER, APP, AccessPair.Expectation.ALLOWED),
                    _ -> Plans.evidence())
                .outcome())
        .isEqualTo(Outcome.BREAKS);
  }

  @Test
  void theProviderBefore338HasOnlyTags() {
    String tagged = role(APP, TRUST).replace("\"tags_all\": {}", "\"tags\": {\"a\": \"b\"}");
    String bare = role(APP, TRUST).replace("\"tags_all\": {}", "\"tags\": null");
    RoleArn app = RoleArn.parse(APP).orElseThrow();
    Proposal proposal =
        Plans.read(plan(change("aws_iam_role", "update", bare, tagged, ""))).proposal();
    assertThat(proposal.applyTo(Plans.evidence()).roles().role(app).found().orElseThrow().tags())
        .containsEntry("a", "b");
  }
}
