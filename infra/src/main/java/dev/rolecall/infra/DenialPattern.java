package dev.rolecall.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.events.EventPattern;

/// Which events are denials of the three AssumeRole calls. Nothing of the request can be asked for:
/// a denied call's record does not have it.
final class DenialPattern {

  private static final List<String> CALLS =
      List.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  private static final List<String> DENIALS = List.of("AccessDenied");

  /// Failures before any policy was asked, which are explained, too.
  private static final List<String> OTHERS =
      List.of(
          "ExpiredToken",
          "IDPRejectedClaim",
          "InvalidIdentityToken",
          "MalformedPolicyDocument",
          "PackedPolicyTooLarge",
          "RegionDisabled",
          "Validation",
          "ValidationError");

  private DenialPattern() {}

  static EventPattern of(boolean others) {
    return EventPattern.builder()
        .source(List.of("aws.sts"))
        .detailType(List.of("AWS API Call via CloudTrail"))
        .detail(
            Map.of(
                "eventSource", List.of("sts.amazonaws.com"),
                "eventName", CALLS,
                "errorCode", codes(others)))
        .build();
  }

  /// Some records have the code with and some without `Exception`.
  private static List<String> codes(boolean others) {
    return Stream.of(DENIALS, others ? OTHERS : List.<String>of())
        .flatMap(List::stream)
        .flatMap(code -> Stream.of(code, code + "Exception"))
        .toList();
  }
}
