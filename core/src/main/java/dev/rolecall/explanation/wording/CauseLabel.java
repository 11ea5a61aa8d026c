package dev.rolecall.explanation.wording;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.state.CauseInterval;

/// A cause in two to six words, for titles and tables.
public final class CauseLabel {

  /// What a code looks like, whatever the version: other text is not shown.
  private static final String CODE = "[A-Z][A-Z0-9_]{0,63}";

  private CauseLabel() {}

  /// The cause alone: "wrong external ID".
  public static String of(CauseCode code) {
    return switch (code) {
      case PRINCIPAL_NOT_TRUSTED -> "caller not trusted";
      case DELETED_PRINCIPAL -> "trusted principal was deleted";
      case SELF_ASSUME_NOT_TRUSTED -> "role does not trust itself";
      case WRONG_ACTION -> "trusted for a different action";
      case TAG_SESSION_NOT_ALLOWED -> "session tags not allowed";
      case SOURCE_IDENTITY_NOT_ALLOWED -> "source identity not allowed";
      case MFA_REQUIRED -> "MFA required";
      case MFA_CODE_INVALID -> "MFA code rejected";
      case EXTERNAL_ID_MISSING -> "external ID missing";
      case EXTERNAL_ID_MISMATCH -> "wrong external ID";
      case EXTERNAL_ID_REQUIRED -> "external ID missing or wrong";
      case OIDC_PROVIDER_NOT_TRUSTED -> "OIDC provider not trusted";
      case OIDC_CLAIM_MISMATCH -> "OIDC claim does not match";
      case SAML_PROVIDER_NOT_TRUSTED -> "SAML provider not trusted";
      case SAML_CLAIM_MISMATCH -> "SAML claim does not match";
      case TRUST_CONDITION_FAILED -> "trust policy condition not met";
      case TRUST_EXPLICIT_DENY -> "explicit deny in trust policy";
      case IDENTITY_PERMISSION_MISSING -> "caller has no sts:AssumeRole permission";
      case IDENTITY_EXPLICIT_DENY -> "explicit deny in caller's policy";
      case PERMISSIONS_BOUNDARY -> "blocked by permissions boundary";
      case SESSION_POLICY -> "blocked by session policy";
      case VPC_ENDPOINT_POLICY -> "blocked by VPC endpoint policy";
      case SCP_DENY -> "blocked by SCP";
      case RCP_DENY -> "blocked by RCP";
      case ROLE_NOT_FOUND -> "role does not exist";
      case ROOT_CANNOT_ASSUME -> "root user cannot assume roles";
      case PROPAGATION -> "recent change not yet in effect";
      case CHANGED_SINCE -> "allowed now (policy changed since)";
      case SESSION_DURATION -> "session duration too long";
      case INVALID_IDENTITY_TOKEN -> "invalid identity token";
      case EXPIRED_TOKEN -> "token expired";
      case STS_REGION_DISABLED -> "STS disabled in this region";
      case PACKED_POLICY_TOO_LARGE -> "session policy and tags too large";
      case MALFORMED_POLICY -> "malformed session policy";
      case TRUST_SIDE_UNREAD -> "cause in the role's account (not readable)";
      case UNDETERMINED -> "cause not determined";
    };
  }

  /// The cause that an incident has, which a newer version may have found.
  public static String of(CauseInterval interval) {
    return interval.newer().map(CauseLabel::newer).orElseGet(() -> of(interval.cause()));
  }

  /// A cause that this version does not know.
  ///
  /// @param code as a newer version wrote it
  public static String newer(String code) {
    return "cause of a newer version (" + (code.matches(CODE) ? code : "unreadable code") + ")";
  }

  /// The cause, with a word of doubt where there is doubt.
  public static String of(Explanation explanation) {
    return of(explanation.diagnosis().cause().code(), explanation.diagnosis().confidence());
  }

  private static String of(CauseCode code, Confidence confidence) {
    String label = of(code);
    return switch (code) {
      case CHANGED_SINCE, UNDETERMINED -> label;
      case TRUST_SIDE_UNREAD ->
          switch (confidence) {
            case CERTAIN -> label;
            case LIKELY -> "cause likely in the role's account (not readable)";
            case UNDETERMINED -> "cause possibly in the role's account (not readable)";
          };
      default ->
          switch (confidence) {
            case CERTAIN -> label;
            case LIKELY -> "likely " + label;
            case UNDETERMINED -> "possibly " + label;
          };
    };
  }
}
