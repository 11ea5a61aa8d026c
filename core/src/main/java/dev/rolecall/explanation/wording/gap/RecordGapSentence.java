package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.RecordGap;

/// What is said of what a CloudTrail record does not show.
final class RecordGapSentence {

  private static final String NO_PARAMETERS =
      "CloudTrail records a denied call without its request parameters";
  private static final String NO_TOKENS = "CloudTrail does not record tokens";
  private static final String NO_ASSERTIONS = "CloudTrail does not record assertions";
  private static final String NOT_SHOWN = "the record does not show it";
  private static final String ASK_CLIENT = "look at what the client sends to STS";
  private static final String READ_RECORD =
      "look up the event by its ID in CloudTrail's event history, and explain the whole record";
  private static final String START_OF_SESSION =
      "look in CloudTrail for the event that started the session";

  private RecordGapSentence() {}

  static GapSentence of(RecordGap gap) {
    return switch (gap) {
      case EXTERNAL_ID ->
          new GapSentence(
              "the external ID that was sent",
              NO_PARAMETERS,
              "look for `external_id` in the client's configuration");
      case SESSION_NAME ->
          new GapSentence("the session name that was sent", NO_PARAMETERS, ASK_CLIENT);
      case SOURCE_IDENTITY ->
          new GapSentence("the source identity that was sent", NO_PARAMETERS, ASK_CLIENT);
      case SESSION_TAGS ->
          new GapSentence("the session tags that were sent", NO_PARAMETERS, ASK_CLIENT);
      case TOKEN_TAGS ->
          new GapSentence(
              "the session tags in the token or assertion",
              "CloudTrail does not record tokens and assertions",
              "decode the token or assertion and look for `https://aws.amazon.com/tags` or"
                  + " `PrincipalTag`");
      case TOKEN_SOURCE_IDENTITY ->
          new GapSentence(
              "the source identity in the token or assertion",
              "CloudTrail does not record tokens and assertions",
              "decode the token or assertion and look for"
                  + " `https://aws.amazon.com/source_identity` or `SourceIdentity`");
      case ANY_TAGS_IN_CALL ->
          new GapSentence(
              "session tags in the call",
              NO_PARAMETERS,
              "look at the `Tags` that the client sends to STS");
      case ANY_TAGS_IN_TOKEN ->
          new GapSentence(
              "session tags in the token",
              NO_TOKENS,
              "decode the token and look for the claim `https://aws.amazon.com/tags`");
      case ANY_TAGS_IN_ASSERTION ->
          new GapSentence(
              "session tags in the assertion",
              NO_ASSERTIONS,
              "decode the assertion and look for attributes"
                  + " `https://aws.amazon.com/SAML/Attributes/PrincipalTag:...`");
      case ANY_SOURCE_IDENTITY_IN_CALL ->
          new GapSentence(
              "a source identity in the call",
              NO_PARAMETERS,
              "look at the `SourceIdentity` that the client sends to STS");
      case ANY_SOURCE_IDENTITY_IN_TOKEN ->
          new GapSentence(
              "a source identity in the token",
              NO_TOKENS,
              "decode the token and look for the claim `https://aws.amazon.com/source_identity`");
      case ANY_SOURCE_IDENTITY_IN_ASSERTION ->
          new GapSentence(
              "a source identity in the assertion",
              NO_ASSERTIONS,
              "decode the assertion and look for attributes"
                  + " `https://aws.amazon.com/SAML/Attributes/SourceIdentity`");
      case TAGS_OF_SESSION ->
          new GapSentence(
              "the session tags of the caller's session",
              "they are set when a session starts, and CloudTrail does not record them in its"
                  + " later calls",
              "look in CloudTrail for the AssumeRole event that started the session");
      case SESSION_POLICY ->
          new GapSentence(
              "the caller's session policy",
              "it is passed when a session starts, and AWS offers no way to read it afterward",
              "look in CloudTrail for the AssumeRole event that started the session: its `policy`"
                  + " and `policyArns`");
      case MFA_IN_CALL ->
          new GapSentence(
              "an MFA code in the call",
              NO_PARAMETERS,
              "look for `mfa_serial` in the client's configuration");
      case MFA_REJECTED ->
          new GapSentence(
              "the MFA status of the call",
              "AWS rejected the MFA code",
              "repeat the call with a new MFA code");
      case MFA_OF_SESSION ->
          new GapSentence(
              "the MFA status of the caller's session",
              "the record has no `mfaAuthenticated`",
              READ_RECORD);
      case MFA_AGE ->
          new GapSentence(
              "the time since the caller's MFA authentication",
              "the record does not show when the session started",
              READ_RECORD);
      case TIME ->
          new GapSentence("the time of the call", "the record has no `eventTime`", READ_RECORD);
      case REGION ->
          new GapSentence("the Region of the call", "the record has no `awsRegion`", READ_RECORD);
      case USER_AGENT ->
          new GapSentence(
              "the full user agent",
              "the record has none, or CloudTrail cut it off at 1 KB",
              ASK_CLIENT);
      case TLS ->
          new GapSentence(
              "the TLS version of the call", "the record has no `tlsDetails`", READ_RECORD);
      case SOURCE_IP ->
          new GapSentence(
              "the source IP address that AWS saw",
              "the record has a private address: the call came through a VPC endpoint, or the"
                  + " record was edited",
              "look for an STS endpoint in the caller's VPC");
      case SOURCE_IP_BEHIND_SERVICE ->
          new GapSentence(
              "the caller's IP address",
              "the record has the name of an AWS service instead, or none",
              "look up the public IP address of the network that the caller works in");
      case ENDPOINT ->
          new GapSentence(
              "the VPC endpoint that was used",
              "CloudTrail does not record it for a denied call",
              "look in the VPC console of the caller's account and Region for an STS endpoint");
      case VPC ->
          new GapSentence(
              "the VPC of the endpoint",
              "the record names only the VPC endpoint",
              "look up the endpoint in the VPC console of its account: it shows its VPC");
      case CALLED_VIA ->
          new GapSentence(
              "the services that forwarded the call",
              "the record names only the last one",
              "look in CloudTrail for events of that service at the same time");
      case SERVICE_RESOURCE ->
          new GapSentence(
              "the resource that the service worked for",
              "the service sends it, and CloudTrail does not record it",
              "look in the service's console for the resource that uses the role");
      case CALLER -> new GapSentence("the caller's identity", NOT_SHOWN, READ_RECORD);
      case CALLER_ACCOUNT ->
          new GapSentence(
              "the caller's account",
              "the record does not name the caller's account",
              "look for the call in CloudTrail of the accounts that may have made it");
      case ROLE_PATH ->
          new GapSentence(
              "the path of the caller's role",
              "the record has no `sessionIssuer`",
              "look up the role in the IAM console of the caller's account: its ARN has the path");
      case SESSION_START ->
          new GapSentence(
              "the time when the caller's credentials were issued", NOT_SHOWN, READ_RECORD);
      case PROVIDER_OF_SESSION ->
          new GapSentence(
              "the identity provider that the caller's session started with",
              "CloudTrail does not record it in the session's calls",
              START_OF_SESSION);
      case PROVIDER_OF_TOKEN ->
          new GapSentence(
              "the identity provider of the token", "the record does not name it", READ_RECORD);
      case PROVIDER_OF_CALLER ->
          new GapSentence(
              "the caller's identity provider",
              "the record does not name it",
              "look at the `ProviderArn` or `PrincipalArn` that the client sends to STS");
      case ASSERTION ->
          new GapSentence(
              "an attribute of the SAML assertion",
              "CloudTrail records only its name ID",
              "look at the assertion that the identity provider sent");
    };
  }
}
