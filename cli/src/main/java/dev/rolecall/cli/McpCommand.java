package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Version;
import dev.rolecall.cli.incidents.IncidentsCommand;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.mcp.session.McpSession;
import dev.rolecall.mcp.session.McpTools;
import dev.rolecall.mcp.session.SessionSettings;
import dev.rolecall.mcp.tool.AllowedFiles;
import dev.rolecall.mcp.tool.CheckAccessTool;
import dev.rolecall.mcp.tool.CheckProposedPolicyTool;
import dev.rolecall.mcp.tool.ExplainDenialTool;
import dev.rolecall.mcp.tool.IncidentsTool;
import dev.rolecall.mcp.tool.ListCausesTool;
import dev.rolecall.mcp.tool.SessionEvidence;
import dev.rolecall.mcp.tool.ToolContext;
import dev.rolecall.mcp.wording.SessionWords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall mcp`.
final class McpCommand {

  static final String NAME = "mcp";
  static final String SUMMARY =
      "Serves Rolecall to an AI assistant: a Model Context Protocol server over standard"
          + " input and output.";

  private static final String ALLOW_DIR = "--allow-dir";
  private static final String TIMEOUT = "--timeout";
  private static final int STANDARD = 120;
  private static final int LONGEST = 3_600;

  private McpCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "The assistant can explain denials, check calls and proposed trust policies, list"
                + " causes and read incidents. It changes nothing. These options alone decide what"
                + " it can read: without --live, AWS is not read; without --allow-dir, no file that"
                + " the assistant names is read.",
            "",
            "An MCP client starts this command; it ends when the client closes standard input.");
    CommandOptions.addEvidence(spec);
    IncidentsCommand.addTable(spec);
    Options.add(
        spec,
        Options.many(ALLOW_DIR, Path.class, "DIR")
            .description(
                "The assistant may name files below this directory to be explained. Repeatable."
                    + " Default: none."),
        Options.one(TIMEOUT, Integer.class, "SECONDS")
            .description("Longest time of one call. Default: ${DEFAULT-VALUE}.")
            .defaultValue(String.valueOf(STANDARD)));
    Options.footer(
        spec,
        List.of(
            "# Claude Code: with a snapshot, without access to AWS",
            "claude mcp add rolecall -- rolecall mcp --snapshot ~/accounts",
            "# VS Code, Cursor, Claude Desktop: command rolecall, args",
            "[\"mcp\", \"--live\", \"--profile\", \"audit\"]",
            "# Try it with the MCP Inspector",
            "npx @modelcontextprotocol/inspector --cli rolecall mcp --method tools/list"),
        List.of(
            "0  the client closed standard input, and every call is answered",
            "1  the answers could not be written, or another failure",
            "2  usage error",
            "5  a snapshot that cannot be used"));
    return spec;
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    SessionEvidence evidence =
        new SessionEvidence(CommandOptions.snapshot(parsed), reader(parsed), clock);
    AllowedFiles files = files(parsed);
    SessionSettings settings =
        new SessionSettings(
            Version.number().orElse("0"),
            SessionWords.instructions(evidence.isLive(), evidence.size(), files.directories()),
            timeout(parsed),
            TIMEOUT);
    evidence.check();
    ToolContext context =
        new ToolContext(evidence, CommandOptions.options(parsed), clock, console.environment());
    McpTools tools =
        new McpTools(
            List.of(
                new ExplainDenialTool(context, files),
                new CheckAccessTool(context),
                new CheckProposedPolicyTool(context),
                new ListCausesTool(context),
                new IncidentsTool(context, IncidentsCommand.table(parsed))),
            console,
            evidence::forget);
    new McpSession(console, tools, settings).serve();
    return ExitStatus.OK;
  }

  private static Optional<LiveOptions.Reader> reader(ParseResult parsed) {
    LiveOptions.Reader reader = LiveOptions.reader(parsed);
    if (parsed.hasMatchedOption(CommandOptions.LIVE)) {
      return Optional.of(reader);
    }
    CommandOptions.refuseWithoutLive(parsed);
    IncidentsCommand.tableOptions(parsed)
        .forEach(
            option -> Options.check(parsed, false, UsageWords.needs(option, CommandOptions.LIVE)));
    return Optional.empty();
  }

  private static AllowedFiles files(ParseResult parsed) {
    return new AllowedFiles(
        Options.<Path>values(parsed, ALLOW_DIR).stream()
            .map(
                given ->
                    AllowedFiles.directory(given)
                        .orElseThrow(
                            () ->
                                Options.wrong(
                                    parsed, UsageWords.notADirectory(ALLOW_DIR, given.toString()))))
            .toList());
  }

  private static Duration timeout(ParseResult parsed) {
    int seconds = parsed.matchedOptionValue(TIMEOUT, STANDARD);
    Options.check(
        parsed,
        seconds >= 1 && seconds <= LONGEST,
        UsageWords.notInRange(TIMEOUT, String.valueOf(seconds), 1, LONGEST));
    return Duration.ofSeconds(seconds);
  }
}
