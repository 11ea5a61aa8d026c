package dev.rolecall.evidence.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/// Sets up an account of the stand-in as `get-account-authorization-details` tells it.
final class MotoAccount {

  private final IamClient iam;

  MotoAccount(IamClient iam) {
    this.iam = iam;
  }

  void load(JsonNode account) {
    account.path("Policies").forEach(this::policy);
    account.path("GroupDetailList").forEach(this::group);
    account.path("UserDetailList").forEach(this::user);
    account.path("RoleDetailList").forEach(this::role);
  }

  private void policy(JsonNode policy) {
    if (!policy.path("Arn").asText().contains(":iam::aws:")) {
      iam.createPolicy(
          request ->
              request
                  .policyName(policy.path("PolicyName").asText())
                  .path(policy.path("Path").asText("/"))
                  .policyDocument(inForce(policy)));
    }
  }

  private static String inForce(JsonNode policy) {
    return StreamSupport.stream(policy.path("PolicyVersionList").spliterator(), false)
        .filter(
            version ->
                version.path("VersionId").asText().equals(policy.path("DefaultVersionId").asText()))
        .map(version -> version.path("Document").toString())
        .findFirst()
        .orElseThrow();
  }

  private void group(JsonNode group) {
    String name = group.path("GroupName").asText();
    iam.createGroup(request -> request.groupName(name).path(group.path("Path").asText()));
    group
        .path("GroupPolicyList")
        .forEach(
            policy ->
                iam.putGroupPolicy(
                    request ->
                        request
                            .groupName(name)
                            .policyName(policy.path("PolicyName").asText())
                            .policyDocument(policy.path("PolicyDocument").toString())));
    arns(group)
        .forEach(arn -> iam.attachGroupPolicy(request -> request.groupName(name).policyArn(arn)));
  }

  private void user(JsonNode user) {
    String name = user.path("UserName").asText();
    iam.createUser(
        request ->
            request
                .userName(name)
                .path(user.path("Path").asText())
                .permissionsBoundary(boundary(user).orElse(null))
                .tags(tags(user)));
    user.path("UserPolicyList")
        .forEach(
            policy ->
                iam.putUserPolicy(
                    request ->
                        request
                            .userName(name)
                            .policyName(policy.path("PolicyName").asText())
                            .policyDocument(policy.path("PolicyDocument").toString())));
    arns(user)
        .forEach(arn -> iam.attachUserPolicy(request -> request.userName(name).policyArn(arn)));
    user.path("GroupList")
        .forEach(
            group ->
                iam.addUserToGroup(request -> request.userName(name).groupName(group.asText())));
  }

  private void role(JsonNode role) {
    String name = role.path("RoleName").asText();
    iam.createRole(
        request ->
            request
                .roleName(name)
                .path(role.path("Path").asText())
                .assumeRolePolicyDocument(role.path("AssumeRolePolicyDocument").toString())
                .permissionsBoundary(boundary(role).orElse(null))
                .tags(tags(role)));
    role.path("RolePolicyList")
        .forEach(
            policy ->
                iam.putRolePolicy(
                    request ->
                        request
                            .roleName(name)
                            .policyName(policy.path("PolicyName").asText())
                            .policyDocument(policy.path("PolicyDocument").toString())));
    arns(role)
        .forEach(arn -> iam.attachRolePolicy(request -> request.roleName(name).policyArn(arn)));
  }

  private static Optional<String> boundary(JsonNode principal) {
    JsonNode arn = principal.path("PermissionsBoundary").path("PermissionsBoundaryArn");
    return arn.isTextual() ? Optional.of(arn.asText()) : Optional.empty();
  }

  private static List<String> arns(JsonNode principal) {
    return StreamSupport.stream(principal.path("AttachedManagedPolicies").spliterator(), false)
        .map(policy -> policy.path("PolicyArn").asText())
        .toList();
  }

  private static List<Tag> tags(JsonNode principal) {
    return StreamSupport.stream(principal.path("Tags").spliterator(), false)
        .map(
            tag ->
                Tag.builder()
                    .key(tag.path("Key").asText())
                    .value(tag.path("Value").asText())
                    .build())
        .toList();
  }
}
