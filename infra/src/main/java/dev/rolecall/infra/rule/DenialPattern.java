package dev.rolecall.infra.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /// What services answer that could not assume a role. AccessDenied, which all services answer to
  /// callers without permissions, is told from these by the call.
  private static final List<String> OF_SERVICES =
      List.of(
          "BadRequestException",
          "ClientException",
          "InvalidArgumentException",
          "InvalidAutomationExecutionParametersException",
          "InvalidInputException",
          "InvalidParameter",
          "InvalidParameterException",
          "InvalidParameterValue",
          "InvalidParameterValueException",
          "InvalidRequestException",
          "InvalidSmsRoleTrustRelationshipException",
          "InvalidStructureException",
          "ValidationError",
          "ValidationException");

  /// In all messages of services that could not assume a role.
  private static final List<Map<String, String>> WORDS =
      List.of(
          Map.of("wildcard", "*assum*"),
          Map.of("wildcard", "*Assum*"),
          Map.of("wildcard", "*trust*"),
          Map.of("wildcard", "*Trust*"));

  /// Calls that are denied when a role cannot be assumed.
  private static final List<String> CALLS_OF_SERVICES =
      List.of(
          "AssumeRoleForPodIdentity",
          "CreateSession",
          "CreateStateMachine",
          "GetCredentialsForIdentity",
          "ProcessBackupPlanSelection",
          "UpdateStateMachine");

  private static final List<String> DENIED_BY_SERVICES =
      List.of("AccessDenied", "AccessDeniedException", "InvalidIdentityPoolConfigurationException");

  private DenialPattern() {}

  /// The pattern that takes what services report, too, as it is deployed: the CDK has no words for
  /// it.
  static Map<String, Object> withServiceFailures(boolean otherErrors) {
    List<String> calls = new ArrayList<>(CALLS);
    calls.add("AssumeRoot");
    return Map.of(
        "$or",
        List.of(
            new TreeMap<>(
                Map.of(
                    "source",
                    List.of("aws.sts"),
                    "detail-type",
                    List.of(ApiCalls.RECORDED),
                    "detail",
                    detail("eventName", calls, codes(otherErrors), List.of("sts.amazonaws.com")))),
            ofServices("errorMessage", WORDS, OF_SERVICES),
            ofServices("eventName", CALLS_OF_SERVICES, DENIED_BY_SERVICES)));
  }

  private static Map<String, Object> ofServices(String field, List<?> values, List<String> codes) {
    return new TreeMap<>(
        Map.of(
            "source",
            List.of(Map.of("prefix", "aws.")),
            "detail-type",
            List.of(ApiCalls.RECORDED, ApiCalls.OF_SERVICE),
            "detail",
            detail(
                field,
                values,
                codes,
                List.of(
                    Map.of("anything-but", List.of("iam.amazonaws.com", "sts.amazonaws.com"))))));
  }

  private static Map<String, Object> detail(
      String field, List<?> values, List<String> codes, List<?> sources) {
    return new TreeMap<>(Map.of("eventSource", sources, field, values, "errorCode", codes));
  }

  /// The pattern, with the error codes that are not AccessDenied only when those are asked for.
  static EventPattern of(boolean otherErrors) {
    return ApiCalls.refused("sts", CALLS, codes(otherErrors));
  }

  private static List<String> codes(boolean otherErrors) {
    List<String> codes = new ArrayList<>(DENIED);
    if (otherErrors) {
      codes.addAll(OTHERS);
    }
    return List.copyOf(codes);
  }
}
