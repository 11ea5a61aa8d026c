package dev.rolecall.cloudtrail.failure;

import dev.rolecall.cloudtrail.match.FoldedText;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.ServiceReport.OtherCause;
import dev.rolecall.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One wording.
///
/// @param words which every match has, in small letters
/// @param core what every match has within it, and is found sooner than the whole; itself where
///   nothing is
/// @param principal the service principal, unless a group of the pattern has it
/// @param named whether the words name the service
/// @param family whether many services share it
/// @param nearError whether it counts only next to an error
record FailureForm(
    Pattern pattern,
    List<String> words,
    Optional<Pattern> core,
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
    String written = entry.get("pattern").text();
    String core = entry.text("core").orElse("");
    Pattern pattern = pattern(written.replace("<CORE>", core), services);
    boolean family = entry.flag("family");
    return new FailureForm(
        pattern,
        words(written, core),
        entry.text("core").map(it -> pattern(it, services)),
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

  private static Pattern pattern(String written, ServiceDirectory services) {
    String regex =
        written
            .replace(" ?", "\\s{0,60}")
            .replace(" ", "\\s{1,60}")
            .replace("<ROLE?>", PERHAPS_ROLE)
            .replace("<ROLE>", ROLE)
            .replace("<UNABLE>", UNABLE)
            .replace("<WHO>", who(services));
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  private static List<String> words(String written, String core) {
    return Stream.of(written, core)
        .flatMap(part -> FailureWords.in(part).stream())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String who(ServiceDirectory services) {
    return "\\b(?:(?:AWS|Amazon)\\s+)?(?:principal\\s+)?['\"`]?(?<who>(?-i:"
        + services.alternatives()
        + ")|[a-z0-9][a-z0-9.-]{0,80}\\.amazonaws\\.com(?:\\.cn)?)['\"`]?";
  }

  /// Whether there may be a match between two places.
  boolean mayBeIn(FoldedText text, int from, int to) {
    for (String word : words) {
      if (!text.has(word, from, to)) {
        return false;
      }
    }
    return core.isEmpty() || within(core.get(), text, from, to).find();
  }

  /// The matches between two places.
  Matcher in(FoldedText text, int from, int to) {
    return within(pattern, text, from, to);
  }

  private static Matcher within(Pattern pattern, FoldedText text, int from, int to) {
    return pattern
        .matcher(text.text())
        .useTransparentBounds(true)
        .useAnchoringBounds(false)
        .region(from, to);
  }

  boolean has(String group) {
    return groups.contains(group);
  }

  static List<FailureForm> all(JsonValue table, ServiceDirectory services) {
    return table.list("failures", entry -> of(entry, services));
  }
}
