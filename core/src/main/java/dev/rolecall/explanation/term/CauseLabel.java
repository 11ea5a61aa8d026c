package dev.rolecall.explanation.term;

import dev.rolecall.diagnosis.result.CauseCode;

/// A cause in two to five words, for titles.
public final class CauseLabel {

  private CauseLabel() {}

  /// The label of `code`.
  public static String of(CauseCode code) {
    return switch (code) {
      case PRINCIPAL_NOT_TRUSTED -> "caller not trusted";
      case DELETED_PRINCIPAL -> "trusted principal was deleted";
      case SELF_ASSUME_NOT_TRUSTED -> "role does not trust itself";
      case WRONG_ACTION -> "trusted for another action";
      case TAG_SESSION_NOT_ALLOWED -> "session tags not allowed";
      case SOURCE_IDENTITY_NOT_ALLOWED -> "source identity not allowed";
      case MFA_REQUIRED -> "MFA required";
      case MFA_CODE_INVALID -> "MFA code invalid";
      case EXTERNAL_ID_MISSING -> "external id missing";
      case EXTERNAL_ID_MISMATCH -> "external id differs";
      case EXTERNAL_ID_REQUIRED -> "external id missing or wrong";
      case OIDC_PROVIDER_NOT_TRUSTED -> "OIDC provider not trusted";
      case OIDC_CLAIM_MISMATCH -> "OIDC claim does not match";
      case SAML_PROVIDER_NOT_TRUSTED -> "SAML provider not trusted";
      case SAML_CLAIM_MISMATCH -> "SAML claim does not match";
      case TRUST_CONDITION_FAILED -> "trust condition not met";
      case TRUST_EXPLICIT_DENY -> "blocked by trust policy";
      case IDENTITY_PERMISSION_MISSING -> "caller lacks permission";
      case IDENTITY_EXPLICIT_DENY -> "blocked by caller's policy";
      case PERMISSIONS_BOUNDARY -> "blocked by permissions boundary";
      case SESSION_POLICY -> "blocked by session policy";
      case VPC_ENDPOINT_POLICY -> "blocked by VPC endpoint policy";
      case SCP_DENY -> "blocked by SCP";
      case RCP_DENY -> "blocked by RCP";
      case ROLE_NOT_FOUND -> "no such role";
      case ROOT_CANNOT_ASSUME -> "root cannot assume roles";
      case PROPAGATION -> "change not yet in effect";
      case CHANGED_SINCE -> "changed since, allowed now";
      case SESSION_DURATION -> "session duration too long";
      case INVALID_IDENTITY_TOKEN -> "invalid identity token";
      case EXPIRED_TOKEN -> "token expired";
      case STS_REGION_DISABLED -> "STS off in that region";
      case PACKED_POLICY_TOO_LARGE -> "session policies too large";
      case MALFORMED_POLICY -> "malformed session policy";
      case TRUST_SIDE_UNREAD -> "role's account not read";
      case UNDETERMINED -> "cause not determined";
    };
  }
}
