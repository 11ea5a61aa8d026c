package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Stack;

/// What the explain function may read. It changes nothing.
final class ExplainPermissions {

  private ExplainPermissions() {}

  static List<Permission> of(Stack stack, Settings settings) {
    List<Permission> permissions = new ArrayList<>(iam(stack));
    permissions.add(
        new Permission(
            "FindChanges",
            List.of("cloudtrail:LookupEvents"),
            List.of("*"),
            "what was changed before and after the denial; the action knows no resources"));
    // With a role in the organization's account, that role reads it.
    if (settings.readOrganization() && settings.organizationAccount().isEmpty()) {
      permissions.add(organization());
    }
    settings
        .reader()
        .ifPresent(
            reader ->
                permissions.add(
                    new Permission(
                        "ReadOtherAccounts",
                        List.of("sts:AssumeRole"),
                        List.of(arn(stack, "iam::*:role/" + reader.roleName())),
                        "the role's policies lie in the role's account; it is assumed under this"
                            + " one name, in whichever account the denial points to")));
    return permissions;
  }

  private static List<Permission> iam(Stack stack) {
    String own = "iam::" + stack.getAccount() + ":";
    return List.of(
        new Permission(
            "ReadRoles",
            List.of(
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListAttachedRolePolicies",
                "iam:ListRolePolicies"),
            List.of(arn(stack, own + "role/*")),
            "trust policy, boundary and permissions of the roles in a denial, which may be any"),
        new Permission(
            "ReadUsers",
            List.of(
                "iam:GetUser",
                "iam:GetUserPolicy",
                "iam:ListAttachedUserPolicies",
                "iam:ListGroupsForUser",
                "iam:ListUserPolicies"),
            List.of(arn(stack, own + "user/*")),
            "boundary, groups and permissions of the user who was denied, who may be any"),
        new Permission(
            "ReadGroups",
            List.of("iam:GetGroupPolicy", "iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"),
            List.of(arn(stack, own + "group/*")),
            "what the user who was denied may do by way of groups"),
        new Permission(
            "ReadManagedPolicies",
            List.of("iam:GetPolicy", "iam:GetPolicyVersion"),
            List.of(arn(stack, own + "policy/*"), arn(stack, "iam::aws:policy/*")),
            "the documents of the managed policies that are attached, the account's own and AWS's"),
        new Permission(
            "FindRoles",
            List.of("iam:ListRoles"),
            List.of("*"),
            "the nearest names when a role does not exist; a list of the whole account"));
  }

  private static Permission organization() {
    return new Permission(
        "ReadOrganization",
        List.of(
            "organizations:DescribeAccount",
            "organizations:DescribeOrganization",
            "organizations:DescribePolicy",
            "organizations:ListParents",
            "organizations:ListPoliciesForTarget"),
        List.of("*"),
        "SCPs and RCPs over the two accounts of a denial; whose ids nobody knows beforehand");
  }

  private static String arn(Stack stack, String rest) {
    return "arn:" + stack.getPartition() + ":" + rest;
  }
}
