package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.List;

/// What the explain function may do, and the sweep function, too: read, keep incidents, and
/// publish.
final class ExplainPermissions {

  private static final String ANY_NAME =
      "the denied call may name any role, and its caller may be anyone of the account";
  private static final String NO_RESOURCE = "AWS gives this action no resource to name";

  private ExplainPermissions() {}

  static List<Permission> of(Settings settings, Topics topics, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(iam());
    permissions.addAll(publish(topics));
    permissions.addAll(IncidentPermissions.keep(table));
    permissions.add(
        Permission.wide(
            "ReadRecentChanges",
            List.of("cloudtrail:LookupEvents"),
            List.of("*"),
            "what was changed shortly before the denial, and by whom",
            NO_RESOURCE));
    if (settings.organization().read()) {
      permissions.add(organization());
    }
    settings.reader().ifPresent(reader -> permissions.add(assume(reader)));
    return permissions;
  }

  private static List<Permission> iam() {
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

  private static Permission organization() {
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
        "the ARNs hold ids of an organization that is not known when the stack is deployed");
  }

  private static Permission assume(Settings.Reader reader) {
    return Permission.wide(
        "ReadOtherAccounts",
        List.of("sts:AssumeRole"),
        List.of(Arns.iam("*", "role/" + reader.roleName())),
        "roles and callers of other accounts, through the reader role that they gave",
        "which accounts take part is only known from a denial; the name is fixed, and an account"
            + " decides by its reader role's trust policy");
  }

  private static List<Permission> publish(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        Permission.narrow(
            "PublishExplanation",
            List.of("sns:Publish"),
            List.of(topics.alerts().getTopicArn()),
            "the explanation goes to the alerts topic"));
    topics
        .updates()
        .ifPresent(
            updates ->
                permissions.add(
                    Permission.narrow(
                        "PublishUpdate",
                        List.of("sns:Publish"),
                        List.of(updates.getTopicArn()),
                        "what Slack shows already is brought up to date")));
    permissions.add(
        Permission.narrow(
                "EncryptExplanation",
                List.of("kms:Decrypt", "kms:GenerateDataKey"),
                List.of(topics.key().getKeyArn()),
                "the topics are encrypted, and SNS uses the key on behalf of who publishes")
            .through("sns"));
    return permissions;
  }
}
