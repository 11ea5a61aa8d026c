package dev.rolecall.doctor.report;

import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// A report for people. What comes from AWS has its hidden characters made visible.
public final class DoctorReportText {

  private DoctorReportText() {}

  /// All of it.
  public static String write(DoctorReport report) {
    List<String> lines = new ArrayList<>();
    report.findings().stream()
        .collect(Collectors.groupingBy(CheckFinding::area, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (area, findings) -> {
              lines.add(area.title());
              findings.stream()
                  .flatMap(found -> finding(report, found).stream())
                  .forEach(line -> lines.add("  " + line));
              lines.add("");
            });
    lines.add(sum(report));
    return String.join("\n", lines) + "\n";
  }

  /// What the report comes to.
  public static String sum(DoctorReport report) {
    return DoctorWords.sum(report.wrong().size(), report.unknown().size());
  }

  /// One finding, on a few lines.
  static List<String> finding(DoctorReport report, CheckFinding finding) {
    String number = number(report, finding);
    List<String> lines =
        switch (finding) {
          case CheckFinding.Ok ok -> List.of("✅ " + ok.what() + number);
          case CheckFinding.Wrong wrong ->
              List.of(
                  "❌ " + wrong.what() + number + places(wrong),
                  "   " + DoctorWords.fix(fix(wrong)));
          case CheckFinding.Unknown unknown ->
              List.of(
                  "❔ " + unknown.what() + ": " + unknown.why() + number + places(unknown),
                  "   " + DoctorWords.toFindOut(unknown.learnBy()));
        };
    return lines.stream().map(VisibleText::line).toList();
  }

  /// " in 12 of 340 accounts"; nothing where there is but one place.
  static String number(DoctorReport report, CheckFinding finding) {
    int all = report.lookedAt(finding);
    return all <= 1 ? "" : DoctorWords.inSome(finding.where().size(), all, finding.isOfAccounts());
  }

  private static String places(CheckFinding finding) {
    return finding.where().isEmpty() ? "" : ": " + Lists.some(finding.where());
  }

  /// The command, with the region and the trail where they are the same everywhere.
  public static String fix(CheckFinding.Wrong wrong) {
    String command =
        filled(wrong.fix(), "REGION", wrong.where().stream().map(AwsLocation::region).toList());
    return filled(command, "TRAIL", wrong.where().stream().map(AwsLocation::thing).toList());
  }

  private static String filled(String command, String word, List<String> values) {
    List<String> different = values.stream().distinct().toList();
    return different.size() == 1 && !different.getFirst().isEmpty()
        ? command.replaceAll("\\b" + word + "\\b", Matcher.quoteReplacement(different.getFirst()))
        : command;
  }
}
