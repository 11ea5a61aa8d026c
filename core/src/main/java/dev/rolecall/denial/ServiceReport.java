package dev.rolecall.denial;

import java.util.Optional;
import java.util.Set;

/// What a service reports about a role that it could not assume.
///
/// @param operation the call to the service that failed: `CreateFunction20150331`; empty where an
///   error message does not name it
/// @param requester the ARN of the caller of that call, where its record has it
/// @param others what else the service reports in the same words
/// @param inferred whether the words leave open which principal it is
/// @param alsoAs a second principal that the role needs to trust
/// @param roleByName whether the service names the role without its path: the ARN is then a guess
public record ServiceReport(
    Optional<String> operation,
    Optional<String> requester,
    Set<OtherCause> others,
    boolean inferred,
    Optional<String> alsoAs,
    boolean roleByName) {

  public ServiceReport {
    others = Set.copyOf(others);
  }

  /// What services report in the same words as a trust policy that does not allow them. That the
  /// role is too new is possible for all of them.
  public enum OtherCause {
    /// The caller of the service may not pass the role to it.
    PASS_ROLE,
    /// The role's own policies do not allow what the service does with it.
    ROLE_PERMISSIONS,
    /// STS is deactivated in the region.
    STS_REGION,
    /// The ARN that was given is not the role's: a path is missing, or the role does not exist.
    ROLE_ARN,
    /// Another role is assigned in the settings of the identity pool.
    POOL_ROLES,
    /// The profile of IAM Roles Anywhere does not list the role, or limits the session.
    PROFILE,
    /// No role was set. This is the cause: no trust policy was evaluated.
    NO_ROLE_SET
  }

  /// The same where the ARN of the role is known.
  public ServiceReport withRole() {
    return new ServiceReport(operation, requester, others, inferred, alsoAs, false);
  }

  /// Whether the call that the service made is known in part only.
  public boolean isGuess() {
    return inferred || roleByName;
  }

  /// Whether the service tried to assume a role.
  public boolean isAboutTrust() {
    return !others.contains(OtherCause.NO_ROLE_SET);
  }
}
