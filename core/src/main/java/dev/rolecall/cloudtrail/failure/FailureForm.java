package dev.rolecall.cloudtrail.failure;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.ServiceReport.OtherCause;
import dev.rolecall.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One wording.
///
/// @param principal the service principal, unless a group of the pattern has it
/// @param named whether the words name the service
/// @param family whether many services share it
/// @param nearError whether it counts only next to an error
record FailureForm(
    Pattern pattern,
    Set<String> groups,
    Optional<String> principal,
    Optional<String> alsoAs,
    AssumeCall call,
    Set<OtherCause> others,
    boolean inferred,
    boolean named,
    boolean family,
    boolean nearError) {

  private static final String ROLE =
      "(?<role>arn:[\\w-]+:iam::[^:\\s]*:role/[^\\s\"'`<>()\\[\\]{},;\\\\]+)";

  private static final String PERHAPS_ROLE =
      "(?:\\s+(?:with\\s+ARN|ARN|named)(?=\\W))?(?:[\\s:='\"(\\[`]{1,4}" + ROLE + ")?";

  private static final String UNABLE =
      "(?:(?:(?:is|was|were|are)\\s+)?(?:unable|not\\s+able|not\\s+authorized|not\\s+allowed"
          + "|not\\s+permitted)\\s+to"
          + "|(?:could|can)\\s*(?:not|n['\u2019]t)|can['\u2019]t|failed\\s+to|failure\\s+to"
          + "|(?:does|did|do)\\s*(?:not|n['\u2019]t)\\s+have\\s+(?:the\\s+)?(?:required\\s+)?"
          + "(?:permissions?|access)\\s+to"
          + "|(?:has\\s+|have\\s+)?no\\s+permissions?\\s+to"
          + "|lacks?\\s+(?:the\\s+)?permissions?\\s+to"
          + "|access\\s+denied\\s+(?:when|while)\\s+trying\\s+to)";

  static FailureForm of(JsonValue entry, ServiceDirectory services) {
    String regex =
        entry
            .get("pattern")
            .text()
            .replace(" ?", "\\s{0,60}")
            .replace(" ", "\\s{1,60}")
            .replace("<ROLE?>", PERHAPS_ROLE)
            .replace("<ROLE>", ROLE)
            .replace("<UNABLE>", UNABLE)
            .replace("<WHO>", who(services));
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    boolean family = entry.flag("family");
    return new FailureForm(
        pattern,
        pattern.namedGroups().keySet(),
        entry.text("principal"),
        entry.text("alsoAs"),
        entry.text("call").flatMap(AssumeCall::ofEventName).orElse(AssumeCall.ASSUME_ROLE),
        entry.list("others", JsonValue::text).stream()
            .map(OtherCause::valueOf)
            .collect(Collectors.toSet()),
        entry.flag("inferred"),
        entry.find("named").map(JsonValue::isTrue).orElse(true),
        family,
        entry.flag("error"));
  }

  private static String who(ServiceDirectory services) {
    return "\\b(?:(?:AWS|Amazon)\\s+)?(?:principal\\s+)?['\"`]?(?<who>(?-i:"
        + services.alternatives()
        + ")|[a-z0-9][a-z0-9.-]{0,80}\\.amazonaws\\.com(?:\\.cn)?)['\"`]?";
  }

  boolean has(String group) {
    return groups.contains(group);
  }

  static List<FailureForm> all(JsonValue table, ServiceDirectory services) {
    return table.list("failures", entry -> of(entry, services));
  }
}
