package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.List;

/// What must be read of an account to explain its denials: by the functions in their own account,
/// and by the reader roles in others.
public final class ReadPermissions {

  private ReadPermissions() {}

  /// Of an account: its roles, its users, what may be attached to them, and what IAM evaluated.
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
            PermissionWords.roles(),
            PermissionWords.anyName()),
        Permission.wide(
            "SearchRoles",
            List.of("iam:ListRoles"),
            List.of("*"),
            PermissionWords.searchRoles(),
            PermissionWords.noResource()),
        Permission.wide(
            "ReadUsers",
            List.of(
                "iam:GetUser",
                "iam:GetUserPolicy",
                "iam:ListAttachedUserPolicies",
                "iam:ListGroupsForUser",
                "iam:ListUserPolicies"),
            List.of(Arns.iam("user/*")),
            PermissionWords.users(),
            PermissionWords.anyName()),
        Permission.wide(
            "ReadGroups",
            List.of("iam:GetGroupPolicy", "iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"),
            List.of(Arns.iam("group/*")),
            PermissionWords.groups(),
            PermissionWords.anyName()),
        Permission.wide(
            "ReadManagedPolicies",
            List.of("iam:GetPolicy", "iam:GetPolicyVersion"),
            List.of(Arns.iam("policy/*"), Arns.iam("aws", "policy/*")),
            PermissionWords.managedPolicies(),
            PermissionWords.anyPolicy()),
        Permission.wide(
            "ReadEvaluations",
            List.of("iam:GetRequestAuthorizationDetails"),
            List.of("*"),
            PermissionWords.evaluations(),
            PermissionWords.noResource()));
  }

  /// Of an account: its changes.
  static Permission changes() {
    return Permission.wide(
        "ReadRecentChanges",
        List.of("cloudtrail:LookupEvents"),
        List.of("*"),
        PermissionWords.changes(),
        PermissionWords.noResource());
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
        PermissionWords.organization(),
        PermissionWords.unknownIds());
  }

  /// Of the organization: all of its accounts, and what stands above them.
  public static Permission wholeOrganization() {
    return Permission.wide(
        "ListOrganization",
        List.of(
            "organizations:DescribeOrganization",
            "organizations:DescribePolicy",
            "organizations:ListAccounts",
            "organizations:ListAccountsForParent",
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListPolicies",
            "organizations:ListRoots",
            "organizations:ListTargetsForPolicy"),
        List.of("*"),
        PermissionWords.wholeOrganization(),
        PermissionWords.unknownIds());
  }
}
