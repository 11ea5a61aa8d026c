package dev.rolecall.infra.rule;

import java.util.List;
import software.amazon.awscdk.services.events.EventPattern;

/// Which events are changes in IAM that may end an incident.
public final class IamChangePattern {

  /// The changes that the functions understand.
  static final List<String> CHANGES =
      List.of(
          "AddClientIDToOpenIDConnectProvider",
          "AddUserToGroup",
          "AttachGroupPolicy",
          "AttachRolePolicy",
          "AttachUserPolicy",
          "CreateOpenIDConnectProvider",
          "CreatePolicyVersion",
          "CreateRole",
          "CreateSAMLProvider",
          "CreateServiceLinkedRole",
          "CreateUser",
          "DeleteGroupPolicy",
          "DeleteOpenIDConnectProvider",
          "DeletePolicyVersion",
          "DeleteRole",
          "DeleteRolePermissionsBoundary",
          "DeleteRolePolicy",
          "DeleteSAMLProvider",
          "DeleteServiceLinkedRole",
          "DeleteUser",
          "DeleteUserPermissionsBoundary",
          "DeleteUserPolicy",
          "DetachGroupPolicy",
          "DetachRolePolicy",
          "DetachUserPolicy",
          "PutGroupPolicy",
          "PutRolePermissionsBoundary",
          "PutRolePolicy",
          "PutUserPermissionsBoundary",
          "PutUserPolicy",
          "RemoveClientIDFromOpenIDConnectProvider",
          "RemoveUserFromGroup",
          "SetDefaultPolicyVersion",
          "TagRole",
          "TagUser",
          "UntagRole",
          "UntagUser",
          "UpdateAssumeRolePolicy",
          "UpdateOpenIDConnectProviderThumbprint",
          "UpdateRole",
          "UpdateSAMLProvider",
          "UpdateUser");

  private IamChangePattern() {}

  /// The pattern: changes that were made, not those that were refused.
  public static EventPattern pattern() {
    return ApiCalls.made("iam", CHANGES);
  }
}
