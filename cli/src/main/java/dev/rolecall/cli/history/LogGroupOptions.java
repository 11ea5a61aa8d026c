package dev.rolecall.cli.history;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.history.logs.LogGroupAddress;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that name log groups of CloudWatch Logs.
///
/// @param insights whether Logs Insights may be used
public record LogGroupOptions(List<LogGroupAddress> groups, boolean insights) {

  public static final String NAME = "--log-group";
  private static final String NO_INSIGHTS = "--no-insights";

  public LogGroupOptions {
    groups = List.copyOf(groups);
  }

  public static CommandSpec addTo(CommandSpec spec) {
    return Options.add(
        spec,
        Options.many(NAME, String.class, "NAME")
            .description(
                "Read from this CloudWatch Logs log group, to which a CloudTrail trail writes: its"
                    + " name, in the account of the first profile and in --region; or its ARN."
                    + " Searches with Logs Insights, for which AWS charges by bytes scanned."
                    + " Repeatable."),
        Options.flag(
            NO_INSIGHTS,
            "With "
                + NAME
                + ": search with FilterLogEvents instead of Logs Insights. Slower, and without a"
                + " charge for bytes scanned."));
  }

  /// The log groups that are given.
  ///
  /// @throws ParameterException when the command line is not right
  public static LogGroupOptions of(ParseResult parsed) {
    List<LogGroupAddress> groups =
        Options.<String>values(parsed, NAME).stream()
            .distinct()
            .map(
                text ->
                    LogGroupAddress.parse(text)
                        .orElseThrow(
                            () -> Options.wrong(parsed, UsageWords.notALogGroup(NAME, text))))
            .toList();
    boolean without = parsed.hasMatchedOption(NO_INSIGHTS);
    Options.check(parsed, !without || !groups.isEmpty(), UsageWords.needs(NO_INSIGHTS, NAME));
    return new LogGroupOptions(groups, !without);
  }
}
