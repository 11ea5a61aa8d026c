package dev.rolecall.denial;

import java.util.List;
import java.util.Optional;

/// The calls of STS that assume a role, and the one that starts a session as the root user of a
/// member account.
public enum AssumeCall {
  ASSUME_ROLE("AssumeRole"),
  ASSUME_ROLE_WITH_SAML("AssumeRoleWithSAML"),
  ASSUME_ROLE_WITH_WEB_IDENTITY("AssumeRoleWithWebIdentity"),
  /// There is no role and no trust policy: AWS Organizations decides, and the caller's own
  /// policies.
  ASSUME_ROOT("AssumeRoot");

  private static final List<AssumeCall> ALL = List.of(values());

  private final String eventName;

  AssumeCall(String eventName) {
    this.eventName = eventName;
  }

  /// The call that CloudTrail records under `eventName`. It is asked of every record.
  public static Optional<AssumeCall> ofEventName(String eventName) {
    if (eventName.startsWith("Assume")) {
      for (AssumeCall call : ALL) {
        if (call.eventName.equals(eventName)) {
          return Optional.of(call);
        }
      }
    }
    return Optional.empty();
  }

  /// Those that assume a role.
  public static List<AssumeCall> ofRoles() {
    return List.of(ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY);
  }

  /// The call that a caller of this kind makes.
  public static AssumeCall by(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity _ -> ASSUME_ROLE_WITH_WEB_IDENTITY;
      case Caller.Saml _ -> ASSUME_ROLE_WITH_SAML;
      case Caller.UserOrSession _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ ->
          ASSUME_ROLE;
    };
  }

  /// The name in CloudTrail: `AssumeRole`.
  public String eventName() {
    return eventName;
  }

  /// The action in a policy: `sts:AssumeRole`.
  public String action() {
    return "sts:" + eventName;
  }
}
