package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.policy.PolicyWriter;
import java.util.List;
import java.util.Optional;

/// The smallest identity-based policy that lets a caller assume one role: an inline policy of its
/// own, so that nobody else who shares a managed policy or a group gets the permission.
final class IdentityPatch {

  private IdentityPatch() {}

  /// Who gets the policy.
  record Target(AccountId account, Fix.Place place, String name) {}

  /// Empty for callers whose policies nobody may change: service-linked roles, and callers that are
  /// no user or role.
  static Optional<Target> target(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> session.role().flatMap(IdentityPatch::ofRole);
      case Caller.IamUser user ->
          Optional.of(new Target(user.arn().account(), Fix.Place.USER_POLICY, user.arn().name()));
      case Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          Optional.empty();
    };
  }

  private static Optional<Target> ofRole(RoleArn role) {
    if (role.isServiceLinked()) {
      return Optional.empty();
    }
    Fix.Place place = role.isIdentityCenter() ? Fix.Place.PERMISSION_SET : Fix.Place.ROLE_POLICY;
    return Optional.of(new Target(role.account(), place, role.name()));
  }

  static String policyName(RoleArn role) {
    return "assume-" + role.name();
  }

  static String document(RoleArn role, List<String> actions) {
    return PolicyWriter.empty()
        .add(
            new PolicyWriter.NewStatement(
                Sids.of("Assume", role.name()),
                Optional.empty(),
                Optional.empty(),
                actions,
                Optional.of(role.toString()),
                List.of()))
        .json();
  }
}
