package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import java.util.Optional;

/// Who called, by an ARN alone.
public final class ToldCaller {

  private ToldCaller() {}

  /// Whether `text` names something that can call.
  public static boolean isCaller(String text) {
    return iam(text, Optional.empty()).isPresent();
  }

  /// The caller; unidentified when the ARN is missing, or of something that cannot call. The bearer
  /// of a token or an assertion has no ARN.
  ///
  /// @param text an ARN, or the name of a service
  /// @param sessionRole the ARN of the role whose session the caller may be: it has the role's path
  static Caller of(AssumeCall call, Optional<String> text, Optional<String> sessionRole) {
    return text.filter(_ -> call == AssumeCall.ASSUME_ROLE || call == AssumeCall.ASSUME_ROOT)
        .flatMap(arn -> iam(arn, sessionRole.flatMap(RoleArn::parse)))
        .orElseGet(() -> new Caller.Unidentified(type(call), text.orElse(""), Optional.empty()));
  }

  private static Optional<Caller> iam(String text, Optional<RoleArn> role) {
    return Caller.Root.parse(text)
        .<Caller>map(root -> root)
        .or(() -> UserArn.parse(text).map(arn -> new Caller.IamUser(arn, Optional.empty())))
        .or(() -> RoleSessionArn.parse(text).map(arn -> session(arn, role)))
        .or(() -> RoleArn.parse(text).map(ToldCaller::session))
        .or(
            () ->
                CallerReading.isService(text)
                    ? Optional.of(new Caller.AwsService(text))
                    : Optional.empty());
  }

  private static Caller session(RoleSessionArn arn, Optional<RoleArn> role) {
    Optional<RoleArn> own =
        role.filter(it -> it.account().equals(arn.account()) && it.name().equals(arn.roleName()));
    return new Caller.RoleSession(arn, own.filter(ToldCaller::hasPath), Optional.empty());
  }

  private static Caller session(RoleArn role) {
    return new Caller.RoleSession(
        new RoleSessionArn(
            role.partition(), role.account(), role.name(), RoleSessionArn.ANY_SESSION),
        Optional.of(role).filter(ToldCaller::hasPath),
        Optional.empty());
  }

  /// Sessions do not show the path of their role: an ARN without one may be made from a session's.
  private static boolean hasPath(RoleArn role) {
    return role.path().length() > 1;
  }

  /// As CloudTrail names it.
  private static String type(AssumeCall call) {
    return switch (call) {
      case ASSUME_ROLE, ASSUME_ROOT -> "unknown";
      case ASSUME_ROLE_WITH_SAML -> "SAMLUser";
      case ASSUME_ROLE_WITH_WEB_IDENTITY -> "WebIdentityUser";
    };
  }
}
