package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.RoleArn;

/// What is wrong with how the caller is set up, where that is to be looked at before any policy is
/// changed.
public sealed interface CallerSetup {

  /// Whether no policy is to be changed at all: to trust this caller would be the wrong cure.
  default boolean isAlone() {
    return switch (this) {
      case FallbackIdentity _, ChainCutShort _, Placeholder _ -> true;
      case AlreadyTheRole _, OtherAccount _ -> false;
    };
  }

  /// Whether this is all that there is to do, where no change can be offered.
  default boolean isEnough() {
    return isAlone() || this instanceof AlreadyTheRole;
  }

  /// The call came with the credentials that the machine has anyway, an EC2 node's for example,
  /// because those that were meant were not set up.
  ///
  /// @param meant by whom the role is meant to be used
  record FallbackIdentity(Workload meant) implements CallerSetup {}

  /// Kinds of workloads that get a role without a call to AssumeRole of their own.
  enum Workload {
    /// A Kubernetes service account, by the OIDC token of its cluster (IRSA).
    SERVICE_ACCOUNT,
    /// A Kubernetes service account, by an EKS Pod Identity association.
    POD_IDENTITY,
    /// An ECS task.
    ECS_TASK,
    /// A Lambda function.
    LAMBDA_FUNCTION
  }

  /// The session already belongs to the requested role.
  record AlreadyTheRole() implements CallerSetup {}

  /// The role trusts another role, which trusts this caller: the step between was left out.
  ///
  /// @param through the role to assume first
  record ChainCutShort(RoleArn through) implements CallerSetup {}

  /// A role of the same name in another account trusts this caller.
  ///
  /// @param meant the role that was perhaps meant
  record OtherAccount(RoleArn meant) implements CallerSetup {}

  /// The role's ARN holds a placeholder that nothing was put in place of.
  ///
  /// @param text what stands there: `null`
  record Placeholder(String text) implements CallerSetup {}
}
