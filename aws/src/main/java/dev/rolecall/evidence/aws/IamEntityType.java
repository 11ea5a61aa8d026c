package dev.rolecall.evidence.aws;

import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/// What can have policies. IAM has calls of its own for each, which differ in nothing else.
enum IamEntityType {
  ROLE(
      "role",
      "Role",
      (iam, name) -> iam.listRolePoliciesPaginator(r -> r.roleName(name)).policyNames(),
      (iam, name) ->
          iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name)).attachedPolicies(),
      (iam, name, policy) ->
          iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument()),
  USER(
      "user",
      "User",
      (iam, name) -> iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames(),
      (iam, name) ->
          iam.listAttachedUserPoliciesPaginator(r -> r.userName(name)).attachedPolicies(),
      (iam, name, policy) ->
          iam.getUserPolicy(r -> r.userName(name).policyName(policy)).policyDocument()),
  GROUP(
      "group",
      "Group",
      (iam, name) -> iam.listGroupPoliciesPaginator(r -> r.groupName(name)).policyNames(),
      (iam, name) ->
          iam.listAttachedGroupPoliciesPaginator(r -> r.groupName(name)).attachedPolicies(),
      (iam, name, policy) ->
          iam.getGroupPolicy(r -> r.groupName(name).policyName(policy)).policyDocument());

  /// Reads an inline policy.
  private interface Document {
    String of(IamClient iam, String name, String policy);
  }

  private final String word;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // method references: they keep no state
  private final BiFunction<IamClient, String, SdkIterable<String>> inline;

  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<IamClient, String, SdkIterable<AttachedPolicy>> attached;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Document document;

  IamEntityType(
      String word,
      String title,
      BiFunction<IamClient, String, SdkIterable<String>> inline,
      BiFunction<IamClient, String, SdkIterable<AttachedPolicy>> attached,
      Document document) {
    this.word = word;
    this.title = title;
    this.inline = inline;
    this.attached = attached;
    this.document = document;
  }

  /// As in a sentence: `role`.
  String word() {
    return word;
  }

  /// As in the name of a call: `Role`.
  String title() {
    return title;
  }

  /// The names of the inline policies.
  List<String> inline(IamClient iam, String name) {
    return inline.apply(iam, name).stream().toList();
  }

  /// The ARNs of the managed policies.
  List<String> attached(IamClient iam, String name) {
    return attached.apply(iam, name).stream().map(AttachedPolicy::policyArn).toList();
  }

  /// An inline policy.
  String document(IamClient iam, String name, String policy) {
    return document.of(iam, name, policy);
  }
}
