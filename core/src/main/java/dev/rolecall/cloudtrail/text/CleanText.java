package dev.rolecall.cloudtrail.text;

import dev.rolecall.cloudtrail.match.WordPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text without what terminals and logs put around it: colors, boxes, time stamps, escapes.
///
/// @param text the lines, joined by line breaks
/// @param lines the same with what stands before each
record CleanText(String text, List<String> lines) {

  private static final WordPattern COLORS =
      WordPattern.of(
          Pattern.compile(
              "\u001b\\][^\u0007\u001b\\n"
                  + "]{0,200}(?:\u0007|\u001b\\\\)|(?:\u001b|\\\\u001b|\\\\x1b|\\\\033|\\\\e|#033|\\^\\[)\\[[0-9;?]{0,20}["
                  + " -/]?[@-~]|\u001b[@-_]"),
          "\u001b",
          "\\u001b[",
          "\\x1b[",
          "\\033[",
          "\\e[",
          "#033[",
          "^[[");

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
    return withoutPrefixes(lines(COLORS.removedFrom(text)));
  }

  private static String withoutPrefixes(List<String> lines) {
    StringBuilder clean = new StringBuilder();
    for (String line : lines) {
      clean.append(PREFIX.matcher(line).replaceFirst("")).append('\n');
    }
    return clean.toString();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        lines.add(text.substring(start, at));
        boolean two = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        at += two ? 1 : 0;
        start = at + 1;
      }
    }
    lines.add(text.substring(start));
    return lines;
  }

  static CleanText of(String text) {
    String plain = Unquoted.characters(COLORS.removedFrom(text));
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
    List<String> lines = lines(COLORS.removedFrom(text));
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
}
