package dev.rolecall.cloudtrail.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text without what terminals and logs put around it: colors, boxes, time stamps, escapes.
///
/// @param text the lines, joined by line breaks
/// @param lines the same with what stands before each
record CleanText(String text, List<String> lines) {

  private static final Pattern COLORS =
      Pattern.compile(
          "\u001b\\][^\u0007\u001b\\n]{0,200}(?:\u0007|\u001b\\\\)"
              + "|(?:\u001b|\\\\u001b|\\\\x1b|\\\\033|\\\\e|#033|\\^\\[)\\[[0-9;?]{0,20}[ -/]?[@-~]"
              + "|\u001b[@-_]");

  /// How far before an error its time may be: an error may have several lines.
  private static final int LINES_BEFORE = 10;

  private static final String TIME =
      "(?:\\d{4}[-/]\\d\\d[-/]\\d\\d[T ])?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?"
          + "(?:Z|\\s?[+-]\\d\\d:?\\d\\d)?";

  /// What may stand before a line and is not a part of it.
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:[ \\t]*(?:"
              + TIME
              + "(?=[ \\t]|$)"
              + "|\\d\\d[OE][+ ]?(?=[ \\t]|$|[^\\w])"
              + "|[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d+\\s+\\d+ [\\w./-]+:\\d+\\]"
              + "|(?:stdout|stderr) [FP](?= )"
              + "|[\\w.$]{3,80}[ \\t]+[-:](?=[ \\t])"
              + "|\\d{1,7} ---(?=[ \\t])"
              + "|\\[[^\\]\\n]{1,80}\\]"
              + "|[\\w.-]{1,60}[ \\t]+\\|(?=[ \\t]|$)"
              + "|(?:STDERR|STDOUT|ERROR|ERRO|FATAL|WARN|INFO|DEBUG|stderr|stdout)\\b:?"
              + "|(?:terraform|tofu|terragrunt):"
              + "|##\\[error\\]|::error[^:\\n]{0,200}::"
              + "|[\u2502\u2503\u2551|\u2577\u2575\u256d\u2570\u2500>]+"
              + ")){1,12}[ \\t]?");

  /// The lines without what stands before each.
  static String withoutPrefixes(String text) {
    return withoutPrefixes(lines(COLORS.matcher(text).replaceAll("")));
  }

  private static String withoutPrefixes(List<String> lines) {
    StringBuilder clean = new StringBuilder();
    for (String line : lines) {
      clean.append(PREFIX.matcher(line).replaceFirst("")).append('\n');
    }
    return clean.toString();
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\r\n|\r|\n", -1));
  }

  static CleanText of(String text) {
    String plain = Unquoted.characters(COLORS.matcher(text).replaceAll(""));
    if (plain.indexOf('\\') >= 0) {
      plain =
          plain
              .replace("\\r\\n", "\n")
              .replace("\\n", "\n")
              .replace("\\t", "\t")
              .replace("\\\"", "\"");
    }
    List<String> lines = lines(plain);
    return new CleanText(withoutPrefixes(lines), lines);
  }

  /// The same with the lines put together that a terminal broke wherever they were too long; empty
  /// when none looks like that.
  static Optional<CleanText> unbroken(String text) {
    List<String> lines = lines(COLORS.matcher(text).replaceAll(""));
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    long full = lines.stream().filter(line -> line.length() == longest).count();
    if (longest < 60 || full == 0 || lines.size() < 2) {
      return Optional.empty();
    }
    StringBuilder joined = new StringBuilder();
    for (String line : lines) {
      joined.append(line);
      if (line.length() != longest) {
        joined.append('\n');
      }
    }
    return Optional.of(of(joined.toString()));
  }

  /// The time that the log has for what stands at `offset`: in its line, or at the beginning of one
  /// of the lines before.
  Optional<Instant> time(int offset) {
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    Optional<Instant> own = LineTime.in(lines.get(line));
    for (int i = line - 1; own.isEmpty() && i >= 0 && i >= line - LINES_BEFORE; i--) {
      own = LineTime.before(lines.get(i));
    }
    return own;
  }
}
