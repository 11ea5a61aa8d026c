package dev.rolecall.denial;

/// What a CloudTrail record does not show, with the reason and what settles it.
public enum RecordGap implements GapFact, GapReason, GapRemedy {
  EXTERNAL_ID,
  SESSION_NAME,
  SOURCE_IDENTITY,
  SESSION_TAGS,
  TOKEN_TAGS,
  TOKEN_SOURCE_IDENTITY,
  ANY_TAGS_IN_CALL,
  ANY_TAGS_IN_TOKEN,
  ANY_TAGS_IN_ASSERTION,
  ANY_SOURCE_IDENTITY_IN_CALL,
  ANY_SOURCE_IDENTITY_IN_TOKEN,
  ANY_SOURCE_IDENTITY_IN_ASSERTION,
  TAGS_OF_SESSION,
  SESSION_POLICY,
  MFA_IN_CALL,
  MFA_REJECTED,
  MFA_OF_SESSION,
  MFA_AGE,
  TIME,
  REGION,
  USER_AGENT,
  TLS,
  SOURCE_IP,
  SOURCE_IP_BEHIND_SERVICE,
  ENDPOINT,
  VPC,
  CALLED_VIA,
  SERVICE_RESOURCE,
  CALLER,
  CALLER_ACCOUNT,
  ROLE_PATH,
  SESSION_START,
  PROVIDER_OF_SESSION,
  PROVIDER_OF_TOKEN,
  PROVIDER_OF_CALLER,
  ASSERTION;

  private final Gap gap = new Gap(this, this, this);

  /// The gap.
  public Gap gap() {
    return gap;
  }
}
