package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.TimeFormat;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A report in markdown: the figures, the denials by cause, the incidents as a table, and the
/// explanations of those with the most denials.
public final class ReportMarkdown {

  /// So many are explained.
  static final int MOST_EXPLAINED = 50;

  private final Report report;
  private final WritingOptions writingOptions;
  private final PrintStream out;

  private ReportMarkdown(Report report, WritingOptions writingOptions, PrintStream out) {
    this.report = report;
    this.writingOptions = writingOptions;
    this.out = out;
  }

  /// Writes all of it.
  ///
  /// @param explain explains the newest denial of an incident
  public static void write(
      Report report,
      Function<ReportedIncident, Explanation> explain,
      WritingOptions writingOptions,
      PrintStream out) {
    new ReportMarkdown(report, writingOptions, out).write(explain);
  }

  private void write(Function<ReportedIncident, Explanation> explain) {
    line("# Denied AssumeRole calls");
    line("");
    line(period() + ".");
    line("");
    line(
        "%s in %s, out of %s in %s."
            .formatted(
                Count.of(report.totals().denials(), "denial"),
                Count.of(report.incidents().size(), "incident"),
                Count.of(report.totals().records(), "record"),
                Count.of(report.totals().sources(), "source")));
    causes();
    incidents(explain);
    explanations(explain);
    unread();
  }

  private String period() {
    String made = "Made " + TimeFormat.absolute(report.generated());
    return report.from().isPresent() && report.to().isPresent()
        ? TimeFormat.absolute(report.from().get())
            + " to "
            + TimeFormat.absolute(report.to().get())
            + ". "
            + made
        : made;
  }

  private void causes() {
    Map<CauseCode, Long> sums = new EnumMap<>(CauseCode.class);
    report
        .incidents()
        .forEach(
            incident ->
                incident
                    .causes()
                    .forEach(spell -> sums.merge(spell.cause(), spell.denials(), Long::sum)));
    if (sums.isEmpty()) {
      return;
    }
    line("");
    line("## By cause");
    line("");
    line("| cause | denials |");
    line("|---|---:|");
    sums.entrySet().stream()
        .sorted(
            Map.Entry.<CauseCode, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            sum -> line("| %s | %s |".formatted(sum.getKey().label(), Count.of(sum.getValue()))));
  }

  private void incidents(Function<ReportedIncident, Explanation> explain) {
    if (report.incidents().isEmpty()) {
      return;
    }
    line("");
    line("## Incidents");
    line("");
    line("| last seen | caller | role | cause | sure | now | denials |");
    line("|---|---|---|---|---|---|---:|");
    for (ReportedIncident incident : report.incidents()) {
      Explanation explanation = explain.apply(incident);
      line(
          "| %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  time(incident.lastSeen()),
                  cell(incident.subject().caller()),
                  cell(incident.subject().role()),
                  explanation.diagnosis().cause().code().label(),
                  word(explanation.diagnosis().confidence().name()),
                  word(IncidentStatus.of(explanation).name()),
                  Count.of(incident.denials())));
    }
  }

  private void explanations(Function<ReportedIncident, Explanation> explain) {
    List<ReportedIncident> most = new ArrayList<>(report.incidents());
    most.sort(Comparator.comparingLong(ReportedIncident::denials).reversed());
    if (most.size() > MOST_EXPLAINED) {
      line("");
      line(
          "The %d incidents with the most denials are explained here; the page and JSON have all."
              .formatted(MOST_EXPLAINED));
    }
    for (ReportedIncident incident : most.subList(0, Math.min(most.size(), MOST_EXPLAINED))) {
      line("");
      line("---");
      line("");
      out.print(MarkdownFormat.write(explain.apply(incident), writingOptions));
    }
  }

  private void unread() {
    if (report.unreadCount() == 0) {
      return;
    }
    line("");
    line("## What could not be read");
    line("");
    report.unread().forEach(problem -> line("- " + MarkdownText.code(Redaction.of(problem))));
    if (report.unreadCount() > report.unread().size()) {
      line("- and " + Count.of(report.unreadCount() - report.unread().size(), "more problem"));
    }
  }

  private void line(String line) {
    out.print(line + "\n");
  }

  private static String time(Optional<Instant> time) {
    return time.map(TimeFormat::absolute).orElse("not recorded");
  }

  /// A bar would end the cell, within code too.
  private static String cell(String text) {
    return MarkdownText.code(Redaction.of(text)).replace("|", "\\|");
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
