package dev.rolecall.diagnosis.result;

import java.util.Set;

/// Why a call is denied, and what follows from that. The names are public: scripts and alerts hold
/// on to them.
public enum CauseCode {
  /// No trust statement names the caller.
  PRINCIPAL_NOT_TRUSTED(
      "caller not trusted",
      Actor.TARGET_ACCOUNT,
      Remedy.PRINCIPAL,
      Severity.MEDIUM,
      Trait.UNTRUSTED,
      Trait.ONE_SIDE),
  /// The trust policy names the unique id of a principal that was deleted.
  DELETED_PRINCIPAL(
      "trusted principal was deleted", Actor.TARGET_ACCOUNT, Remedy.PRINCIPAL, Severity.HIGH),
  /// The role assumes itself and does not trust itself.
  SELF_ASSUME_NOT_TRUSTED(
      "role does not trust itself", Actor.TARGET_ACCOUNT, Remedy.PRINCIPAL, Severity.MEDIUM),
  /// The caller is trusted, but for another of the three AssumeRole actions.
  WRONG_ACTION("trusted for another action", Actor.TARGET_ACCOUNT, Remedy.ACTION, Severity.MEDIUM),
  /// Session tags were passed, and `sts:TagSession` is not allowed.
  TAG_SESSION_NOT_ALLOWED(
      "session tags not allowed", Actor.TARGET_ACCOUNT, Remedy.ACTION, Severity.MEDIUM),
  /// A source identity was passed, and `sts:SetSourceIdentity` is not allowed.
  SOURCE_IDENTITY_NOT_ALLOWED(
      "source identity not allowed", Actor.TARGET_ACCOUNT, Remedy.ACTION, Severity.MEDIUM),
  /// An MFA condition is not met.
  MFA_REQUIRED("MFA required", Actor.CALLER_REQUEST, Remedy.REQUEST, Severity.MEDIUM, Trait.MFA),
  /// AWS says that the MFA code failed.
  MFA_CODE_INVALID("MFA code invalid", Actor.CALLER_REQUEST, Remedy.NONE, Severity.LOW, Trait.MFA),
  /// The trust policy wants an external id, and none was sent.
  EXTERNAL_ID_MISSING(
      "external id missing",
      Actor.CALLER_REQUEST,
      Remedy.REQUEST,
      Severity.MEDIUM,
      Trait.EXTERNAL_ID),
  /// Another external id was sent than the trust policy wants.
  EXTERNAL_ID_MISMATCH(
      "external id differs",
      Actor.CALLER_REQUEST,
      Remedy.REQUEST,
      Severity.MEDIUM,
      Trait.EXTERNAL_ID),
  /// The trust policy wants an external id, and the record does not tell what was sent.
  EXTERNAL_ID_REQUIRED(
      "external id missing or wrong",
      Actor.CALLER_REQUEST,
      Remedy.REQUEST,
      Severity.MEDIUM,
      Trait.EXTERNAL_ID),
  /// The OIDC provider of the token is not trusted.
  OIDC_PROVIDER_NOT_TRUSTED(
      "OIDC provider not trusted",
      Actor.TARGET_ACCOUNT,
      Remedy.PROVIDER,
      Severity.MEDIUM,
      Trait.UNTRUSTED),
  /// The token's `sub`, `aud` or another claim does not match.
  OIDC_CLAIM_MISMATCH(
      "OIDC claim does not match", Actor.TARGET_ACCOUNT, Remedy.CLAIM, Severity.MEDIUM),
  /// The SAML provider of the assertion is not trusted.
  SAML_PROVIDER_NOT_TRUSTED(
      "SAML provider not trusted",
      Actor.TARGET_ACCOUNT,
      Remedy.PROVIDER,
      Severity.MEDIUM,
      Trait.UNTRUSTED),
  /// A claim of the SAML assertion does not match.
  SAML_CLAIM_MISMATCH(
      "SAML claim does not match", Actor.TARGET_ACCOUNT, Remedy.REQUEST, Severity.MEDIUM),
  /// Any other condition of the trust statement.
  TRUST_CONDITION_FAILED(
      "trust condition not met", Actor.TARGET_ACCOUNT, Remedy.CONDITION, Severity.MEDIUM),
  /// A Deny statement of the trust policy matched.
  TRUST_EXPLICIT_DENY(
      "blocked by trust policy", Actor.TARGET_ACCOUNT, Remedy.NONE, Severity.MEDIUM),
  /// The caller's identity-based policies do not allow the call.
  IDENTITY_PERMISSION_MISSING(
      "caller lacks permission",
      Actor.CALLER_ACCOUNT,
      Remedy.PERMISSION,
      Severity.MEDIUM,
      Trait.ONE_SIDE),
  /// The caller's identity-based policies deny the call.
  IDENTITY_EXPLICIT_DENY(
      "blocked by caller's policy", Actor.CALLER_ACCOUNT, Remedy.NONE, Severity.MEDIUM),
  /// The permissions boundary denies, explicitly or by not allowing.
  PERMISSIONS_BOUNDARY(
      "blocked by permissions boundary", Actor.CALLER_ACCOUNT, Remedy.NONE, Severity.MEDIUM),
  /// The session policy denies, explicitly or by not allowing.
  SESSION_POLICY("blocked by session policy", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The VPC endpoint policy denies, explicitly or by not allowing.
  VPC_ENDPOINT_POLICY(
      "blocked by VPC endpoint policy", Actor.CALLER_ACCOUNT, Remedy.NONE, Severity.MEDIUM),
  /// A service control policy denies, explicitly or by not allowing.
  SCP_DENY("blocked by SCP", Actor.ORGANIZATION, Remedy.NONE, Severity.MEDIUM),
  /// A resource control policy denies.
  RCP_DENY("blocked by RCP", Actor.ORGANIZATION, Remedy.NONE, Severity.MEDIUM),
  /// The role does not exist.
  ROLE_NOT_FOUND("no such role", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The caller is an account's root user.
  ROOT_CANNOT_ASSUME(
      "root cannot assume roles", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// Role, policy or principal was created or changed seconds before.
  PROPAGATION("change not yet in effect", Actor.NOBODY, Remedy.NONE, Severity.LOW, Trait.PASSING),
  /// What can be read now allows the call, and it was changed after the denial.
  CHANGED_SINCE(
      "changed since, allowed now", Actor.NOBODY, Remedy.NONE, Severity.LOW, Trait.PASSING),
  /// The session duration asked for is longer than the role allows.
  SESSION_DURATION("session duration too long", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The web identity token is not valid.
  INVALID_IDENTITY_TOKEN(
      "invalid identity token", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The token or the credentials are expired.
  EXPIRED_TOKEN("token expired", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// STS is not activated in that region.
  STS_REGION_DISABLED("STS off in that region", Actor.CALLER_ACCOUNT, Remedy.NONE, Severity.MEDIUM),
  /// Session policies and tags are too large together.
  PACKED_POLICY_TOO_LARGE(
      "session policies too large", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The session policy is not a valid policy.
  MALFORMED_POLICY("malformed session policy", Actor.CALLER_REQUEST, Remedy.NONE, Severity.MEDIUM),
  /// The caller's side was read and allows; the reason lies in the role's account, which could not
  /// be read.
  TRUST_SIDE_UNREAD(
      "role's account not read",
      Actor.TARGET_ACCOUNT,
      Remedy.NONE,
      Severity.MEDIUM,
      Trait.UNSEEN,
      Trait.ONE_SIDE),
  /// The evidence does not decide it.
  UNDETERMINED("cause not determined", Actor.NOBODY, Remedy.NONE, Severity.MEDIUM, Trait.UNSEEN);

  /// What some causes have in common, beyond what follows from each.
  public enum Trait {
    /// Over soon by itself, or over already.
    PASSING,
    /// Nothing that was seen to be in the way: what could be read does not show it.
    UNSEEN,
    /// No trust statement names the caller, or the provider of its token or assertion.
    UNTRUSTED,
    /// One of the two sides that both have to allow a call across accounts does not, or was not
    /// seen to.
    ONE_SIDE,
    /// About multi-factor authentication.
    MFA,
    /// About the external ID.
    EXTERNAL_ID
  }

  private final String label;
  private final Actor actor;
  private final Remedy remedy;
  private final Severity severity;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed, which its type does not say
  private final Set<Trait> traits;

  CauseCode(String label, Actor actor, Remedy remedy, Severity severity, Trait... traits) {
    this.label = label;
    this.actor = actor;
    this.remedy = remedy;
    this.severity = severity;
    this.traits = Set.of(traits);
  }

  /// The cause in two to five words, for titles.
  public String label() {
    return label;
  }

  /// Who has to act as a rule; [Cause#actor] knows the exceptions.
  Actor actor() {
    return actor;
  }

  public Remedy remedy() {
    return remedy;
  }

  /// How much a denial wants attention that nothing else is known of.
  public Severity severity() {
    return severity;
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
