package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall snapshot`.
final class SnapshotCommand {

  static final String NAME = "snapshot";

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
            "Saves what AWS accounts look like, for --snapshot: users, roles and policies of each"
                + " account, the organization with its SCPs and RCPs, and what was changed lately.",
            "",
            "Nothing in AWS is changed. A snapshot holds external ids and every policy: only you"
                + " may read its files, and they belong in no repository.");
    Options.add(
        spec,
        Options.one(OUTPUT, Path.class, "DIR")
            .description("Directory to write to. It is made when it is not there.")
            .required(true),
        Options.many(ACCOUNT, String.class, "ID")
            .description(
                "Account to read besides those of the profiles, by --reader-role. May be given more"
                    + " than once."),
        Options.flag(ALL_ACCOUNTS, "Read every account of the organization."),
        Options.one(SINCE, String.class, "SPAN")
            .description(
                "How far back to look for changes: 12h, 7d, at most 90d. Default:"
                    + " ${DEFAULT-VALUE}.")
            .defaultValue("7d"),
        Options.flag(FORCE, "Replace files of an earlier snapshot."));
    spec.usageMessage()
        .footerHeading("%nExamples:%n")
        .footer(
            "  rolecall snapshot --output accounts/ --profile ci --profile prod",
            "  rolecall snapshot --output accounts/ --profile management --all-accounts \\",
            "    --reader-role RolecallReader --reader-external-id rolecall-1",
            "  rolecall explain event.json --snapshot accounts/");
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
        .orElseThrow(() -> Options.wrong(parsed, SINCE, given, "no span between 1h and 90d"));
  }
}
