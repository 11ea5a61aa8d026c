package dev.rolecall.cloudtrail.failure;

import dev.rolecall.cloudtrail.match.FoldedText;
import dev.rolecall.cloudtrail.match.WordPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a wording stands in a text.
record FailureMatch(FailureForm form, int start, int end, MatchResult groups) {

  /// What there is in every wording.
  private static final WordPattern ANCHOR =
      WordPattern.of(
          Pattern.compile(
              "ssum(?!ed-role)|ASSUM|rust|Trust|_ROLE_|pool\\s+config|ARN\\s+must|of\\s+role"),
          "ssum",
          "ASSUM",
          "rust",
          "Trust",
          "_ROLE_",
          "pool",
          "ARN",
          "of");

  private static final int AROUND = 320;

  /// Patterns take longer than their window is, so windows that touch are joined up to this length.
  private static final int LONGEST = 2_048;

  private static final int MOST = 1_000;

  /// All of them that do not overlap: where two do, the one that tells more.
  static List<FailureMatch> find(FoldedText folded) {
    String text = folded.text();
    List<FailureMatch> found = new ArrayList<>();
    WordPattern.Search search = ANCHOR.in(folded);
    Matcher anchor = search.match();
    int from = -1;
    int to = -1;
    while (search.find() && found.size() < MOST) {
      if (anchor.start() - AROUND > to) {
        window(folded, from, to, found);
        from = Math.max(to, anchor.start() - AROUND);
      } else if (to - from > LONGEST) {
        window(folded, from, to, found);
        from = Math.max(0, anchor.start() - AROUND);
      }
      to = Math.min(text.length(), anchor.end() + AROUND);
    }
    window(folded, from, to, found);
    return found;
  }

  private static void window(FoldedText text, int from, int to, List<FailureMatch> found) {
    if (to < 0) {
      return;
    }
    int begin = Math.max(0, from);
    for (FailureForm form : FailureTable.FORMS) {
      if (!form.mayBeIn(text, begin, to)) {
        continue;
      }
      Matcher matcher = form.in(text, begin, to);
      while (matcher.find() && found.size() < MOST) {
        int start = matcher.start();
        int end = matcher.end();
        if (found.stream().noneMatch(other -> other.start < end && start < other.end)) {
          found.add(new FailureMatch(form, start, end, matcher.toMatchResult()));
        }
      }
    }
  }

  Optional<String> group(String name) {
    return form.has(name) ? Optional.ofNullable(groups.group(name)) : Optional.empty();
  }

  /// The principal that the words name, or stand for.
  Optional<String> principal() {
    return group("principal")
        .or(() -> group("who").flatMap(FailureTable.SERVICES::named))
        .or(form::principal);
  }

  /// Whether the words leave open which principal it is.
  boolean isInferred() {
    boolean byName =
        group("who").filter(who -> !who.contains(".amazonaws.com")).isPresent()
            && principal().filter(FailureTable.SERVICES::isAmbiguous).isPresent();
    return form.inferred() || byName;
  }
}
