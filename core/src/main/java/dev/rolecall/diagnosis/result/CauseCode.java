package dev.rolecall.diagnosis.result;

/// Why a call is denied. The names are public: scripts and alerts hold on to them.
public enum CauseCode {
  /// No trust statement names the caller.
  PRINCIPAL_NOT_TRUSTED,
  /// The trust policy names the unique id of a principal that was deleted.
  DELETED_PRINCIPAL,
  /// The role assumes itself and does not trust itself.
  SELF_ASSUME_NOT_TRUSTED,
  /// The caller is trusted, but for another of the three AssumeRole actions.
  WRONG_ACTION,
  /// Session tags were passed, and `sts:TagSession` is not allowed.
  TAG_SESSION_NOT_ALLOWED,
  /// A source identity was passed, and `sts:SetSourceIdentity` is not allowed.
  SOURCE_IDENTITY_NOT_ALLOWED,
  /// An MFA condition is not met.
  MFA_REQUIRED,
  /// AWS says that the MFA code failed.
  MFA_CODE_INVALID,
  /// The trust policy wants an external id, and none was sent.
  EXTERNAL_ID_MISSING,
  /// Another external id was sent than the trust policy wants.
  EXTERNAL_ID_MISMATCH,
  /// The trust policy wants an external id, and the record does not tell what was sent.
  EXTERNAL_ID_REQUIRED,
  /// The OIDC provider of the token is not trusted.
  OIDC_PROVIDER_NOT_TRUSTED,
  /// The token's `sub`, `aud` or another claim does not match.
  OIDC_CLAIM_MISMATCH,
  /// The SAML provider of the assertion is not trusted.
  SAML_PROVIDER_NOT_TRUSTED,
  /// A claim of the SAML assertion does not match.
  SAML_CLAIM_MISMATCH,
  /// Any other condition of the trust statement.
  TRUST_CONDITION_FAILED,
  /// A Deny statement of the trust policy matched.
  TRUST_EXPLICIT_DENY,
  /// The caller's identity-based policies do not allow the call.
  IDENTITY_PERMISSION_MISSING,
  /// The caller's identity-based policies deny the call.
  IDENTITY_EXPLICIT_DENY,
  /// The permissions boundary denies, explicitly or by not allowing.
  PERMISSIONS_BOUNDARY,
  /// The session policy denies, explicitly or by not allowing.
  SESSION_POLICY,
  /// The VPC endpoint policy denies, explicitly or by not allowing.
  VPC_ENDPOINT_POLICY,
  /// A service control policy denies, explicitly or by not allowing.
  SCP_DENY,
  /// A resource control policy denies.
  RCP_DENY,
  /// The role does not exist.
  ROLE_NOT_FOUND,
  /// The caller is an account's root user.
  ROOT_CANNOT_ASSUME,
  /// Role, policy or principal was created or changed seconds before.
  PROPAGATION,
  /// What can be read now allows the call, and it was changed after the denial.
  CHANGED_SINCE,
  /// The session duration asked for is longer than the role allows.
  SESSION_DURATION,
  /// The web identity token is not valid.
  INVALID_IDENTITY_TOKEN,
  /// The token or the credentials are expired.
  EXPIRED_TOKEN,
  /// STS is not activated in that region.
  STS_REGION_DISABLED,
  /// Session policies and tags are too large together.
  PACKED_POLICY_TOO_LARGE,
  /// The session policy is not a valid policy.
  MALFORMED_POLICY,
  /// The caller's side was read and allows; the reason lies in the role's account, which could not
  /// be read.
  TRUST_SIDE_UNREAD,
  /// The evidence does not decide it.
  UNDETERMINED
}
