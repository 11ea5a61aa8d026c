package dev.rolecall.cli.history;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.history.TableName;
import dev.rolecall.history.athena.Workgroup;
import dev.rolecall.report.aws.S3Address;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that name a table of Athena.
///
/// @param place the folder in S3 for the result: `s3://bucket/folder/`
/// @param query the ID of a query that was started before
/// @param reuse whether Athena may return the result of an earlier query
/// @param command the command line, without the ID of a query; empty when it must not be repeated
public record AthenaOptions(
    TableName table,
    String workgroup,
    Optional<String> place,
    Optional<String> query,
    boolean reuse,
    Optional<String> command) {

  public static final String NAME = "--athena";
  static final String WORKGROUP = "--workgroup";
  static final String OUTPUT_LOCATION = "--output-location";
  static final String QUERY_ID = "--query-id";
  static final String NO_REUSE = "--no-reuse";

  /// [Names of workgroups and IDs of queries](
  /// https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html)
  private static final Pattern WORKGROUP_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,128}");

  private static final Pattern OPTION = Pattern.compile("(?s)(--[a-z-]+=?)(?:(?<==)(.*))?");

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9-]{1,128}");

  public static CommandSpec addTo(CommandSpec spec) {
    return Options.add(
        spec,
        Options.one(NAME, String.class, "TABLE")
            .description(
                "Read from this Athena table of CloudTrail records, with one query: DATABASE.TABLE"
                    + " or CATALOG.DATABASE.TABLE, in the account of the first profile and in"
                    + " --region. AWS charges by bytes scanned."),
        Options.one(WORKGROUP, String.class, "NAME")
            .description("With --athena: workgroup to run the query in. Default: primary."),
        Options.one(OUTPUT_LOCATION, String.class, "s3://BUCKET/PREFIX/")
            .description(
                "With --athena: where Athena writes the result. Default: the workgroup's query"
                    + " result location."),
        Options.one(QUERY_ID, String.class, "ID")
            .description(
                "With --athena: wait for and read the result of this query, which an earlier run"
                    + " started, instead of running a new one."),
        Options.flag(
            NO_REUSE,
            "With --athena: run the query even if Athena has the result of the same query, no more"
                + " than an hour old. Athena reuses it only for a period that ended two days"
                + " ago or earlier."));
  }

  /// The table that is given; empty when none is.
  ///
  /// @throws ParameterException when the command line is not right
  public static Optional<AthenaOptions> of(ParseResult parsed) {
    Optional<String> table = Options.value(parsed, NAME);
    for (String option : List.of(WORKGROUP, OUTPUT_LOCATION, QUERY_ID, NO_REUSE)) {
      Options.check(
          parsed,
          table.isPresent() || !parsed.hasMatchedOption(option),
          UsageWords.needs(option, NAME));
    }
    return table.map(
        text ->
            new AthenaOptions(
                TableName.parse(text)
                    .orElseThrow(() -> Options.wrong(parsed, UsageWords.notATable(NAME, text))),
                matching(parsed, WORKGROUP, WORKGROUP_NAME).orElse(Workgroup.PRIMARY),
                place(parsed),
                matching(parsed, QUERY_ID, ID),
                !parsed.hasMatchedOption(NO_REUSE),
                command(parsed)));
  }

  private static Optional<String> command(ParseResult parsed) {
    List<String> words = new ArrayList<>();
    Iterator<String> given = parsed.originalArgs().iterator();
    while (given.hasNext()) {
      String word = given.next();
      if (word.equals(QUERY_ID)) {
        given.next();
      } else if (!word.startsWith(QUERY_ID + "=")) {
        words.add(quoted(word));
      }
    }
    return Optional.of("rolecall " + String.join(" ", words))
        .filter(_ -> LiveOptions.reader(parsed).externalId().isEmpty());
  }

  /// Names of options are plain; their values need not be.
  private static String quoted(String word) {
    Matcher option = OPTION.matcher(word);
    return option.matches()
        ? option.group(1) + Optional.ofNullable(option.group(2)).map(ShellWords::quote).orElse("")
        : ShellWords.quote(word);
  }

  /// The command that reads the result of a query.
  String resume(String id) {
    return command.map(words -> words + " " + QUERY_ID + " " + id).orElse(QUERY_ID + " " + id);
  }

  private static Optional<String> matching(ParseResult parsed, String option, Pattern pattern) {
    Optional<String> given = Options.value(parsed, option);
    given.ifPresent(
        text ->
            Options.check(
                parsed, pattern.matcher(text).matches(), UsageWords.notAName(option, text)));
    return given;
  }

  private static Optional<String> place(ParseResult parsed) {
    Optional<String> given = Options.value(parsed, OUTPUT_LOCATION);
    return given.map(
        text ->
            S3Address.parse(text)
                .map(S3Address::toString)
                .orElseThrow(
                    () -> Options.wrong(parsed, UsageWords.notAnS3Address(OUTPUT_LOCATION, text))));
  }
}
