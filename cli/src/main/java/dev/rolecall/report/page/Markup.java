package dev.rolecall.report.page;

import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.Report;
import dev.rolecall.report.wording.ReportWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What there is to see before the script runs, and without it.
final class Markup {

  /// Rows of the table; the script shows as many at once.
  static final int ROWS = 50;

  private Markup() {}

  /// What AWS scanned, a sentence each.
  static String scanned(Report report) {
    return report.totals().scans().stream()
        .map(scan -> " " + HtmlText.escaped(scan.sentence()))
        .collect(Collectors.joining());
  }

  /// The period.
  static String period(Report report) {
    return HtmlText.markup(
        report.from().isEmpty() && report.to().isEmpty()
            ? ReportWords.period(report.from().map(_ -> ""), report.to().map(_ -> ""))
            : ReportWords.period(
                    Optional.of(PageWords.minute(report.from())),
                    Optional.of(PageWords.minute(report.to())))
                + " UTC");
  }

  /// Numbers at the top.
  static String figures(Report report, List<Row> rows) {
    StringBuilder out = new StringBuilder(figure("", ReportWords.incidents(), "", rows.size()));
    for (IncidentStatus incidentStatus : IncidentStatus.values()) {
      long number = rows.stream().filter(row -> row.standing() == incidentStatus).count();
      String address = number == 0 ? "" : "#standing=" + incidentStatus;
      out.append(figure(css(incidentStatus), incidentStatus.words(), address, number));
    }
    boolean whole = report.unreadCount() == 0;
    return out.append(figure("", ReportWords.denials(), "", report.totals().denials()))
        .append(figure("", ReportWords.recordsRead(), "", report.totals().records()))
        .append(
            figure(
                whole ? "" : "gap",
                ReportWords.unreadable(),
                whole ? "" : "#unread",
                report.unreadCount()))
        .toString();
  }

  private static String figure(String css, String name, String address, long number) {
    String shown = address.isEmpty() ? name : "<a href=\"%s\">%s</a>".formatted(address, name);
    return "<div class=\"figure %s\"><dt>%s</dt><dd>%s</dd></div>\n"
        .formatted(css, shown, Count.of(number));
  }

  /// The first rows, as `table.js` would make them.
  static String rows(List<Row> rows) {
    return rows.stream().limit(ROWS).map(Markup::row).collect(Collectors.joining());
  }

  private static String row(Row row) {
    String link =
        "<a class=\"open\" href=\"#incident=%s\" aria-expanded=\"false\">%s</a>"
            .formatted(HtmlText.markup(row.incident().id()), HtmlText.markup(row.caller().name()));
    return "<tr role=\"row\" class=\"row\">"
        + cell("caller", link + small(row.caller().home().title()))
        + cell("role", HtmlText.markup(row.role().name()) + small(row.role().home().title()))
        + cell(
            "cause",
            HtmlText.markup(CauseLabel.of(row.cause()))
                + small(ReportWords.of(row.confidence()))
                + earlier(row))
        + cell("standing " + css(row.standing()), "<span>" + row.standing().words() + "</span>")
        + cell("number", Count.of(row.incident().denials()))
        + cell("first", PageWords.minute(row.incident().firstSeen()))
        + cell("last", PageWords.minute(row.incident().lastSeen()))
        + "</tr>";
  }

  /// The causes of denials before the last.
  private static String earlier(Row row) {
    return row.incident().causes().stream()
        .map(CauseInterval::cause)
        .filter(cause -> cause != row.cause())
        .distinct()
        .map(cause -> "<small class=\"earlier\">" + CauseLabel.of(cause) + "</small>")
        .collect(Collectors.joining());
  }

  private static String small(String text) {
    return "<small>" + HtmlText.markup(text) + "</small>";
  }

  private static String cell(String css, String text) {
    return "<td role=\"cell\" class=\"%s\">%s</td>".formatted(css, text);
  }

  static String css(IncidentStatus incidentStatus) {
    return incidentStatus.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What could not be read.
  static String unread(Report report) {
    if (report.unreadCount() == 0) {
      return "<p>" + ReportWords.everythingRead() + "</p>";
    }
    long more = report.unreadCount() - report.unread().size();
    return report.unread().stream()
            .map(what -> "<li>" + HtmlText.markup(what) + "</li>\n")
            .collect(Collectors.joining("", "<ul>", "</ul>"))
        + (more == 0 ? "" : "<p>" + ReportWords.moreProblems(more) + "</p>");
  }
}
