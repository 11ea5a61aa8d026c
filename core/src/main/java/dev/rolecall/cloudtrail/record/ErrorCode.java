package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `errorCode`, which some records carry with and some without its `Exception`.
public final class ErrorCode {

  private static final String SUFFIX = "Exception";

  private static final Map<String, Kind> OTHERS =
      Map.of(
          "IDPRejectedClaim", Kind.CLAIM_REJECTED,
          "IDPCommunicationError", Kind.ISSUER_UNREACHABLE,
          "ExpiredToken", Kind.EXPIRED_TOKEN,
          "RegionDisabled", Kind.STS_REGION_DISABLED,
          "PackedPolicyTooLarge", Kind.PACKED_POLICY_TOO_LARGE,
          "MalformedPolicyDocument", Kind.MALFORMED_POLICY);

  /// What the texts of `InvalidIdentityToken` hold, in lower case. They are the service's, and no
  /// documentation lists them.
  private static final Map<String, Kind> INVALID_TOKEN =
      Map.of(
          "incorrect token audience", Kind.WRONG_AUDIENCE,
          "thumbprint", Kind.CERTIFICATE_CHANGED,
          "retrieve verification key", Kind.ISSUER_UNREACHABLE,
          "roles claim", Kind.ROLE_NOT_IN_TOKEN,
          "no openidconnect provider found", Kind.PROVIDER_MISSING,
          "not a valid jwt", Kind.TOKEN_MALFORMED);

  /// Those whose texts are looked at, too.
  private static final List<String> BY_TEXT =
      List.of("AccessDenied", "ValidationError", "Validation", "InvalidIdentityToken");

  private ErrorCode() {}

  /// The codes of errors that have an explanation here, in all their forms. Of some of them the
  /// message decides.
  public static SortedSet<String> explained() {
    return Stream.concat(BY_TEXT.stream(), OTHERS.keySet().stream())
        .flatMap(code -> Stream.of(code, code + SUFFIX))
        .collect(Collectors.toCollection(TreeSet::new));
  }

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
      case "InvalidIdentityToken" -> Optional.of(new AwsReason.OtherError(invalidToken(message)));
      default -> Optional.ofNullable(OTHERS.get(bare)).map(AwsReason.OtherError::new);
    };
  }

  private static Kind invalidToken(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return INVALID_TOKEN.entrySet().stream()
        .filter(text -> lower.contains(text.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Kind.INVALID_IDENTITY_TOKEN);
  }
}
