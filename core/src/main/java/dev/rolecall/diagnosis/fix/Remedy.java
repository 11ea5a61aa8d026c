package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import java.util.Locale;
import java.util.Set;

/// Where a cause can be mended, if a change may be offered at all. Guardrails are not opened by
/// patches: explicit denies, SCPs, RCPs, boundaries, session and endpoint policies are decided by
/// those who keep them.
enum Remedy {
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
          "sts:transitivetagkeys",
          "aws:tagkeys",
          "aws:sourceip",
          "aws:vpcsourceip",
          "aws:sourcevpce",
          "aws:sourcevpc",
          "aws:requestedregion",
          "aws:securetransport",
          "aws:useragent");

  static Remedy of(Cause cause) {
    return switch (cause.code()) {
      case PRINCIPAL_NOT_TRUSTED,
          DELETED_PRINCIPAL,
          SELF_ASSUME_NOT_TRUSTED,
          WRONG_ACTION,
          OIDC_PROVIDER_NOT_TRUSTED,
          SAML_PROVIDER_NOT_TRUSTED ->
          TRUST_POLICY;
      case OIDC_CLAIM_MISMATCH -> ofClaim(cause);
      case TAG_SESSION_NOT_ALLOWED, SOURCE_IDENTITY_NOT_ALLOWED ->
          cause.policyType().filter(PolicyType.IDENTITY_POLICY::equals).isPresent()
              ? IDENTITY_POLICY
              : TRUST_POLICY;
      case IDENTITY_PERMISSION_MISSING -> ofPermission(cause);
      case MFA_REQUIRED, EXTERNAL_ID_MISSING, EXTERNAL_ID_MISMATCH, EXTERNAL_ID_REQUIRED -> REQUEST;
      case SAML_CLAIM_MISMATCH ->
          cause.nearMiss().filter(NearMiss::isKey).isPresent() ? NONE : REQUEST;
      case TRUST_CONDITION_FAILED ->
          cause.condition().filter(failed -> isOfRequest(failed.key())).isPresent()
              ? REQUEST
              : NONE;
      case TRUST_EXPLICIT_DENY,
          IDENTITY_EXPLICIT_DENY,
          PERMISSIONS_BOUNDARY,
          SESSION_POLICY,
          VPC_ENDPOINT_POLICY,
          SCP_DENY,
          RCP_DENY,
          MFA_CODE_INVALID,
          ROLE_NOT_FOUND,
          ROOT_CANNOT_ASSUME,
          PROPAGATION,
          CHANGED_SINCE,
          SESSION_DURATION,
          INVALID_IDENTITY_TOKEN,
          EXPIRED_TOKEN,
          STS_REGION_DISABLED,
          PACKED_POLICY_TOO_LARGE,
          MALFORMED_POLICY,
          TRUST_SIDE_UNREAD,
          UNDETERMINED ->
          NONE;
    };
  }

  private static boolean isOfRequest(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return OF_REQUEST.contains(lower)
        || Causes.isMfa(lower)
        || lower.startsWith("aws:requesttag/")
        || lower.startsWith("aws:principaltag/");
  }

  /// A statement that would allow the call but for a condition guards the role by it: to allow the
  /// role without the condition would go around the guard. The call can be made to meet some.
  private static Remedy ofPermission(Cause cause) {
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
  private static Remedy ofClaim(Cause cause) {
    boolean setUp = cause.nearMiss().filter(NearMiss::isSetUp).isPresent();
    boolean unknown =
        cause.condition().filter(failed -> failed.got() instanceof KeyState.Unknown).isPresent();
    return setUp || unknown ? REQUEST : TRUST_POLICY;
  }
}
