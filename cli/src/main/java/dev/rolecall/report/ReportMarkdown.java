package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.incident.state.CauseInterval;
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
        """
        # Denied AssumeRole calls

        %s.

        %s in %s, out of %s in %s.
        """
            .formatted(
                period(report),
                Count.of(report.totals().denials(), "denial"),
                Count.of(report.incidents().size(), "incident"),
                Count.of(report.totals().records(), "record"),
                Count.of(report.totals().sources(), "source")));
    if (!report.incidents().isEmpty()) {
      out.print(causes(report));
      out.print("\n## Incidents\n\n| last seen | caller | role | cause | sure | now | denials |\n");
      out.print("|---|---|---|---|---|---|---:|\n");
      report.incidents().forEach(each -> out.print(row(each, report.explain(each))));
    }
    List<ReportedIncident> most =
        report.incidents().stream()
            .sorted(Comparator.comparingLong(ReportedIncident::denials).reversed())
            .limit(MOST_EXPLAINED)
            .toList();
    if (report.incidents().size() > MOST_EXPLAINED) {
      out.print(
          "\nThe %d incidents with the most denials are explained here; the page and JSON have all.\n"
              .formatted(MOST_EXPLAINED));
    }
    for (ReportedIncident incident : most) {
      out.print("\n---\n\n" + MarkdownFormat.write(report.explain(incident), writingOptions));
    }
    out.print(unread(report));
  }

  private static String period(Report report) {
    String made = "Made " + TimeFormat.absolute(report.generated());
    return report.from().isPresent() && report.to().isPresent()
        ? "%s to %s. %s"
            .formatted(
                TimeFormat.absolute(report.from().get()),
                TimeFormat.absolute(report.to().get()),
                made)
        : made;
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
        .collect(Collectors.joining("", "\n## By cause\n\n| cause | denials |\n|---|---:|\n", ""));
  }

  private static String row(ReportedIncident incident, Explanation explanation) {
    return "| %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            incident.lastSeen().map(TimeFormat::absolute).orElse("not recorded"),
            cell(incident.subject().caller()),
            cell(incident.subject().role()),
            CauseLabel.of(explanation.diagnosis().cause().code()),
            word(explanation.diagnosis().confidence()),
            word(IncidentStatus.of(explanation)),
            Count.of(incident.denials()));
  }

  private static String unread(Report report) {
    if (report.unreadCount() == 0) {
      return "";
    }
    long more = report.unreadCount() - report.unread().size();
    return report.unread().stream()
            .map(problem -> "- " + MarkdownText.code(Redaction.of(problem)) + "\n")
            .collect(Collectors.joining("", "\n## What could not be read\n\n", ""))
        + (more > 0 ? "- and " + Count.of(more, "more problem") + "\n" : "");
  }

  /// A bar would end the cell, within code too.
  private static String cell(String text) {
    return MarkdownText.code(Redaction.of(text)).replace("|", "\\|");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
