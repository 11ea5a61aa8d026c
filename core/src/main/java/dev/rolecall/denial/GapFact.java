package dev.rolecall.denial;

import java.util.List;

/// What is not known.
public sealed interface GapFact
    permits RecordGap,
        DocumentationGap,
        GapFact.Topic,
        GapFact.KeyValue,
        GapFact.Claim,
        GapFact.ServiceExternalId,
        GapFact.TrustPolicy,
        GapFact.Roles,
        GapFact.Account,
        GapFact.OrganizationOf,
        GapFact.ChangesIn,
        GapFact.PrincipalList,
        GapFact.PrincipalPolicy,
        GapFact.ControlPolicies,
        GapFact.ControlPolicy,
        GapFact.EndpointPolicy,
        GapFact.AtTimeOfCall,
        GapFact.OtherName,
        GapFact.ResourcePattern,
        GapFact.UnexpectedValue,
        GapFact.Stated {

  /// What needs no further detail.
  enum Topic implements GapFact {
    CALLER_POLICIES,
    IDENTITY_POLICIES,
    PERMISSIONS_BOUNDARY,
    CALLER_SCPS,
    ROLE_RCPS,
    CALLER_TAGS,
    ROLE_TAGS,
    CALLER_ID,
    CALLER_ROLE_PATH,
    CALLER_IDENTITY,
    SESSION_NAME,
    TARGET_ROLE,
    RECENT_CHANGES,
    AWS_EVALUATION,
    ORGANIZATION,
    ACCOUNT_PLACE,
    OTHER_CALLERS
  }

  /// The value of a condition key.
  record KeyValue(String key) implements GapFact {}

  /// A claim of an OIDC token.
  record Claim(String key) implements GapFact {}

  /// The external ID that an AWS service sends.
  record ServiceExternalId(String service) implements GapFact {}

  /// What a role's trust policy says.
  record TrustPolicy(RoleArn role) implements GapFact {}

  /// All roles of an account.
  record Roles(AccountId account) implements GapFact {}

  /// All that an account holds.
  record Account(AccountId account) implements GapFact {}

  /// Where an account stands in its organization.
  record OrganizationOf(AccountId account) implements GapFact {}

  /// What was changed in an account.
  record ChangesIn(AccountId account) implements GapFact {}

  /// A list that belongs to a role, user or group.
  ///
  /// @param type `role`, `user` or `group`
  record PrincipalList(Listed kind, String type, String name) implements GapFact {

    /// What is listed.
    public enum Listed {
      POLICIES,
      ATTACHED_POLICIES,
      INLINE_POLICIES,
      GROUPS
    }
  }

  /// One policy of a role, user or group.
  ///
  /// @param policy its name, or its ARN
  /// @param type `role`, `user` or `group`
  record PrincipalPolicy(Relation kind, String policy, String type, String name)
      implements GapFact {

    /// What the policy is to the principal.
    public enum Relation {
      INLINE,
      ATTACHED,
      BOUNDARY
    }
  }

  /// The SCPs or RCPs of a root, an organizational unit, an account, or of an organization.
  ///
  /// @param target its ID; empty for the whole organization
  record ControlPolicies(PolicyType type, String target) implements GapFact {}

  /// One SCP or RCP of a root, an organizational unit or an account.
  record ControlPolicy(PolicyType type, String policy, String target) implements GapFact {}

  /// The policy of the VPC endpoint of the call.
  ///
  /// @param ids empty when it is not known whether there was one
  record EndpointPolicy(List<String> ids) implements GapFact {
    public EndpointPolicy {
      ids = List.copyOf(ids);
    }
  }

  /// What something was when the call was made, since it was changed afterwards.
  record AtTimeOfCall(GapFact fact) implements GapFact {}

  /// Whether a provider or service that is recorded under one name is the one that is trusted under
  /// another.
  record OtherName(String recorded, String trusted) implements GapFact {}

  /// Whether a resource pattern of a policy covers the role.
  record ResourcePattern(String pattern) implements GapFact {}

  /// What AWS makes of a value that is not what its operator compares.
  ///
  /// @param inPolicy whether the condition has it, or else the request
  record UnexpectedValue(boolean inPolicy, Format expected) implements GapFact {

    /// What the value should be.
    public enum Format {
      NUMBER,
      DATE,
      BOOLEAN,
      BASE64,
      ADDRESS,
      ARN
    }
  }

  /// In the words of the tool that found it.
  record Stated(String words) implements GapFact {}
}
