package dev.rolecall.infra.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;

/// Patterns of calls that CloudTrail recorded.
final class ApiCalls {

  /// The detail type of a call.
  static final String RECORDED = "AWS API Call via CloudTrail";

  /// The detail type of what a service does on its own.
  static final String OF_SERVICE = "AWS Service Event via CloudTrail";

  private ApiCalls() {}

  /// Calls that were made, not those that were refused.
  ///
  /// @param service as it stands in host names, such as `iam`
  static EventPattern made(String service, List<String> calls) {
    return pattern(service, calls, Match.doesNotExist());
  }

  /// Calls that were refused with one of some codes.
  static EventPattern refused(String service, List<String> calls, List<String> codes) {
    return pattern(service, calls, codes);
  }

  private static EventPattern pattern(String service, List<String> calls, Object errorCode) {
    return EventPattern.builder()
        .source(List.of("aws." + service))
        .detailType(List.of(RECORDED))
        .detail(
            new TreeMap<>(
                Map.of(
                    "eventSource",
                    List.of(service + ".amazonaws.com"),
                    "eventName",
                    calls,
                    "errorCode",
                    errorCode)))
        .build();
  }
}
