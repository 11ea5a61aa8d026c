package dev.rolecall.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of a markdown document is neither inside a fence nor inside a code span, by CommonMark's
/// rules: a span ends at the next run of just as many backticks, a fence at a line with as many.
final class MarkdownOutside {

  private static final Pattern FENCE = Pattern.compile("^(?:> ?)?(`{3,})([^`]*)$");
  private static final Pattern TICKS = Pattern.compile("`+");

  private MarkdownOutside() {}

  static String of(String markdown) {
    List<String> outside = new ArrayList<>();
    String open = "";
    for (String line : markdown.split("\n", -1)) {
      Matcher fence = FENCE.matcher(line);
      if (open.isEmpty() && fence.matches()) {
        open = fence.group(1);
      } else if (open.isEmpty()) {
        outside.add(withoutSpans(line));
      } else if (fence.matches()
          && fence.group(1).length() >= open.length()
          && fence.group(2).isBlank()) {
        open = "";
      }
    }
    return String.join("\n", outside);
  }

  private static String withoutSpans(String line) {
    StringBuilder out = new StringBuilder();
    Matcher ticks = TICKS.matcher(line);
    int from = 0;
    while (ticks.find(from)) {
      out.append(line, from, ticks.start());
      int end = endOfSpan(line, ticks.end(), ticks.group());
      if (end < 0) {
        throw new AssertionError("a code span that never ends: " + line);
      }
      from = end;
    }
    return out.append(line.substring(from)).toString();
  }

  private static int endOfSpan(String line, int start, String opening) {
    Matcher ticks = TICKS.matcher(line);
    int from = start;
    while (ticks.find(from)) {
      if (ticks.group().equals(opening)) {
        return ticks.end();
      }
      from = ticks.end();
    }
    return -1;
  }
}
