package dev.rolecall.evidence.aws;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/// What can have policies. IAM has calls of its own for each, which differ in nothing else.
enum IamEntityType {
  ROLE("role", "Role") {
    @Override
    List<String> inline(IamClient iam, String name) {
      return iam.listRolePoliciesPaginator(r -> r.roleName(name)).policyNames().stream().toList();
    }

    @Override
    Stream<AttachedPolicy> attached(IamClient iam, String name) {
      return iam
          .listAttachedRolePoliciesPaginator(r -> r.roleName(name))
          .attachedPolicies()
          .stream();
    }

    @Override
    String document(IamClient iam, String name, String policy) {
      return iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument();
    }
  },
  USER("user", "User") {
    @Override
    List<String> inline(IamClient iam, String name) {
      return iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames().stream().toList();
    }

    @Override
    Stream<AttachedPolicy> attached(IamClient iam, String name) {
      return iam
          .listAttachedUserPoliciesPaginator(r -> r.userName(name))
          .attachedPolicies()
          .stream();
    }

    @Override
    String document(IamClient iam, String name, String policy) {
      return iam.getUserPolicy(r -> r.userName(name).policyName(policy)).policyDocument();
    }
  },
  GROUP("group", "Group") {
    @Override
    List<String> inline(IamClient iam, String name) {
      return iam.listGroupPoliciesPaginator(r -> r.groupName(name)).policyNames().stream().toList();
    }

    @Override
    Stream<AttachedPolicy> attached(IamClient iam, String name) {
      return iam
          .listAttachedGroupPoliciesPaginator(r -> r.groupName(name))
          .attachedPolicies()
          .stream();
    }

    @Override
    String document(IamClient iam, String name, String policy) {
      return iam.getGroupPolicy(r -> r.groupName(name).policyName(policy)).policyDocument();
    }
  };

  private final String word;
  private final String title;

  IamEntityType(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /// As in a sentence: `role`.
  String word() {
    return word;
  }

  /// As in the name of a call: `Role`.
  String title() {
    return title;
  }

  abstract List<String> inline(IamClient iam, String name);

  abstract Stream<AttachedPolicy> attached(IamClient iam, String name);

  abstract String document(IamClient iam, String name, String policy);
}
