package dev.rolecall.cloudtrail.context;

import dev.rolecall.denial.Gap;
import java.util.Optional;

/// What a record cannot tell, and how it can be learnt: all the sentences about it.
public final class RecordGaps {

  private static final String NO_PARAMETERS =
      "AWS records a denied call without its request parameters";
  private static final String ASK_CLIENT = "look at what the client sends to STS";
  private static final String READ_RECORD =
      "look the event up by its ID in CloudTrail's event history, and explain the whole record";

  static final Gap EXTERNAL_ID =
      new Gap(
          "the external id that was sent",
          NO_PARAMETERS,
          "look for `external_id` in the configuration of the client");
  static final Gap SESSION_NAME =
      new Gap("the session name that was sent", NO_PARAMETERS, ASK_CLIENT);
  static final Gap SOURCE_IDENTITY =
      new Gap("the source identity that was sent", NO_PARAMETERS, ASK_CLIENT);
  static final Gap SESSION_TAGS =
      new Gap("the session tags that were sent", NO_PARAMETERS, ASK_CLIENT);
  static final Gap TOKEN_TAGS =
      new Gap(
          "the session tags inside the token or assertion",
          "CloudTrail does not record tokens and assertions",
          "decode the token or assertion and look for `https://aws.amazon.com/tags` or"
              + " `PrincipalTag`");
  static final Gap TOKEN_SOURCE_IDENTITY =
      new Gap(
          "the source identity inside the token or assertion",
          "CloudTrail does not record tokens and assertions",
          "decode the token or assertion and look for `https://aws.amazon.com/source_identity` or"
              + " `SourceIdentity`");
  static final Gap MFA_IN_CALL =
      new Gap(
          "whether an MFA code was sent with the call",
          NO_PARAMETERS,
          "look for `mfa_serial` in the configuration of the client");
  static final Gap MFA_REFUSED =
      new Gap(
          "whether the call counts as authenticated with MFA",
          "the MFA code was refused",
          "repeat the call with a fresh code");
  static final Gap MFA_OF_SESSION =
      new Gap(
          "whether the caller's session began with MFA",
          "the record has no `mfaAuthenticated`",
          READ_RECORD);
  static final Gap MFA_AGE =
      new Gap(
          "how old the caller's MFA code is",
          "the record does not tell when the session began",
          READ_RECORD);
  static final Gap TIME =
      new Gap("when the call was made", "the record has no `eventTime`", READ_RECORD);
  static final Gap REGION =
      new Gap("the region of the call", "the record has no `awsRegion`", READ_RECORD);
  static final Gap USER_AGENT =
      new Gap("the whole user agent", "the record has none, or cuts it at 1 KB", ASK_CLIENT);
  static final Gap TLS =
      new Gap("whether the call used TLS", "the record has no `tlsDetails`", READ_RECORD);
  static final Gap SOURCE_IP =
      new Gap(
          "the address that AWS saw",
          "a private address is recorded: the call came through a VPC endpoint, or the record was"
              + " edited",
          "look whether the caller's VPC has an endpoint for STS");
  static final Gap SOURCE_IP_BEHIND_SERVICE =
      new Gap(
          "the address of the caller",
          "the record has the name of an AWS service in its place, or none",
          "look from where the caller works");
  static final Gap ENDPOINT =
      new Gap(
          "the VPC endpoint that was used",
          "AWS leaves it out of the record of a denied call",
          "look in the VPC console of the caller's account and region for an endpoint for STS");
  static final Gap VPC =
      new Gap(
          "the VPC of the endpoint",
          "the record names the VPC endpoint only",
          "look the endpoint up in the VPC console of its account: it shows its VPC");
  static final Gap CALLED_VIA =
      new Gap(
          "the services that passed the call on",
          "the record names the last one only",
          "look for the events of that service at the same time in CloudTrail");
  static final Gap SERVICE_RESOURCE =
      new Gap(
          "the resource that the service worked for",
          "the service sends it and CloudTrail does not record it",
          "look in the console of the service for the resource that uses the role");
  static final Gap PRINCIPAL =
      new Gap("who the caller is", "the record does not tell", READ_RECORD);
  static final Gap ROLE_PATH =
      new Gap(
          "the path of the caller's role",
          "the record has no `sessionIssuer`",
          "look the role up in the IAM console of the caller's account: its ARN has the path");
  static final Gap SESSION_START =
      new Gap("when the caller's keys were issued", "the record does not tell", READ_RECORD);
  public static final Gap FEDERATED_PROVIDER =
      new Gap(
          "the identity provider that the caller's session began with",
          "it is not recorded in the calls of a session",
          "look for the event in CloudTrail that began the session");
  public static final Gap PROVIDER =
      new Gap("the identity provider of the token", "the record does not name it", READ_RECORD);
  public static final Gap ASSERTION =
      new Gap(
          "an attribute of the SAML assertion",
          "CloudTrail records its name id only",
          "look at the assertion that the identity provider sent");

  private RecordGaps() {}

  public static Gap claim(String key) {
    return new Gap(
        "the claim `" + key + "` of the token",
        "CloudTrail records `sub` and `aud` only",
        "decode the token that the client sends");
  }

  /// @param form what such services send; empty when that is not known
  static Gap externalId(String service, Optional<String> form) {
    return new Gap(
        "the external ID that " + service + " sent",
        form.map(known -> "the service sends " + known + ", and CloudTrail does not record it")
            .orElse("whether this service sends one is not documented"),
        "look in the console of the service for the resource that uses the role, and for the"
            + " external ID that it is set up with");
  }

  public static Gap sessionKey(String key) {
    return new Gap(
        "the value of `" + key + "`",
        "it belongs to the caller's session and is not recorded in its calls",
        "look for the event in CloudTrail that began the session");
  }

  public static Gap key(String key) {
    return new Gap("the value of `" + key + "`", "CloudTrail does not record it", ASK_CLIENT);
  }
}
