package dev.rolecall.evidence.change;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.ChangeEvent;
import java.util.List;

/// What a change was made to.
///
/// @param of an ARN, or account and name, by the topic
public record ChangeKey(Topic topic, String of) {

  /// What a change touches.
  public enum Topic {
    /// A role as something to assume: its trust policy, its tags, the role itself.
    ASSUMED_ROLE,
    /// A role as a caller: its permissions, its tags, the role itself.
    CALLING_ROLE,
    USER,
    GROUP,
    POLICY,
    /// The OpenID Connect providers of an account.
    OIDC,
    /// The SAML providers of an account.
    SAML,
    /// The SCPs and RCPs of an organization, and the places of its accounts: of one account, or of
    /// all.
    ORGANIZATION,
    /// A role and who assumed it.
    ASSUMED_BY;

    /// What a call touches.
    static List<Topic> of(ChangeEvent event) {
      return switch (event) {
        case CreateRole,
            CreateServiceLinkedRole,
            DeleteRole,
            DeleteServiceLinkedRole,
            TagRole,
            UntagRole ->
            List.of(ASSUMED_ROLE, CALLING_ROLE);
        case UpdateRole, UpdateAssumeRolePolicy -> List.of(ASSUMED_ROLE);
        case PutRolePolicy,
            DeleteRolePolicy,
            AttachRolePolicy,
            DetachRolePolicy,
            PutRolePermissionsBoundary,
            DeleteRolePermissionsBoundary ->
            List.of(CALLING_ROLE);
        case CreateUser,
            DeleteUser,
            UpdateUser,
            TagUser,
            UntagUser,
            PutUserPolicy,
            DeleteUserPolicy,
            AttachUserPolicy,
            DetachUserPolicy,
            PutUserPermissionsBoundary,
            DeleteUserPermissionsBoundary,
            AddUserToGroup,
            RemoveUserFromGroup ->
            List.of(USER);
        case PutGroupPolicy, DeleteGroupPolicy, AttachGroupPolicy, DetachGroupPolicy ->
            List.of(GROUP);
        case CreatePolicyVersion, SetDefaultPolicyVersion, DeletePolicyVersion -> List.of(POLICY);
        case CreateOpenIDConnectProvider,
            DeleteOpenIDConnectProvider,
            UpdateOpenIDConnectProviderThumbprint,
            AddClientIDToOpenIDConnectProvider,
            RemoveClientIDFromOpenIDConnectProvider ->
            List.of(OIDC);
        case CreateSAMLProvider, UpdateSAMLProvider, DeleteSAMLProvider -> List.of(SAML);
        case AttachPolicy,
            DetachPolicy,
            UpdatePolicy,
            DeletePolicy,
            EnablePolicyType,
            DisablePolicyType,
            MoveAccount,
            RemoveAccountFromOrganization,
            LeaveOrganization,
            AcceptHandshake,
            CreateOrganization,
            DeleteOrganization ->
            List.of(ORGANIZATION);
        case AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity -> List.of(ASSUMED_BY);
      };
    }
  }

  /// An entity of an account; names are unique there, whatever the path.
  public static ChangeKey of(Topic topic, AccountId account, String name) {
    return new ChangeKey(topic, account + "/" + name);
  }

  /// A role and one of the names of who assumed it.
  public static ChangeKey assumed(String roleArn, String who) {
    return new ChangeKey(Topic.ASSUMED_BY, roleArn + " " + who);
  }
}
