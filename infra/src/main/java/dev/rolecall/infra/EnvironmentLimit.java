package dev.rolecall.infra;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether what the functions are told fits into their environments, of which Lambda takes 4 KB in
/// all. It measures the variables as one JSON object, so that a quotation mark in a value counts
/// twice ("String measured", its refusal says).
/// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
final class EnvironmentLimit {

  static final int MOST_BYTES = 4000;

  /// Longer than the names and ARNs that CloudFormation gives the stack's own resources.
  private static final String NAME = "x".repeat(150);

  private static final Names NAMES = new Names(NAME, NAME, Optional.of(NAME));

  private EnvironmentLimit() {}

  static void check(Settings settings, Problems problems) {
    Map<String, String> explain = new TreeMap<>(ExplainEnvironment.of(settings, NAMES));
    explain.put(ExplainEnvironment.OWN_ROLE, NAME);
    explain.put(ExplainEnvironment.SWEEP_ROLE, NAME);
    check(
        "the explain and the sweep function",
        explain,
        Map.of(
            "rolecall.mutes", ExplainEnvironment.MUTES,
            "rolecall.ownerTags", ExplainEnvironment.OWNER_TAGS),
        settings,
        problems);
    settings
        .slack()
        .ifPresent(
            slack ->
                check(
                    "the Slack function",
                    SlackEnvironment.of(slack, NAMES),
                    Map.of(
                        "rolecall.slack.routes", SlackEnvironment.ROUTES,
                        "rolecall.slack.owners", SlackEnvironment.OWNERS),
                    settings,
                    problems));
  }

  /// @param lists the settings that may be of any length, and their variables
  private static void check(
      String function,
      Map<String, String> environment,
      Map<String, String> lists,
      Settings settings,
      Problems problems) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(EveryFunction.environment(settings.logs()));
    int bytes = bytes(all);
    if (bytes > MOST_BYTES) {
      problems.add(
          "%s: %s would be told %d bytes in all, and Lambda takes %d: have fewer or shorter ones"
              .formatted(
                  new TreeMap<>(lists)
                      .entrySet().stream()
                          .map(
                              list ->
                                  "%s (%d bytes)"
                                      .formatted(
                                          list.getKey(),
                                          bytes(all.getOrDefault(list.getValue(), ""))))
                          .collect(Collectors.joining(" and ")),
                  function,
                  bytes,
                  MOST_BYTES));
    }
  }

  private static int bytes(Object value) {
    return Json.of(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
