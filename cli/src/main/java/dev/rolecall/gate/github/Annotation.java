package dev.rolecall.gate.github;

import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A note that GitHub shows at a line, or at the run. [Workflow
/// commands](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands)
///
/// @param place empty where it belongs to no line
public record Annotation(Level level, String title, Optional<FilePlace> place, String message) {

  /// GitHub cuts off longer ones.
  private static final int LONGEST = 3_000;

  private static final int LONGEST_TITLE = 250;

  /// How GitHub marks it.
  public enum Level {
    ERROR,
    WARNING,
    NOTICE
  }

  /// The workflow command, on one line.
  @Override
  public String toString() {
    StringBuilder command = new StringBuilder("::");
    command.append(level.name().toLowerCase(Locale.ROOT)).append(' ');
    place.ifPresent(
        at ->
            command
                .append("file=")
                .append(property(at.file()))
                .append(",line=")
                .append(at.place().line())
                .append(','));
    return command
        .append("title=")
        .append(property(Truncation.at(LONGEST_TITLE, title)))
        .append("::")
        .append(data(Truncation.at(LONGEST, shown(message))))
        .toString();
  }

  private static String shown(String text) {
    return tame(VisibleText.lines(Redaction.of(text.replace("\r\n", "\n"))));
  }

  /// The runner looks for commands of old, which begin with `##[`, anywhere in a line.
  private static String tame(String text) {
    return text.replace("##[", "## [");
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(tame(VisibleText.line(Redaction.of(text)))).replace(":", "%3A").replace(",", "%2C");
  }

  /// `text` for the log of a step, where no line of it is taken for a workflow command.
  public static String quoted(String text) {
    String end = UUID.randomUUID().toString();
    String shown = tame(VisibleText.lines(text));
    return "::stop-commands::"
        + end
        + "\n"
        + shown
        + (shown.endsWith("\n") ? "" : "\n")
        + "::"
        + end
        + "::\n";
  }
}
