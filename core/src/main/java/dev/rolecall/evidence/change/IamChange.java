package dev.rolecall.evidence.change;

import static dev.rolecall.evidence.change.ChangeKey.Topic.ASSUMED_ROLE;
import static dev.rolecall.evidence.change.ChangeKey.Topic.CALLING_ROLE;
import static dev.rolecall.evidence.change.ChangeKey.Topic.GROUP;
import static dev.rolecall.evidence.change.ChangeKey.Topic.OIDC;
import static dev.rolecall.evidence.change.ChangeKey.Topic.POLICY;
import static dev.rolecall.evidence.change.ChangeKey.Topic.SAML;
import static dev.rolecall.evidence.change.ChangeKey.Topic.USER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The calls of IAM that change how a later AssumeRole is decided. [All
/// calls](https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html)
///
/// The constants bear the names of the calls.
public enum IamChange {
  CreateRole("role {role} created", ASSUMED_ROLE, CALLING_ROLE),
  CreateServiceLinkedRole("service-linked role {role} created", ASSUMED_ROLE, CALLING_ROLE),
  DeleteRole("role {role} deleted", ASSUMED_ROLE, CALLING_ROLE),
  DeleteServiceLinkedRole("service-linked role {role} deleted", ASSUMED_ROLE, CALLING_ROLE),
  TagRole("tags of role {role} set", ASSUMED_ROLE, CALLING_ROLE),
  UntagRole("tags of role {role} removed", ASSUMED_ROLE, CALLING_ROLE),
  UpdateRole("settings of role {role} changed", ASSUMED_ROLE),
  UpdateAssumeRolePolicy("trust policy of role {role} replaced", ASSUMED_ROLE),

  PutRolePolicy("inline policy {policy} of role {role} written", CALLING_ROLE),
  DeleteRolePolicy("inline policy {policy} of role {role} deleted", CALLING_ROLE),
  AttachRolePolicy("policy {policy} attached to role {role}", CALLING_ROLE),
  DetachRolePolicy("policy {policy} detached from role {role}", CALLING_ROLE),
  PutRolePermissionsBoundary("permissions boundary of role {role} set to {boundary}", CALLING_ROLE),
  DeleteRolePermissionsBoundary("permissions boundary of role {role} removed", CALLING_ROLE),

  CreateUser("user {user} created", USER),
  DeleteUser("user {user} deleted", USER),
  UpdateUser("user {user} renamed or moved", USER),
  TagUser("tags of user {user} set", USER),
  UntagUser("tags of user {user} removed", USER),
  PutUserPolicy("inline policy {policy} of user {user} written", USER),
  DeleteUserPolicy("inline policy {policy} of user {user} deleted", USER),
  AttachUserPolicy("policy {policy} attached to user {user}", USER),
  DetachUserPolicy("policy {policy} detached from user {user}", USER),
  PutUserPermissionsBoundary("permissions boundary of user {user} set to {boundary}", USER),
  DeleteUserPermissionsBoundary("permissions boundary of user {user} removed", USER),
  AddUserToGroup("user {user} added to group {group}", USER),
  RemoveUserFromGroup("user {user} removed from group {group}", USER),

  PutGroupPolicy("inline policy {policy} of group {group} written", GROUP),
  DeleteGroupPolicy("inline policy {policy} of group {group} deleted", GROUP),
  AttachGroupPolicy("policy {policy} attached to group {group}", GROUP),
  DetachGroupPolicy("policy {policy} detached from group {group}", GROUP),

  CreatePolicyVersion("new version of policy {policy} put in force", POLICY),
  SetDefaultPolicyVersion("version {version} of policy {policy} put in force", POLICY),
  DeletePolicyVersion("version {version} of policy {policy} deleted", POLICY),

  CreateOpenIDConnectProvider("OpenID Connect provider {provider} created", OIDC),
  DeleteOpenIDConnectProvider("OpenID Connect provider {provider} deleted", OIDC),
  UpdateOpenIDConnectProviderThumbprint(
      "thumbprints of OpenID Connect provider {provider} replaced", OIDC),
  AddClientIDToOpenIDConnectProvider(
      "audience {client} added to OpenID Connect provider {provider}", OIDC),
  RemoveClientIDFromOpenIDConnectProvider(
      "audience {client} removed from OpenID Connect provider {provider}", OIDC),

  CreateSAMLProvider("SAML provider {provider} created", SAML),
  UpdateSAMLProvider("SAML provider {provider} replaced", SAML),
  DeleteSAMLProvider("SAML provider {provider} deleted", SAML);

  private static final Map<String, IamChange> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)\\}");

  private final String phrase;
  private final ChangeKey.Topic topic;
  private final ChangeKey.Topic other;

  IamChange(String phrase, ChangeKey.Topic topic) {
    this(phrase, topic, topic);
  }

  IamChange(String phrase, ChangeKey.Topic topic, ChangeKey.Topic other) {
    this.phrase = phrase;
    this.topic = topic;
    this.other = other;
  }

  /// The change that CloudTrail records under `eventName`.
  static Optional<IamChange> ofEventName(String eventName) {
    return Optional.ofNullable(BY_NAME.get(eventName));
  }

  /// What it touches.
  Set<ChangeKey.Topic> topics() {
    return EnumSet.of(topic, other);
  }

  /// What happened, in one phrase, with the names of the record.
  String what(ChangeParameters parameters) {
    return PLACEHOLDER
        .matcher(phrase)
        .replaceAll(place -> Matcher.quoteReplacement(parameters.named(place.group(1))));
  }
}
