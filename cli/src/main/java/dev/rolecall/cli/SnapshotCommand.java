package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.UsageWords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall snapshot`.
final class SnapshotCommand {

  static final String NAME = "snapshot";
  static final String SUMMARY = "Saves IAM and AWS Organizations data for use with --snapshot.";

  private static final String OUTPUT = "--output";
  private static final String ACCOUNT = "--account";
  private static final String ALL_ACCOUNTS = "--all-accounts";
  private static final String SINCE = "--since";
  private static final String FORCE = "--force";

  /// CloudTrail looks no further back.
  private static final Duration LONGEST = Duration.ofDays(90);

  private SnapshotCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "It contains the users, roles and policies of each account, the organization with its"
                + " SCPs and RCPs, and recent changes.",
            "",
            "The command changes nothing in AWS. A snapshot contains external IDs and every"
                + " policy: its files are readable only by you; keep them out of repositories.");
    Options.add(
        spec,
        Options.one(OUTPUT, Path.class, "DIR")
            .description("Directory to write to. It is created if it does not exist.")
            .required(true),
        Options.many(ACCOUNT, String.class, "ID")
            .description("Additional account to read, through --reader-role. Repeatable."),
        Options.flag(ALL_ACCOUNTS, "Read every account of the organization."),
        Options.one(SINCE, String.class, "SPAN")
            .description(
                "How far back to read changes, such as 12h or 7d; at most 90d. Default:"
                    + " ${DEFAULT-VALUE}.")
            .defaultValue("7d"),
        Options.flag(FORCE, "Replace the files of an earlier snapshot."));
    Options.footer(
        spec,
        List.of(
            "# Two accounts, with a profile for each",
            "rolecall snapshot --output accounts/ --profile ci --profile prod",
            "# Every account of the organization, through a reader role",
            "rolecall snapshot --output accounts/ --profile management --all-accounts \\",
            "  --reader-role RolecallReader --reader-external-id rolecall-1",
            "# Use it",
            "rolecall explain event.json --snapshot accounts/"),
        List.of(
            "0  everything was read",
            "1  some of it could not be read or written (the message says what)",
            "2  usage error, or a snapshot exists and --force was not given"));
    return LiveOptions.addTo(spec);
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    LiveOptions.Reader reader = LiveOptions.reader(parsed);
    return new SnapshotRun(
            parsed.matchedOptionValue(OUTPUT, Path.of("")),
            CommandOptions.accounts(parsed, ACCOUNT),
            parsed.hasMatchedOption(ALL_ACCOUNTS),
            since(parsed),
            parsed.hasMatchedOption(FORCE))
        .run(reader, console, clock, pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  private static Duration since(ParseResult parsed) {
    String given = parsed.matchedOptionValue(SINCE, "7d");
    return TimeSpan.parse(given)
        .filter(since -> since.isPositive() && since.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () -> Options.wrong(parsed, UsageWords.notASpanWithin(SINCE, given, "1h", "90d")));
  }
}
