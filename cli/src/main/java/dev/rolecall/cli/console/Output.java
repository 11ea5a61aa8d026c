package dev.rolecall.cli.console;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.teams.TeamsFormat;
import dev.rolecall.explanation.render.terminal.TextFormat;

/// Writes explanations to standard output in the format that was asked for.
public final class Output {

  /// The formats to choose from.
  public enum Format {
    text,
    json,
    markdown,
    slack,
    sns,
    teams
  }

  private final Console console;
  private final Format format;
  private final WritingOptions writingOptions;
  private final boolean verbose;
  private boolean first = true;

  /// @param verbose with all details; formats other than text have them anyway
  public Output(Console console, Format format, WritingOptions writingOptions, boolean verbose) {
    this.console = console;
    this.format = format;
    this.writingOptions = writingOptions;
    this.verbose = verbose;
  }

  /// Writes one explanation, apart from the one before.
  public void write(Explanation explanation) {
    switch (format) {
      case text ->
          apart(
              verbose
                  ? TextFormat.verbose(explanation, writingOptions)
                  : TextFormat.write(explanation, writingOptions),
              "\n");
      case markdown -> apart(MarkdownFormat.write(explanation, writingOptions), "\n---\n\n");
      case slack -> console.out().println(SlackFormat.write(explanation, writingOptions).json());
      case sns -> console.out().println(SnsFormat.write(explanation, writingOptions).json());
      case teams -> console.out().println(TeamsFormat.write(explanation, writingOptions));
      case json ->
          console.out().println(JsonFormat.write(explanation, writingOptions).stripTrailing());
    }
  }

  private void apart(String text, String divider) {
    if (!first) {
      console.out().print(divider);
    }
    first = false;
    console.out().println(text.stripTrailing());
  }
}
