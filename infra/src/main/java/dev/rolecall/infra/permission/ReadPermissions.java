package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Arns;
import java.util.List;

/// What has to be read of an account to explain its denials: by the functions in their own account,
/// and by the reader roles in others.
public final class ReadPermissions {

  private static final String ANY_NAME =
      "the denied call may name any role, and its caller may be anyone of the account";
  private static final String NO_RESOURCE = "AWS gives this action no resource to name";
  private static final String UNKNOWN_IDS =
      "the ARNs hold ids of an organization that is not known when the stack is deployed";

  private ReadPermissions() {}

  /// Of an account: its roles, its users, and what may be attached to them.
  static List<Permission> iam() {
    return List.of(
        Permission.wide(
            "ReadRoles",
            List.of(
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListAttachedRolePolicies",
                "iam:ListRolePolicies"),
            List.of(Arns.iam("role/*")),
            "the role's trust policy, and the policies of callers that are roles",
            ANY_NAME),
        Permission.wide(
            "SearchRoles",
            List.of("iam:ListRoles"),
            List.of("*"),
            "the nearest names when a role does not exist, and the roles that trust a provider",
            NO_RESOURCE),
        Permission.wide(
            "ReadUsers",
            List.of(
                "iam:GetUser",
                "iam:GetUserPolicy",
                "iam:ListAttachedUserPolicies",
                "iam:ListGroupsForUser",
                "iam:ListUserPolicies"),
            List.of(Arns.iam("user/*")),
            "the policies, boundary and groups of callers that are users",
            ANY_NAME),
        Permission.wide(
            "ReadGroups",
            List.of("iam:GetGroupPolicy", "iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"),
            List.of(Arns.iam("group/*")),
            "the policies that a user has from its groups",
            ANY_NAME),
        Permission.wide(
            "ReadManagedPolicies",
            List.of("iam:GetPolicy", "iam:GetPolicyVersion"),
            List.of(Arns.iam("policy/*"), Arns.iam("aws", "policy/*")),
            "the managed policies and boundaries that are attached to callers",
            "any policy may be attached to a caller, AWS's own among them"));
  }

  /// Of an account: its changes.
  static Permission changes() {
    return Permission.wide(
        "ReadRecentChanges",
        List.of("cloudtrail:LookupEvents"),
        List.of("*"),
        "what was changed shortly before the denial, and by whom",
        NO_RESOURCE);
  }

  /// Of the organization: what stands above one account.
  static Permission organization() {
    return Permission.wide(
        "ReadOrganization",
        List.of(
            "organizations:DescribeAccount",
            "organizations:DescribeOrganization",
            "organizations:DescribePolicy",
            "organizations:ListParents",
            "organizations:ListPoliciesForTarget",
            "organizations:ListRoots"),
        List.of("*"),
        "the SCPs and RCPs from the root down to the account; works in the management account and"
            + " in a delegated administrator, elsewhere it is a gap",
        UNKNOWN_IDS);
  }

  /// Of the organization: all of its accounts.
  public static Permission wholeOrganization() {
    return Permission.wide(
        "ListOrganization",
        List.of(
            "organizations:ListAccounts",
            "organizations:ListAccountsForParent",
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListPolicies",
            "organizations:ListTargetsForPolicy"),
        List.of("*"),
        "the index of accounts, their paths and policies, which spares an explanation the walk; and"
            + " which accounts ought to be readable",
        UNKNOWN_IDS);
  }
}
