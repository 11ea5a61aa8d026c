package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent.Name;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.util.Arrays;
import java.util.Optional;

/// What was changed, by which principal, and when in relation to the denial.
public record ChangeSentence(Explanation explanation) {

  /// The change as a line of a list.
  public RichSentence of(Change change) {
    String when =
        explanation
            .denial()
            .time()
            .map(denied -> TimeFormat.relative(change.time(), denied))
            .orElseGet(() -> TimeFormat.absolute(change.time()));
    return say(
            when + ", by {}: {} ({}, {}",
            change.by(),
            what(change),
            change.event(),
            words(TimeFormat.absolute(change.time()) + ")"))
        .capital();
  }

  /// What was changed, as a clause without a verb in front: "trust policy of role `deploy`
  /// changed".
  public static RichSentence what(Change change) {
    return switch (change.event()) {
      case CreateRole -> said(change, "role {} created", Name.ROLE);
      case CreateServiceLinkedRole -> said(change, "service-linked role {} created", Name.ROLE);
      case DeleteRole -> said(change, "role {} deleted", Name.ROLE);
      case DeleteServiceLinkedRole -> said(change, "service-linked role {} deleted", Name.ROLE);
      case TagRole -> said(change, "tags of role {} changed", Name.ROLE);
      case UntagRole -> said(change, "tags removed from role {}", Name.ROLE);
      case UpdateRole -> said(change, "settings of role {} changed", Name.ROLE);
      case UpdateAssumeRolePolicy -> said(change, "trust policy of role {} changed", Name.ROLE);

      case PutRolePolicy ->
          said(change, "inline policy {} on role {} changed", Name.POLICY, Name.ROLE);
      case DeleteRolePolicy ->
          said(change, "inline policy {} on role {} deleted", Name.POLICY, Name.ROLE);
      case AttachRolePolicy ->
          said(change, "policy {} attached to role {}", Name.POLICY, Name.ROLE);
      case DetachRolePolicy ->
          said(change, "policy {} detached from role {}", Name.POLICY, Name.ROLE);
      case PutRolePermissionsBoundary ->
          said(change, "permissions boundary of role {} set to {}", Name.ROLE, Name.BOUNDARY);
      case DeleteRolePermissionsBoundary ->
          said(change, "permissions boundary of role {} removed", Name.ROLE);

      case CreateUser -> said(change, "user {} created", Name.USER);
      case DeleteUser -> said(change, "user {} deleted", Name.USER);
      case UpdateUser -> said(change, "user {} renamed or moved", Name.USER);
      case TagUser -> said(change, "tags of user {} changed", Name.USER);
      case UntagUser -> said(change, "tags removed from user {}", Name.USER);
      case PutUserPolicy ->
          said(change, "inline policy {} on user {} changed", Name.POLICY, Name.USER);
      case DeleteUserPolicy ->
          said(change, "inline policy {} on user {} deleted", Name.POLICY, Name.USER);
      case AttachUserPolicy ->
          said(change, "policy {} attached to user {}", Name.POLICY, Name.USER);
      case DetachUserPolicy ->
          said(change, "policy {} detached from user {}", Name.POLICY, Name.USER);
      case PutUserPermissionsBoundary ->
          said(change, "permissions boundary of user {} set to {}", Name.USER, Name.BOUNDARY);
      case DeleteUserPermissionsBoundary ->
          said(change, "permissions boundary of user {} removed", Name.USER);
      case AddUserToGroup -> said(change, "user {} added to group {}", Name.USER, Name.GROUP);
      case RemoveUserFromGroup ->
          said(change, "user {} removed from group {}", Name.USER, Name.GROUP);

      case PutGroupPolicy ->
          said(change, "inline policy {} on group {} changed", Name.POLICY, Name.GROUP);
      case DeleteGroupPolicy ->
          said(change, "inline policy {} on group {} deleted", Name.POLICY, Name.GROUP);
      case AttachGroupPolicy ->
          said(change, "policy {} attached to group {}", Name.POLICY, Name.GROUP);
      case DetachGroupPolicy ->
          said(change, "policy {} detached from group {}", Name.POLICY, Name.GROUP);

      case CreatePolicyVersion -> said(change, "new version of policy {} created", Name.POLICY);
      case SetDefaultPolicyVersion ->
          said(change, "default version of policy {} set to {}", Name.POLICY, Name.VERSION);
      case DeletePolicyVersion ->
          said(change, "version {} of policy {} deleted", Name.VERSION, Name.POLICY);

      case CreateOpenIDConnectProvider -> said(change, "OIDC provider {} created", Name.PROVIDER);
      case DeleteOpenIDConnectProvider -> said(change, "OIDC provider {} deleted", Name.PROVIDER);
      case UpdateOpenIDConnectProviderThumbprint ->
          said(change, "thumbprints of OIDC provider {} replaced", Name.PROVIDER);
      case AddClientIDToOpenIDConnectProvider ->
          said(change, "audience {} added to OIDC provider {}", Name.AUDIENCE, Name.PROVIDER);
      case RemoveClientIDFromOpenIDConnectProvider ->
          said(change, "audience {} removed from OIDC provider {}", Name.AUDIENCE, Name.PROVIDER);

      case CreateSAMLProvider -> said(change, "SAML provider {} created", Name.PROVIDER);
      case UpdateSAMLProvider -> said(change, "SAML provider {} updated", Name.PROVIDER);
      case DeleteSAMLProvider -> said(change, "SAML provider {} deleted", Name.PROVIDER);

      case AttachPolicy ->
          said(change, "organization policy {} attached to {}", Name.POLICY, Name.TARGET);
      case DetachPolicy ->
          said(change, "organization policy {} detached from {}", Name.POLICY, Name.TARGET);
      case UpdatePolicy -> said(change, "organization policy {} changed", Name.POLICY);
      case DeletePolicy -> said(change, "organization policy {} deleted", Name.POLICY);
      case EnablePolicyType ->
          said(change, "policy type {} enabled in the organization", Name.POLICY_TYPE);
      case DisablePolicyType ->
          said(change, "policy type {} disabled in the organization", Name.POLICY_TYPE);
      case MoveAccount -> said(change, "account {} moved to {}", Name.ACCOUNT, Name.PARENT);
      case RemoveAccountFromOrganization ->
          said(change, "account {} removed from the organization", Name.ACCOUNT);
      case LeaveOrganization -> words("an account left the organization");
      case AcceptHandshake -> words("an invitation to the organization was accepted");
      case CreateOrganization -> words("organization created");
      case DeleteOrganization -> words("organization deleted");

      case AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity ->
          said(change, "role {} assumed", Name.ROLE);
    };
  }

  private static RichSentence said(Change change, String pattern, Name... names) {
    return say(
        pattern,
        Arrays.stream(names)
            .map(
                name ->
                    Optional.ofNullable(change.names().get(name))
                        .map(RichSentence::value)
                        .orElse(words("(not recorded)")))
            .toArray());
  }
}
