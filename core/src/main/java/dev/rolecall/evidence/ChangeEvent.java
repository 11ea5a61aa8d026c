package dev.rolecall.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The calls that can change how a later AssumeRole is decided, and those that assume a role. All
/// calls of [IAM](https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html) and of
/// [Organizations](https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html)
///
/// The constants bear the names of the calls.
public enum ChangeEvent {
  CreateRole(Source.IAM),
  CreateServiceLinkedRole(Source.IAM),
  DeleteRole(Source.IAM),
  DeleteServiceLinkedRole(Source.IAM),
  TagRole(Source.IAM),
  UntagRole(Source.IAM),
  UpdateRole(Source.IAM),
  UpdateAssumeRolePolicy(Source.IAM),

  PutRolePolicy(Source.IAM),
  DeleteRolePolicy(Source.IAM),
  AttachRolePolicy(Source.IAM),
  DetachRolePolicy(Source.IAM),
  PutRolePermissionsBoundary(Source.IAM),
  DeleteRolePermissionsBoundary(Source.IAM),

  CreateUser(Source.IAM),
  DeleteUser(Source.IAM),
  UpdateUser(Source.IAM),
  TagUser(Source.IAM),
  UntagUser(Source.IAM),
  PutUserPolicy(Source.IAM),
  DeleteUserPolicy(Source.IAM),
  AttachUserPolicy(Source.IAM),
  DetachUserPolicy(Source.IAM),
  PutUserPermissionsBoundary(Source.IAM),
  DeleteUserPermissionsBoundary(Source.IAM),
  AddUserToGroup(Source.IAM),
  RemoveUserFromGroup(Source.IAM),

  PutGroupPolicy(Source.IAM),
  DeleteGroupPolicy(Source.IAM),
  AttachGroupPolicy(Source.IAM),
  DetachGroupPolicy(Source.IAM),

  CreatePolicyVersion(Source.IAM),
  SetDefaultPolicyVersion(Source.IAM),
  DeletePolicyVersion(Source.IAM),

  CreateOpenIDConnectProvider(Source.IAM),
  DeleteOpenIDConnectProvider(Source.IAM),
  UpdateOpenIDConnectProviderThumbprint(Source.IAM),
  AddClientIDToOpenIDConnectProvider(Source.IAM),
  RemoveClientIDFromOpenIDConnectProvider(Source.IAM),

  CreateSAMLProvider(Source.IAM),
  UpdateSAMLProvider(Source.IAM),
  DeleteSAMLProvider(Source.IAM),

  AttachPolicy(Source.ORGANIZATIONS),
  DetachPolicy(Source.ORGANIZATIONS),
  UpdatePolicy(Source.ORGANIZATIONS),
  DeletePolicy(Source.ORGANIZATIONS),
  EnablePolicyType(Source.ORGANIZATIONS),
  DisablePolicyType(Source.ORGANIZATIONS),
  MoveAccount(Source.ORGANIZATIONS),
  RemoveAccountFromOrganization(Source.ORGANIZATIONS),
  LeaveOrganization(Source.ORGANIZATIONS),
  AcceptHandshake(Source.ORGANIZATIONS),
  CreateOrganization(Source.ORGANIZATIONS),
  DeleteOrganization(Source.ORGANIZATIONS),

  AssumeRole(Source.STS),
  AssumeRoleWithSAML(Source.STS),
  AssumeRoleWithWebIdentity(Source.STS);

  /// The service that a call is made to.
  public enum Source {
    IAM("iam.amazonaws.com"),
    ORGANIZATIONS("organizations.amazonaws.com"),
    STS("sts.amazonaws.com");

    private final String eventSource;

    Source(String eventSource) {
      this.eventSource = eventSource;
    }

    /// What CloudTrail records as `eventSource`.
    public String eventSource() {
      return eventSource;
    }

    /// The calls to this service.
    public List<ChangeEvent> events() {
      return Arrays.stream(ChangeEvent.values()).filter(event -> event.source == this).toList();
    }
  }

  /// What the record of a call names.
  public enum Name {
    ROLE,
    USER,
    GROUP,
    POLICY,
    POLICY_TYPE,
    VERSION,
    BOUNDARY,
    PROVIDER,
    AUDIENCE,
    ACCOUNT,
    /// The account, organizational unit or root that a policy is attached to.
    TARGET,
    /// The organizational unit or root that an account is moved to.
    PARENT
  }

  private static final Map<String, ChangeEvent> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final Source source;

  ChangeEvent(Source source) {
    this.source = source;
  }

  /// The call that CloudTrail records under `eventSource` and `eventName`.
  public static Optional<ChangeEvent> of(String eventSource, String eventName) {
    return Optional.ofNullable(BY_NAME.get(eventName))
        .filter(event -> event.source.eventSource.equals(eventSource));
  }

  public Source source() {
    return source;
  }
}
