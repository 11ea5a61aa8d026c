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
  record PolicyDenies(PolicyType type, boolean explicit, Optional<String> policyArn)
      implements AwsReason {}

  /// "Roles may not be assumed by root accounts."
  record RootMayNotAssume() implements AwsReason {}

  /// The MFA code was sent and refused, or only half of serial number and code was sent.
  record MfaCodeInvalid() implements AwsReason {}

  /// An error that is no denial of access, by its error code: `ExpiredTokenException`.
  record OtherError(Kind kind) implements AwsReason {
    /// The errors that have an explanation of their own.
    public enum Kind {
      SESSION_DURATION,
      INVALID_IDENTITY_TOKEN,
      EXPIRED_TOKEN,
      STS_REGION_DISABLED,
      PACKED_POLICY_TOO_LARGE,
      MALFORMED_POLICY
    }
  }
}
