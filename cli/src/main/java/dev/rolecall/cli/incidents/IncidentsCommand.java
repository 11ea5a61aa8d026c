package dev.rolecall.cli.incidents;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.action.IncidentAction;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall incidents`.
public final class IncidentsCommand {

  public static final String NAME = "incidents";
  public static final String SUMMARY =
      "Lists, shows and answers the incidents of a deployed installation.";

  private static final String LIST = "list";
  private static final String SHOW = "show";
  private static final String ACKNOWLEDGE = "acknowledge";
  private static final String SNOOZE = "snooze";
  private static final String UNSNOOZE = "unsnooze";
  private static final String RESOLVE = "resolve";
  private static final String CHECK = "check";
  private static final String RESEND = "resend";
  private static final List<String> COMMANDS =
      List.of(LIST, SHOW, ACKNOWLEDGE, SNOOZE, UNSNOOZE, RESOLVE, CHECK, RESEND);

  private static final String TABLE = "--table";
  private static final String INSTALLATION = "--installation";
  private static final String STANDARD = "/rolecall/installation";
  private static final String STATE = "--state";
  private static final String ACCOUNT = "--account";
  private static final String CAUSE = "--cause";
  private static final String SINCE = "--since";
  private static final String EVENT = "--event";
  private static final String FOR = "--for";
  private static final String UNTIL = "--until";
  private static final String UNTIL_FIXED = "--until-fixed";
  private static final String REASON = "--reason";

  private static final Pattern MINUTES = Pattern.compile("[0-9]{1,4}m");

  private static final List<String> STATUSES =
      List.of(
          "0  done, or it was done before",
          "1  not done: it ended, AWS denied a call, or no installation was found",
          "2  usage error, or more than one incident has an ID that begins like this",
          "4  no such incident");

  private IncidentsCommand() {}

  /// The command and its own commands.
  public static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "It uses your own credentials for the account of the monitor. What you do is kept with"
                + " your name; Slack and the other channels show it within a minute.");
    spec.addSubcommand(LIST, list());
    spec.addSubcommand(SHOW, show());
    spec.addSubcommand(
        ACKNOWLEDGE,
        action(
            ACKNOWLEDGE,
            "Says that you work on an incident: no reminders until its cause changes."));
    spec.addSubcommand(SNOOZE, snooze());
    spec.addSubcommand(UNSNOOZE, action(UNSNOOZE, "Ends a snooze early."));
    spec.addSubcommand(
        RESOLVE,
        action(
            RESOLVE,
            "Ends an incident without checking the policies. The next denial reopens it."));
    spec.addSubcommand(
        CHECK, action(CHECK, "Reads the policies and diagnoses an incident again, at once."));
    spec.addSubcommand(
        RESEND, action(RESEND, "Sends the newest notice of an incident to all channels again."));
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    Options.footer(
        spec,
        List.of(
            "# What is denied now?",
            "rolecall incidents list --profile monitor --region eu-west-1",
            "# Say that you work on it; the beginning of an ID is enough",
            "rolecall incidents acknowledge refusal-7b51bde9",
            "# No messages until it is fixed",
            "rolecall incidents snooze refusal-7b51bde9 --until-fixed",
            "",
            "Run 'rolecall incidents COMMAND --help' for the options of a command."),
        STATUSES);
    return spec;
  }

  private static CommandSpec list() {
    CommandSpec spec =
        CommandOptions.command(
            LIST,
            "Lists incidents, those with the newest denial first.",
            "Without --state: those that are not resolved, muted or part of another one.");
    Options.add(
        spec,
        Options.many(STATE, Standing.class, "STATE")
            .splitRegex(",")
            .description("Only incidents in this state: ${COMPLETION-CANDIDATES}. Repeatable."),
        Options.many(ACCOUNT, String.class, "ID")
            .description("Only callers and roles of this account. Repeatable."),
        Options.many(CAUSE, CauseCode.class, "CAUSE")
            .description(
                "Only incidents with this cause, such as EXTERNAL_ID_MISSING. Repeatable."),
        Options.one(SINCE, String.class, "SPAN")
            .description("Only incidents with a denial in the last 12h, 7d and so on."));
    common(spec);
    Options.footer(
        spec,
        List.of(
            "# What needs an answer",
            "rolecall incidents list",
            "# What ended in the last week, as JSON",
            "rolecall incidents list --state resolved --since 7d --format json",
            "# Acknowledge all incidents of an account",
            "rolecall incidents list --account 111122223333 --format json |",
            "  jq -r .incident.id | xargs rolecall incidents acknowledge"),
        List.of("0  listed, even if there are none", STATUSES.get(1), "2  usage error"));
    return spec;
  }

  private static CommandSpec show() {
    CommandSpec spec =
        CommandOptions.command(
            SHOW, "Shows all that is known of an incident, and what people did about it.");
    spec.addPositional(ids());
    Options.add(
        spec,
        Options.flag(
            EVENT,
            "Print the CloudTrail event of the denial that was explained last, for 'rolecall"
                + " explain -'."));
    common(spec);
    Options.footer(
        spec,
        List.of(
            "# What is known of it",
            "rolecall incidents show refusal-7b51bde9",
            "# The full explanation",
            "rolecall incidents show refusal-7b51bde9 --event | rolecall explain - --live"),
        STATUSES);
    return spec;
  }

  private static CommandSpec snooze() {
    CommandSpec spec =
        described(
            SNOOZE,
            "Sends no messages about an incident for some time, or until it is fixed.",
            "Denials are counted meanwhile, and Slack's message is updated in place. When the time"
                + " is over, a reminder follows if it is still denied.");
    Options.add(
        spec,
        Options.one(FOR, String.class, "SPAN")
            .description("For so long: 30m, 24h or 7d; at most 90d."),
        Options.one(UNTIL, String.class, "TIME")
            .description("Until then: 2026-12-01 or 2026-12-01T08:00Z."),
        Options.flag(UNTIL_FIXED, "Until the incident ends."));
    return answering(spec, SNOOZE + " refusal-7b51bde9 --for 24h --reason \"fix on Monday\"");
  }

  private static CommandSpec action(String name, String... description) {
    return answering(described(name, description), name + " refusal-7b51bde9");
  }

  private static CommandSpec described(String name, String... description) {
    CommandSpec spec = CommandOptions.command(name, description);
    spec.addPositional(ids());
    return spec;
  }

  private static CommandSpec answering(CommandSpec spec, String example) {
    Options.add(
        spec,
        Options.one(REASON, String.class, "TEXT")
            .description("Why; shown with your name in messages and lists."));
    common(spec);
    Options.footer(
        spec,
        List.of("# By its ID, or the beginning of it", "rolecall incidents " + example),
        STATUSES);
    return spec;
  }

  private static PositionalParamSpec ids() {
    return PositionalParamSpec.builder()
        .paramLabel("ID")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .index("0..*")
        .arity("1..*")
        .required(true)
        .description("The incident, by its ID or the beginning of it. Repeatable.")
        .build();
  }

  private static void common(CommandSpec spec) {
    OptionSpec.Builder profile =
        LiveOptions.profile()
            .description(
                "AWS CLI profile for the account of the monitor. Default: the credentials the AWS"
                    + " CLI would use.");
    Options.add(
        spec,
        profile,
        LiveOptions.region()
            .description(
                "Region in which the monitor is deployed. Default: the profile's region, or"
                    + " us-east-1."),
        Options.format(CommandOptions.FORMAT, Options.Format.class));
    addTable(spec);
  }

  /// Adds the options that say where the incidents are.
  public static CommandSpec addTable(CommandSpec spec) {
    return Options.add(
        spec,
        Options.one(INSTALLATION, String.class, "NAME")
            .description("SSM parameter that names the incident table. Default: ${DEFAULT-VALUE}.")
            .defaultValue(STANDARD),
        Options.one(TABLE, String.class, "NAME")
            .description("Name of the incident table, instead of the parameter."));
  }

  /// Where the incidents are, as these options say.
  public static TableAddress table(ParseResult called) {
    return new TableAddress(
        Options.value(called, TABLE), called.matchedOptionValue(INSTALLATION, STANDARD));
  }

  /// Those of these options that were given.
  public static List<String> tableOptions(ParseResult called) {
    return Stream.of(INSTALLATION, TABLE).filter(called::hasMatchedOption).toList();
  }

  /// Runs the command that was given.
  ///
  /// @return the exit status
  public static int run(ParseResult parsed, Console console, Clock clock) {
    if (!parsed.hasSubcommand()) {
      console.complain(UsageWords.noCommand(COMMANDS));
      console.err().println(UsageWords.seeHelp(parsed.commandSpec().qualifiedName()));
      return ExitStatus.USAGE;
    }
    ParseResult called = parsed.subcommand();
    String name = called.commandSpec().name();
    return switch (name) {
      case LIST -> {
        IncidentFilter filter = filter(called, clock);
        yield open(called, console, clock).list(filter);
      }
      case SHOW -> open(called, console, clock).show(given(called), called.hasMatchedOption(EVENT));
      default -> {
        IncidentAction action = action(called, name, clock);
        yield open(called, console, clock)
            .perform(given(called), action, Options.value(called, REASON));
      }
    };
  }

  private static IncidentsRun open(ParseResult called, Console console, Clock clock) {
    return new IncidentsRun(
        IncidentDesk.open(LiveOptions.reader(called), table(called), console, clock),
        CommandOptions.format(called, Options.Format.text),
        console);
  }

  private static List<String> given(ParseResult called) {
    return called.matchedPositionalValue(0, List.of());
  }

  private static IncidentFilter filter(ParseResult called, Clock clock) {
    List<Standing> standings = Options.values(called, STATE);
    return new IncidentFilter(
        standings.isEmpty() ? Standing.UNRESOLVED : standings,
        CommandOptions.accounts(called, ACCOUNT),
        Options.values(called, CAUSE),
        Options.<String>value(called, SINCE)
            .map(
                span ->
                    TimeSpan.parse(span)
                        .filter(Duration::isPositive)
                        .map(clock.instant()::minus)
                        .orElseThrow(
                            () -> Options.wrong(called, UsageWords.notASpan(SINCE, span)))));
  }

  private static IncidentAction action(ParseResult called, String name, Clock clock) {
    return switch (name) {
      case ACKNOWLEDGE -> new IncidentAction.Acknowledge();
      case SNOOZE -> new IncidentAction.Snooze(end(called, clock));
      case UNSNOOZE -> new IncidentAction.Unsnooze();
      case RESOLVE -> new IncidentAction.Resolve();
      case CHECK -> new IncidentAction.CheckAgain();
      case RESEND -> new IncidentAction.Resend();
      default -> throw new IllegalStateException(name);
    };
  }

  /// When a snooze ends; empty for until the incident ends.
  private static Optional<Instant> end(ParseResult called, Clock clock) {
    List<String> given = new ArrayList<>(List.of(FOR, UNTIL, UNTIL_FIXED));
    given.removeIf(option -> !called.hasMatchedOption(option));
    Options.check(
        called, given.size() == 1, UsageWords.exactlyOneOf(List.of(FOR, UNTIL, UNTIL_FIXED)));
    Instant now = clock.instant();
    Optional<String> span = Options.value(called, FOR);
    if (span.isPresent()) {
      return Optional.of(
          length(span.get())
              .filter(length -> length.isPositive())
              .filter(length -> length.compareTo(IncidentActions.LONGEST_SNOOZE) <= 0)
              .map(now::plus)
              .orElseThrow(
                  () ->
                      Options.wrong(
                          called, UsageWords.notASpanWithin(FOR, span.get(), "1m", "90d"))));
    }
    return Options.<String>value(called, UNTIL)
        .map(
            text -> {
              Instant end =
                  time(text)
                      .orElseThrow(() -> Options.wrong(called, UsageWords.notATime(UNTIL, text)));
              Options.check(
                  called,
                  end.isAfter(now) && !end.isAfter(now.plus(IncidentActions.LONGEST_SNOOZE)),
                  IncidentWords.snoozeOutOfRange(UNTIL, text));
              return end;
            });
  }

  private static Optional<Duration> length(String text) {
    return MINUTES.matcher(text).matches()
        ? Optional.of(Duration.parse("PT" + text))
        : TimeSpan.parse(text);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          text.length() == "2026-11-01".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
