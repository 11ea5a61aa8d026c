package dev.rolecall.infra.rule;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.events.EventPattern;

/// Which events are denials. Nothing of the request is among it: CloudTrail leaves
/// `requestParameters` and `resources` out of a denied call's record.
final class DenialPattern {

  private static final List<String> CALLS =
      List.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  /// Some records carry an error code with and some without its `Exception`.
  private static final List<String> DENIED = List.of("AccessDenied", "AccessDeniedException");

  private static final List<String> OTHERS =
      List.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "IDPRejectedClaim",
          "IDPRejectedClaimException",
          "InvalidIdentityToken",
          "InvalidIdentityTokenException",
          "MalformedPolicyDocument",
          "MalformedPolicyDocumentException",
          "PackedPolicyTooLarge",
          "PackedPolicyTooLargeException",
          "RegionDisabled",
          "RegionDisabledException",
          "ValidationError",
          "ValidationException");

  private DenialPattern() {}

  /// The pattern, with the error codes that are not AccessDenied only when those are asked for.
  static EventPattern of(boolean otherErrors) {
    List<String> codes = new ArrayList<>(DENIED);
    if (otherErrors) {
      codes.addAll(OTHERS);
    }
    return ApiCalls.refused("sts", CALLS, List.copyOf(codes));
  }
}
