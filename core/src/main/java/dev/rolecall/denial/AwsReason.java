package dev.rolecall.denial;

import java.util.Optional;

/// What AWS's own sentence says about the reason; evidence, never the whole story: AWS names one
/// policy type even when several deny. [Access denied error
/// messages](https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html)
public sealed interface AwsReason {

  /// The sentence names no reason. Nothing follows from that.
  record NotGiven() implements AwsReason {}

  /// A policy type denies, by AWS's word.
  ///
  /// @param explicit a Deny statement matched; else no statement allowed
  /// @param policyArn the policy, when AWS names it
  /// @param proven whether AWS alone wrote it. AWS repeats the ARN of the role that was asked for,
  ///   and the caller may write into it whatever it likes: without another record of that ARN, what
  ///   follows it in the sentence may be the caller's
  record PolicyDenies(PolicyType type, boolean explicit, Optional<String> policyArn, boolean proven)
      implements AwsReason {

    /// What AWS alone wrote.
    public PolicyDenies(PolicyType type, boolean explicit, Optional<String> policyArn) {
      this(type, explicit, policyArn, true);
    }
  }

  /// "Roles may not be assumed by root accounts."
  record RootMayNotAssume() implements AwsReason {}

  /// The MFA code was sent and refused, or only half of serial number and code was sent.
  record MfaCodeInvalid() implements AwsReason {}

  /// The service that needed the role says that it could not assume it. What STS answered to the
  /// service is not known.
  record ReportedByService(ServiceReport report) implements AwsReason {}

  /// An error that is no denial of access, by its error code: `ExpiredTokenException`.
  record OtherError(Kind kind) implements AwsReason {
    /// The errors that have an explanation of their own.
    public enum Kind {
      SESSION_DURATION,
      /// A token or an assertion that is not accepted, for a reason without an answer of its own.
      INVALID_IDENTITY_TOKEN,
      /// The OIDC provider does not list the token's audience.
      WRONG_AUDIENCE,
      /// The issuer's certificate does not match the thumbprints of the OIDC provider.
      CERTIFICATE_CHANGED,
      /// AWS cannot reach what the issuer publishes: its configuration, or its keys.
      ISSUER_UNREACHABLE,
      /// The token lists the roles that it is for, and this role is not among them.
      ROLE_NOT_IN_TOKEN,
      /// The role's account has no provider for the token's issuer.
      PROVIDER_MISSING,
      /// What was sent is not an ID token.
      TOKEN_MALFORMED,
      /// The identity provider rejected the claim.
      CLAIM_REJECTED,
      EXPIRED_TOKEN,
      STS_REGION_DISABLED,
      PACKED_POLICY_TOO_LARGE,
      MALFORMED_POLICY
    }
  }
}
