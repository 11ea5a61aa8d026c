package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;

/// The causes of errors that are no denial of access.
final class Errors {

  private Errors() {}

  static CauseCode code(AwsReason.OtherError.Kind kind) {
    return switch (kind) {
      case SESSION_DURATION -> CauseCode.SESSION_DURATION;
      case INVALID_IDENTITY_TOKEN -> CauseCode.INVALID_IDENTITY_TOKEN;
      case EXPIRED_TOKEN -> CauseCode.EXPIRED_TOKEN;
      case STS_REGION_DISABLED -> CauseCode.STS_REGION_DISABLED;
      case PACKED_POLICY_TOO_LARGE -> CauseCode.PACKED_POLICY_TOO_LARGE;
      case MALFORMED_POLICY -> CauseCode.MALFORMED_POLICY;
    };
  }
}
