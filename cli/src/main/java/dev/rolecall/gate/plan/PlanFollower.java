package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.UnsupportedChange;
import dev.rolecall.gate.wording.PlanWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Follows the changes of a plan, one resource after the other.
final class PlanFollower {

  /// Resources of IAM that no policy of a call depends on.
  private static final Pattern WITHOUT_EFFECT =
      Pattern.compile(
          "aws_iam_(access_key|account_alias|account_password_policy|instance_profile"
              + "|server_certificate|service_specific_credential|signing_certificate"
              + "|user_login_profile|user_ssh_key|virtual_mfa_device)");

  private static final Pattern MAY_MATTER =
      Pattern.compile("(aws_iam|awscc_iam|aws_organizations|aws_ssoadmin)_.*");

  private final List<ResourceChange> changes;
  private final Proposal proposal = new Proposal();
  private final List<String> notLookedAt = new ArrayList<>();
  private final PlanAccounts accounts;

  /// @param account where resources are whose account the plan does not tell
  PlanFollower(List<ResourceChange> changes, Optional<AccountId> account) {
    this.changes = deletionsFirst(changes);
    this.accounts = new PlanAccounts(changes, account);
  }

  /// What goes in one place of the configuration and comes in another is there in the end.
  private static List<ResourceChange> deletionsFirst(List<ResourceChange> changes) {
    return changes.stream()
        .sorted(Comparator.comparing(change -> change.kind() != ResourceChange.Kind.DELETE))
        .toList();
  }

  /// Whether a resource of this type may change who may assume a role.
  static boolean mayMatter(String type) {
    return MAY_MATTER.matcher(type).matches() && !WITHOUT_EFFECT.matcher(type).matches();
  }

  /// @param whole whether Terraform says that the plan is complete
  PlanReading follow(boolean whole) throws MalformedPlan {
    PlanPrincipals principals = new PlanPrincipals(proposal, accounts, this);
    PlanPolicies policies = new PlanPolicies(proposal, accounts, this);
    if (!whole) {
      leave(PlanWords.thePlan(), PlanWords.deferredChanges(), _ -> true);
    }
    for (ResourceChange change : changes) {
      if (change.kind() == ResourceChange.Kind.NOTHING) {
        continue;
      }
      switch (change.type()) {
        case "aws_iam_role" -> principals.role(change);
        case "aws_iam_user" -> principals.user(change);
        case "aws_iam_openid_connect_provider", "aws_iam_saml_provider" -> provider(change);
        case "aws_iam_policy" -> policies.managed(change);
        case "aws_iam_role_policy" -> policies.inline(change, EntityName.Type.ROLE);
        case "aws_iam_user_policy" -> policies.inline(change, EntityName.Type.USER);
        case "aws_iam_role_policy_attachment" -> policies.attachment(change, EntityName.Type.ROLE);
        case "aws_iam_user_policy_attachment" -> policies.attachment(change, EntityName.Type.USER);
        default -> leave(change.address(), PlanWords.ofType(change.type()), scope(change));
      }
    }
    return new PlanReading.Read(proposal, notLookedAt);
  }

  /// Notes a change that is not followed.
  void leave(String address, String why, Predicate<Denial> concerns) {
    notLookedAt.add(PlanWords.notFollowed(address, why));
    proposal.doubts.add(new UnsupportedChange(concerns, PlanWords.effect(address, why)));
  }

  /// Whose calls a resource of a type that is not followed may concern.
  private static Predicate<Denial> scope(ResourceChange change) {
    String type = change.type();
    if (type.contains("_group")) {
      return call -> is(call, EntityName.Type.USER);
    }
    if (type.startsWith("aws_ssoadmin_")) {
      return call ->
          call.target().arn().filter(RoleArn::isIdentityCenter).isPresent()
              || call.caller()
                  .principalArn()
                  .flatMap(RoleArn::parse)
                  .filter(RoleArn::isIdentityCenter)
                  .isPresent();
    }
    return type.startsWith("aws_iam_")
        ? call -> is(call, EntityName.Type.USER) || is(call, EntityName.Type.ROLE)
        : _ -> true;
  }

  private static boolean is(Denial call, EntityName.Type type) {
    return EntityName.of(call.caller()).filter(entityName -> entityName.type() == type).isPresent();
  }

  private void provider(ResourceChange change) throws MalformedPlan {
    Optional<String> arn = change.before("arn");
    switch (change.kind()) {
      case DELETE ->
          arn.ifPresent(
              provider ->
                  proposal.ended.put(
                      provider, PlanWords.deletesProvider(change.address(), provider)));
      case UPDATE, REPLACE ->
          leave(
              change.address(),
              PlanWords.acceptedByProvider(),
              call -> Proposal.providerOf(call).filter(arn.orElse("")::equals).isPresent());
      case CREATE, NOTHING -> {}
    }
  }
}
