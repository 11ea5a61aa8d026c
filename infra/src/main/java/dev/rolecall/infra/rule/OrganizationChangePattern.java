package dev.rolecall.infra.rule;

import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.constructs.Construct;

/// Which events change the organization's tree, or the policies in it. CloudTrail records them in
/// the management account, in the partition's region for global services.
public final class OrganizationChangePattern {

  /// A policy that is created or deleted is attached nowhere: it changes nothing yet, or any more.
  static final List<String> CHANGES =
      List.of(
          "AcceptHandshake",
          "AttachPolicy",
          "CloseAccount",
          "CreateAccount",
          "CreateGovCloudAccount",
          "CreateOrganizationalUnit",
          "DeleteOrganizationalUnit",
          "DetachPolicy",
          "DisablePolicyType",
          "EnablePolicyType",
          "LeaveOrganization",
          "MoveAccount",
          "RemoveAccountFromOrganization",
          "UpdateOrganizationalUnit",
          "UpdatePolicy");

  private OrganizationChangePattern() {}

  /// A rule that takes them.
  public static Rule.Builder rule(Construct scope, String id) {
    return Rule.Builder.create(scope, id)
        .description(StackWords.organizationChanges())
        .eventPattern(pattern());
  }

  /// The pattern: changes that were made, not those that were refused.
  private static EventPattern pattern() {
    return ApiCalls.made("organizations", CHANGES);
  }
}
