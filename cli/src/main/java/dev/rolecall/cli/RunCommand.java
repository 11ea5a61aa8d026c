package dev.rolecall.cli;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Output;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.run.CommandRun;
import dev.rolecall.cli.run.CommandSearch;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall run`.
final class RunCommand {

  static final String NAME = "run";
  static final String SUMMARY = "Runs a command and, if it fails, explains what AWS denied.";

  private static final String FORM = "rolecall run [OPTIONS] -- COMMAND...";

  /// Where commands are looked for without a `PATH`.
  private static final String STANDARD_PATH = "/bin:/usr/bin";

  private RunCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "",
            "The command gets your terminal, input and signals, and 'rolecall run' ends with its"
                + " exit status. The explanation goes to standard error. Nothing is added to the"
                + " output of a command that succeeds, or that fails for another reason.");
    spec.parser().stopAtPositional(true);
    spec.usageMessage().customSynopsis(FORM);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("COMMAND")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .index("0..*")
            .arity("0..*")
            .description("The command to run, with its arguments.")
            .build());
    ExplainCommand.addHints(spec);
    CommandOptions.addTo(spec, Output.Format.class);
    Options.footer(
        spec,
        List.of(
            "# Run Terraform, and explain the denial with your own credentials if it fails",
            "rolecall run --live -- terraform plan",
            "# In CI, with a snapshot of the accounts",
            "rolecall run --snapshot accounts/ -- make deploy",
            "# With all details",
            "rolecall run --live --verbose -- aws s3 ls --profile prod"),
        List.of(
            "0  the command succeeded",
            "2  usage error: the command was not run",
            "5  a snapshot does not exist: the command was not run",
            "126  the command is not an executable file",
            "127  the command was not found",
            "Any other status is that of the command; 128+N if signal N ended it.",
            "",
            "On a terminal, the command runs under script(1) of util-linux or macOS, which",
            "gives it a terminal of its own: colors, prompts and Ctrl-C work as without",
            "rolecall, Ctrl-Z does not stop it. Without script, the command writes to your",
            "terminal itself; only its standard error is read and passed on, and may lose",
            "its colors. Output to files and pipes is read and passed on unchanged."));
    return spec;
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    if (File.separatorChar == '\\') {
      throw new CommandFailure(RunWords.notOnWindows(), ExitStatus.FAILED);
    }
    List<String> command = parsed.matchedPositionalValue(0, List.of());
    Options.check(parsed, !command.isEmpty(), UsageWords.noProgram(FORM));
    ExplainCommand.hints(parsed);
    LiveOptions.reader(parsed);
    if (!parsed.hasMatchedOption(CommandOptions.LIVE)) {
      CommandOptions.refuseWithoutLive(parsed);
    }
    List<Path> snapshot = CommandOptions.snapshot(parsed);
    if (!snapshot.stream().allMatch(Files::exists)) {
      ExplainCommand.prepared(
              parsed, console, Optional.empty(), clock, CommandOptions.options(parsed, console))
          .explain(List.of(), snapshot);
      return ExitStatus.BAD_INPUT;
    }
    CommandSearch search =
        CommandSearch.of(
            command.getFirst(), console.environment().getOrDefault("PATH", STANDARD_PATH));
    if (search != CommandSearch.FOUND) {
      console.complain(
          RunWords.cannotRun(
              command.getFirst(),
              search == CommandSearch.NOT_FOUND
                  ? RunWords.commandNotFound()
                  : RunWords.notExecutable()));
      return search.status();
    }
    try (CommandRun run = new CommandRun(command, console)) {
      CommandRun.Ended ended = run.run();
      if (ended.status() != ExitStatus.OK) {
        explain(parsed, ended, command.getFirst(), console, clock);
      }
      return ended.status();
    } catch (IOException e) {
      console.complain(RunWords.cannotRun(command.getFirst(), e.getMessage()));
      return CommandSearch.NOT_EXECUTABLE.status();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(RunWords.interrupted(), ExitStatus.FAILED);
    }
  }

  private static void explain(
      ParseResult parsed, CommandRun.Ended ended, String command, Console console, Clock clock) {
    Console shown =
        new Console(
            console.in(), console.err(), console.err(), ended.terminal(), console.environment());
    if (ended.inLine() && !ended.denials().isEmpty()) {
      shown.err().println();
    }
    ended.defect().ifPresent(defect -> console.complain(RunWords.internalError(defect, false)));
    if (ended.denials().isEmpty()) {
      if (CommandOptions.isVerbose(parsed)) {
        console.complain(RunWords.noDenialIn(command, ended.status()));
      }
      return;
    }
    Output.Format format = CommandOptions.format(parsed, Output.Format.text);
    if (format == Output.Format.text || format == Output.Format.markdown) {
      shown.err().println();
    }
    shown.err().flush();
    ExplainCommand.prepared(
            parsed,
            shown,
            signIn(parsed, shown),
            clock,
            CommandOptions.options(parsed, shown).ofOutput())
        .explain(ended.denials(), CommandOptions.snapshot(parsed));
    if (ended.further() > 0) {
      console.complain(RunWords.notExplained(ended.denials().size(), ended.further()));
    }
  }

  /// Who cannot sign in gets the explanation that needs no credentials.
  private static Optional<SignIn> signIn(ParseResult parsed, Console console) {
    try {
      return CommandOptions.signIn(parsed, console);
    } catch (CommandFailure failure) {
      console.complain(String.valueOf(failure.getMessage()));
      return Optional.empty();
    }
  }
}
