package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.report.wording.ReportWords;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A report in markdown: the figures, the denials by cause, the incidents as a table, and the
/// explanations of those with the most denials.
public final class ReportMarkdown {

  /// So many are explained.
  static final int MOST_EXPLAINED = 50;

  private ReportMarkdown() {}

  /// Writes all of it.
  public static void write(Report report, WritingOptions writingOptions, PrintStream out) {
    out.print(
        "# %s\n\n%s.\n\n%s\n"
            .formatted(
                ReportWords.title(),
                period(report),
                ReportWords.totals(
                    report.totals().denials(),
                    report.incidents().size(),
                    report.totals().records(),
                    report.totals().sources())));
    report.totals().scans().forEach(scan -> out.print("\n" + scan.sentence() + "\n"));
    if (!report.incidents().isEmpty()) {
      out.print(causes(report));
      out.print(section(ReportWords.incidents()) + ReportWords.incidentColumns() + "\n");
      out.print("|---|---|---|---|---|---|---:|\n");
      report.incidents().forEach(each -> out.print(row(each, report.explain(each))));
    }
    List<ReportedIncident> most =
        report.incidents().stream()
            .sorted(Comparator.comparingLong(ReportedIncident::denials).reversed())
            .limit(MOST_EXPLAINED)
            .toList();
    if (report.incidents().size() > MOST_EXPLAINED) {
      out.print("\n" + ReportWords.onlySomeExplained(MOST_EXPLAINED) + "\n");
    }
    for (ReportedIncident incident : most) {
      out.print("\n---\n\n" + MarkdownFormat.write(report.explain(incident), writingOptions));
    }
    out.print(unread(report));
  }

  private static String period(Report report) {
    String made = ReportWords.generated(TimeFormat.absolute(report.generated()));
    return report.from().isPresent() && report.to().isPresent()
        ? ReportWords.period(
                report.from().map(TimeFormat::absolute), report.to().map(TimeFormat::absolute))
            + ". "
            + made
        : made;
  }

  private static String section(String title) {
    return "\n## " + title + "\n\n";
  }

  private static String causes(Report report) {
    Map<CauseCode, Long> sums =
        report.incidents().stream()
            .flatMap(incident -> incident.causes().stream())
            .collect(
                Collectors.groupingBy(
                    CauseInterval::cause, Collectors.summingLong(CauseInterval::denials)));
    if (sums.isEmpty()) {
      return "";
    }
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<CauseCode, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(
            sum -> "| %s | %s |\n".formatted(CauseLabel.of(sum.getKey()), Count.of(sum.getValue())))
        .collect(
            Collectors.joining(
                "",
                section(ReportWords.byCause()) + ReportWords.causeColumns() + "\n|---|---:|\n",
                ""));
  }

  private static String row(ReportedIncident incident, Explanation explanation) {
    return "| %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            incident.lastSeen().map(TimeFormat::absolute).orElseGet(ReportWords::notRecorded),
            cell(incident.subject().caller()),
            cell(incident.subject().role()),
            CauseLabel.of(explanation.diagnosis().cause().code()),
            ReportWords.of(explanation.diagnosis().confidence()),
            IncidentStatus.of(incident, explanation).words().toLowerCase(Locale.ROOT),
            Count.of(incident.denials()));
  }

  private static String unread(Report report) {
    if (report.unreadCount() == 0) {
      return "";
    }
    long more = report.unreadCount() - report.unread().size();
    return report.unread().stream()
            .map(problem -> "- " + MarkdownText.code(Redaction.of(problem)) + "\n")
            .collect(Collectors.joining("", section(ReportWords.notRead()), ""))
        + (more > 0 ? "- " + ReportWords.moreProblems(more) + "\n" : "");
  }

  /// A bar would end the cell, within code too.
  private static String cell(String text) {
    return MarkdownText.code(Redaction.of(text)).replace("|", "\\|");
  }
}
