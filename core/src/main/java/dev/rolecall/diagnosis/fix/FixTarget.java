package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import java.util.Locale;
import java.util.Set;

/// What a fix of a cause changes, if a change may be offered at all.
enum FixTarget {
  TRUST_POLICY,
  IDENTITY_POLICY,
  REQUEST,
  NONE;

  /// Condition keys that the caller, or the caller's account, can meet by what is sent, from where,
  /// or by tags.
  private static final Set<String> OF_REQUEST =
      Set.of(
          "sts:rolesessionname",
          "sts:sourceidentity",
          "aws:sourceip",
          "aws:vpcsourceip",
          "aws:sourcevpce",
          "aws:sourcevpc",
          "aws:requestedregion",
          "aws:securetransport",
          "aws:useragent");

  static FixTarget of(Cause cause) {
    return switch (cause.code().remedy()) {
      case PRINCIPAL, PROVIDER -> TRUST_POLICY;
      case CLAIM -> ofClaim(cause);
      case ACTION -> cause.isIn(PolicyType.IDENTITY_POLICY) ? IDENTITY_POLICY : TRUST_POLICY;
      case PERMISSION -> ofPermission(cause);
      case REQUEST -> cause.nearMiss().filter(NearMiss::isKey).isPresent() ? NONE : REQUEST;
      case CONDITION ->
          cause.nearMiss().filter(near -> near.kind() == Kind.SERVICE_ARN_NEVER_SENT).isPresent()
              ? TRUST_POLICY
              : cause.condition().filter(failed -> isOfRequest(failed.key())).isPresent()
                  ? REQUEST
                  : NONE;
      case NONE -> NONE;
    };
  }

  private static boolean isOfRequest(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return OF_REQUEST.contains(lower)
        || Causes.isMfa(lower)
        || CompanionActions.isOfTags(lower)
        || lower.startsWith("aws:principaltag/");
  }

  /// A statement that would allow the call but for a condition guards the role by it: to allow the
  /// role without the condition would go around the guard. The call can be made to meet some.
  private static FixTarget ofPermission(Cause cause) {
    return cause
        .condition()
        .map(
            failed ->
                isOfRequest(failed.key()) || failed.key().equalsIgnoreCase("sts:ExternalId")
                    ? REQUEST
                    : NONE)
        .orElse(IDENTITY_POLICY);
  }

  /// A claim that the token should have is the workload's to change where its set-up is what is
  /// wrong: a pull request, the service account of every pod that names none, an audience that was
  /// not requested. A key that no token can have is the policy's to change.
  private static FixTarget ofClaim(Cause cause) {
    boolean setUp = cause.nearMiss().filter(NearMiss::isSetUp).isPresent();
    boolean unknown =
        cause.condition().filter(failed -> failed.got() instanceof KeyState.Unknown).isPresent();
    return setUp || unknown ? REQUEST : TRUST_POLICY;
  }
}
