package dev.rolecall.evidence.aws;

import java.util.function.BiFunction;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/// What can have policies. IAM has calls of its own for each, which differ in nothing else.
///
/// @param word as in a sentence: `role`
/// @param title as in the name of a call: `Role`
/// @param inline lists the names of the inline policies
/// @param attached lists the managed policies
/// @param document reads an inline policy
record IamEntityType(
    String word,
    String title,
    BiFunction<IamClient, String, SdkIterable<String>> inline,
    BiFunction<IamClient, String, SdkIterable<AttachedPolicy>> attached,
    Document document) {

  /// Reads an inline policy.
  interface Document {
    String of(IamClient iam, String name, String policy);
  }

  static final IamEntityType ROLE =
      new IamEntityType(
          "role",
          "Role",
          (iam, name) -> iam.listRolePoliciesPaginator(r -> r.roleName(name)).policyNames(),
          (iam, name) ->
              iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name)).attachedPolicies(),
          (iam, name, policy) ->
              iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument());

  static final IamEntityType USER =
      new IamEntityType(
          "user",
          "User",
          (iam, name) -> iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames(),
          (iam, name) ->
              iam.listAttachedUserPoliciesPaginator(r -> r.userName(name)).attachedPolicies(),
          (iam, name, policy) ->
              iam.getUserPolicy(r -> r.userName(name).policyName(policy)).policyDocument());

  static final IamEntityType GROUP =
      new IamEntityType(
          "group",
          "Group",
          (iam, name) -> iam.listGroupPoliciesPaginator(r -> r.groupName(name)).policyNames(),
          (iam, name) ->
              iam.listAttachedGroupPoliciesPaginator(r -> r.groupName(name)).attachedPolicies(),
          (iam, name, policy) ->
              iam.getGroupPolicy(r -> r.groupName(name).policyName(policy)).policyDocument());
}
