package dev.rolecall.diagnosis.result;

import static dev.rolecall.diagnosis.result.Actor.CALLER_ACCOUNT;
import static dev.rolecall.diagnosis.result.Actor.CALLER_REQUEST;
import static dev.rolecall.diagnosis.result.Actor.NOBODY;
import static dev.rolecall.diagnosis.result.Actor.ORGANIZATION;
import static dev.rolecall.diagnosis.result.Actor.TARGET_ACCOUNT;
import static dev.rolecall.diagnosis.result.Remedy.ACTION;
import static dev.rolecall.diagnosis.result.Remedy.CLAIM;
import static dev.rolecall.diagnosis.result.Remedy.CONDITION;
import static dev.rolecall.diagnosis.result.Remedy.NONE;
import static dev.rolecall.diagnosis.result.Remedy.PERMISSION;
import static dev.rolecall.diagnosis.result.Remedy.PRINCIPAL;
import static dev.rolecall.diagnosis.result.Remedy.PROVIDER;
import static dev.rolecall.diagnosis.result.Remedy.REQUEST;
import static dev.rolecall.diagnosis.result.Severity.HIGH;
import static dev.rolecall.diagnosis.result.Severity.LOW;
import static dev.rolecall.diagnosis.result.Severity.MEDIUM;

import java.util.Set;

/// Why a call is denied, and what follows from that. The names are public: scripts and alerts hold
/// on to them.
public enum CauseCode {
  /// No trust statement names the caller.
  PRINCIPAL_NOT_TRUSTED(TARGET_ACCOUNT, PRINCIPAL, MEDIUM, Trait.UNTRUSTED, Trait.ONE_SIDE),
  /// The trust policy names the unique ID of a principal that was deleted.
  DELETED_PRINCIPAL(TARGET_ACCOUNT, PRINCIPAL, HIGH),
  /// The role assumes itself and does not trust itself.
  SELF_ASSUME_NOT_TRUSTED(TARGET_ACCOUNT, PRINCIPAL, MEDIUM),
  /// The caller is trusted, but for another of the three AssumeRole actions.
  WRONG_ACTION(TARGET_ACCOUNT, ACTION, MEDIUM),
  /// Session tags were passed, and `sts:TagSession` is not allowed.
  TAG_SESSION_NOT_ALLOWED(TARGET_ACCOUNT, ACTION, MEDIUM),
  /// A source identity was passed, and `sts:SetSourceIdentity` is not allowed.
  SOURCE_IDENTITY_NOT_ALLOWED(TARGET_ACCOUNT, ACTION, MEDIUM),
  /// An MFA condition is not met.
  MFA_REQUIRED(CALLER_REQUEST, REQUEST, MEDIUM, Trait.MFA),
  /// AWS says that the MFA code failed.
  MFA_CODE_INVALID(CALLER_REQUEST, NONE, LOW, Trait.MFA),
  /// The trust policy requires an external ID, and the call sent none.
  EXTERNAL_ID_MISSING(CALLER_REQUEST, REQUEST, MEDIUM, Trait.EXTERNAL_ID),
  /// The call sent a different external ID than the trust policy requires.
  EXTERNAL_ID_MISMATCH(CALLER_REQUEST, REQUEST, MEDIUM, Trait.EXTERNAL_ID),
  /// The trust policy requires an external ID, and the record does not show what was sent.
  EXTERNAL_ID_REQUIRED(CALLER_REQUEST, REQUEST, MEDIUM, Trait.EXTERNAL_ID),
  /// The OIDC provider of the token is not trusted.
  OIDC_PROVIDER_NOT_TRUSTED(TARGET_ACCOUNT, PROVIDER, MEDIUM, Trait.UNTRUSTED),
  /// The token's `sub`, `aud` or another claim does not match.
  OIDC_CLAIM_MISMATCH(TARGET_ACCOUNT, CLAIM, MEDIUM),
  /// The SAML provider of the assertion is not trusted.
  SAML_PROVIDER_NOT_TRUSTED(TARGET_ACCOUNT, PROVIDER, MEDIUM, Trait.UNTRUSTED),
  /// A claim of the SAML assertion does not match.
  SAML_CLAIM_MISMATCH(TARGET_ACCOUNT, REQUEST, MEDIUM),
  /// Any other condition of the trust statement.
  TRUST_CONDITION_FAILED(TARGET_ACCOUNT, CONDITION, MEDIUM),
  /// A Deny statement of the trust policy matched.
  TRUST_EXPLICIT_DENY(TARGET_ACCOUNT, NONE, MEDIUM),
  /// The caller's identity-based policies do not allow the call.
  IDENTITY_PERMISSION_MISSING(CALLER_ACCOUNT, PERMISSION, MEDIUM, Trait.ONE_SIDE),
  /// The caller's identity-based policies deny the call.
  IDENTITY_EXPLICIT_DENY(CALLER_ACCOUNT, NONE, MEDIUM),
  /// The permissions boundary denies, explicitly or by not allowing.
  PERMISSIONS_BOUNDARY(CALLER_ACCOUNT, NONE, MEDIUM),
  /// The session policy denies, explicitly or by not allowing.
  SESSION_POLICY(CALLER_REQUEST, NONE, MEDIUM),
  /// The VPC endpoint policy denies, explicitly or by not allowing.
  VPC_ENDPOINT_POLICY(CALLER_ACCOUNT, NONE, MEDIUM),
  /// A service control policy denies, explicitly or by not allowing.
  SCP_DENY(ORGANIZATION, NONE, MEDIUM),
  /// A resource control policy denies.
  RCP_DENY(ORGANIZATION, NONE, MEDIUM),
  /// The role does not exist.
  ROLE_NOT_FOUND(CALLER_REQUEST, NONE, MEDIUM),
  /// The caller is an account's root user.
  ROOT_CANNOT_ASSUME(CALLER_REQUEST, NONE, MEDIUM),
  /// Role, policy or principal was created or changed seconds before.
  PROPAGATION(NOBODY, NONE, LOW, Trait.PASSING),
  /// What can be read now allows the call, and it was changed after the denial.
  CHANGED_SINCE(NOBODY, NONE, LOW, Trait.PASSING),
  /// The session duration asked for is longer than the role allows.
  SESSION_DURATION(CALLER_REQUEST, NONE, MEDIUM),
  /// The web identity token is not valid.
  INVALID_IDENTITY_TOKEN(CALLER_REQUEST, NONE, MEDIUM),
  /// The token or the credentials are expired.
  EXPIRED_TOKEN(CALLER_REQUEST, NONE, MEDIUM),
  /// STS is not activated in that region.
  STS_REGION_DISABLED(CALLER_ACCOUNT, NONE, MEDIUM),
  /// Session policies and tags are too large together.
  PACKED_POLICY_TOO_LARGE(CALLER_REQUEST, NONE, MEDIUM),
  /// The session policy is not a valid policy.
  MALFORMED_POLICY(CALLER_REQUEST, NONE, MEDIUM),
  /// The caller's side was read and allows; the reason lies in the role's account, which could not
  /// be read.
  TRUST_SIDE_UNREAD(TARGET_ACCOUNT, NONE, MEDIUM, Trait.UNSEEN, Trait.ONE_SIDE),
  /// The evidence does not decide it.
  UNDETERMINED(NOBODY, NONE, MEDIUM, Trait.UNSEEN);

  /// What some causes have in common, beyond what follows from each.
  public enum Trait {
    /// Over soon by itself, or over already.
    PASSING,
    /// No blocker was seen: what could be read does not show it.
    UNSEEN,
    /// No trust statement names the caller, or the provider of its token or assertion.
    UNTRUSTED,
    /// One of the two sides that must both allow a call across accounts does not, or was not seen
    /// to.
    ONE_SIDE,
    /// About multi-factor authentication.
    MFA,
    /// About the external ID.
    EXTERNAL_ID
  }

  private final Actor actor;
  private final Remedy remedy;
  private final Severity severity;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed, which its type does not say
  private final Set<Trait> traits;

  CauseCode(Actor actor, Remedy remedy, Severity severity, Trait... traits) {
    this.actor = actor;
    this.remedy = remedy;
    this.severity = severity;
    this.traits = Set.of(traits);
  }

  /// Who usually needs to act; [Cause#actor] knows the exceptions.
  public Actor actor() {
    return actor;
  }

  public Remedy remedy() {
    return remedy;
  }

  /// How urgent a denial is of which nothing else is known.
  public Severity severity() {
    return severity;
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
