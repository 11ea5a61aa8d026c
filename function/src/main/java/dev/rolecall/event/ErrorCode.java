package dev.rolecall.event;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `errorCode`, which some records carry with and some without its `Exception`.
final class ErrorCode {

  private static final String SUFFIX = "Exception";

  private static final Map<String, Kind> OTHERS =
      Map.of(
          "InvalidIdentityToken", Kind.INVALID_IDENTITY_TOKEN,
          "IDPRejectedClaim", Kind.INVALID_IDENTITY_TOKEN,
          "ExpiredToken", Kind.EXPIRED_TOKEN,
          "RegionDisabled", Kind.STS_REGION_DISABLED,
          "PackedPolicyTooLarge", Kind.PACKED_POLICY_TOO_LARGE,
          "MalformedPolicyDocument", Kind.MALFORMED_POLICY);

  private ErrorCode() {}

  /// The reason that the error gives, or empty when it is an error that has no explanation here.
  static Optional<AwsReason> reason(String code, String message, AwsSentence sentence) {
    String bare = code.endsWith(SUFFIX) ? code.substring(0, code.length() - SUFFIX.length()) : code;
    return switch (bare) {
      case "AccessDenied" -> Optional.of(sentence.reason());
      // `Validation` is what remains of ValidationException
      case "ValidationError", "Validation" ->
          message.toLowerCase(Locale.ROOT).contains("durationseconds")
              ? Optional.of(new AwsReason.OtherError(Kind.SESSION_DURATION))
              : Optional.empty();
      default -> Optional.ofNullable(OTHERS.get(bare)).map(AwsReason.OtherError::new);
    };
  }
}
