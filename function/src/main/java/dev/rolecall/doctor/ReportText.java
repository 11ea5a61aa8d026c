package dev.rolecall.doctor;

import dev.rolecall.message.Count;
import dev.rolecall.message.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report for people. What comes from AWS has its hidden characters made visible.
public final class ReportText {

  private ReportText() {}

  /// All of it.
  public static String write(Report report) {
    List<String> lines = new ArrayList<>();
    Optional<Area> area = Optional.empty();
    for (Finding finding : report.findings()) {
      if (!area.equals(Optional.of(finding.area()))) {
        if (area.isPresent()) {
          lines.add("");
        }
        area = Optional.of(finding.area());
        lines.add(finding.area().title());
      }
      finding(report, finding).forEach(line -> lines.add("  " + line));
    }
    lines.add("");
    lines.add(sum(report));
    return String.join("\n", lines) + "\n";
  }

  /// What the report comes to.
  public static String sum(Report report) {
    int wrong = report.wrong().size();
    int unknown = report.unknown().size();
    if (wrong == 0 && unknown == 0) {
      return "all is well";
    }
    String problems = wrong == 0 ? "nothing is wrong" : Count.of(wrong, "thing") + " wrong";
    return unknown == 0 ? problems : problems + ", " + unknown + " could not be looked at";
  }

  /// One finding, on a few lines.
  static List<String> finding(Report report, Finding finding) {
    return switch (finding) {
      case Finding.Ok ok -> List.of(line("✅ " + ok.what() + number(report, ok)));
      case Finding.Wrong wrong ->
          List.of(
              line("❌ " + wrong.what() + number(report, wrong) + places(wrong)),
              line("   mend: " + mend(wrong)));
      case Finding.Unknown unknown ->
          List.of(
              line(
                  "❔ "
                      + unknown.what()
                      + ": "
                      + unknown.why()
                      + number(report, unknown)
                      + places(unknown)),
              line("   to know: " + unknown.learnBy()));
    };
  }

  private static String line(String text) {
    return Visible.line(text);
  }

  /// " in 12 of 340 accounts"; nothing where there is but one place.
  static String number(Report report, Finding finding) {
    int all = report.lookedAt(finding);
    if (all <= 1) {
      return "";
    }
    boolean whole = finding.where().stream().allMatch(place -> place.region().isEmpty());
    return ", in %d of %d %s"
        .formatted(finding.where().size(), all, whole ? "accounts" : "accounts and regions");
  }

  private static String places(Finding finding) {
    return finding.where().isEmpty() ? "" : ": " + Words.some(finding.where());
  }

  /// The command, with the region and the trail where they are the same everywhere.
  static String mend(Finding.Wrong wrong) {
    String command = wrong.mend();
    command = filled(command, "REGION", wrong.where().stream().map(Place::region).toList());
    return filled(command, "TRAIL", wrong.where().stream().map(Place::thing).toList());
  }

  private static String filled(String command, String word, List<String> values) {
    List<String> different = values.stream().distinct().toList();
    return different.size() == 1 && !different.getFirst().isEmpty()
        ? command.replaceAll(
            "\\b" + word + "\\b", java.util.regex.Matcher.quoteReplacement(different.getFirst()))
        : command;
  }
}
