package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.PolicyType;

/// Who has to act on a cause.
public final class Actors {

  private Actors() {}

  public static Actor of(Cause cause) {
    return switch (cause.code()) {
      case PRINCIPAL_NOT_TRUSTED,
          DELETED_PRINCIPAL,
          SELF_ASSUME_NOT_TRUSTED,
          WRONG_ACTION,
          OIDC_PROVIDER_NOT_TRUSTED,
          OIDC_CLAIM_MISMATCH,
          SAML_PROVIDER_NOT_TRUSTED,
          SAML_CLAIM_MISMATCH,
          TRUST_CONDITION_FAILED,
          TRUST_EXPLICIT_DENY,
          TRUST_SIDE_UNREAD ->
          Actor.TARGET_ACCOUNT;
      case TAG_SESSION_NOT_ALLOWED, SOURCE_IDENTITY_NOT_ALLOWED ->
          cause.policyType().filter(PolicyType.IDENTITY_POLICY::equals).isPresent()
              ? Actor.CALLER_ACCOUNT
              : Actor.TARGET_ACCOUNT;
      case IDENTITY_PERMISSION_MISSING,
          IDENTITY_EXPLICIT_DENY,
          PERMISSIONS_BOUNDARY,
          VPC_ENDPOINT_POLICY,
          STS_REGION_DISABLED ->
          Actor.CALLER_ACCOUNT;
      case MFA_REQUIRED,
          MFA_CODE_INVALID,
          EXTERNAL_ID_MISSING,
          EXTERNAL_ID_MISMATCH,
          EXTERNAL_ID_REQUIRED,
          SESSION_POLICY,
          ROLE_NOT_FOUND,
          ROOT_CANNOT_ASSUME,
          SESSION_DURATION,
          INVALID_IDENTITY_TOKEN,
          EXPIRED_TOKEN,
          PACKED_POLICY_TOO_LARGE,
          MALFORMED_POLICY ->
          Actor.CALLER_REQUEST;
      case SCP_DENY, RCP_DENY -> Actor.ORGANIZATION;
      case PROPAGATION, CHANGED_SINCE, UNDETERMINED -> Actor.NOBODY;
    };
  }
}
