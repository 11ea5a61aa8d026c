package dev.rolecall.report.page;

import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What there is to see before the script runs, and without it.
final class Markup {

  /// Rows of the table; the script shows as many at once.
  static final int ROWS = 50;

  private Markup() {}

  /// The period.
  static String period(Report report) {
    return HtmlText.markup(
        report.from().isEmpty() && report.to().isEmpty()
            ? "No denial tells its time"
            : PageWords.minute(report.from()) + " to " + PageWords.minute(report.to()) + " UTC");
  }

  /// Numbers at the top.
  static String figures(Report report, List<Row> rows) {
    StringBuilder out = new StringBuilder(figure("", "Incidents", "", rows.size()));
    for (IncidentStatus incidentStatus : IncidentStatus.values()) {
      long number = rows.stream().filter(row -> row.standing() == incidentStatus).count();
      String address = number == 0 ? "" : "#standing=" + incidentStatus;
      out.append(figure(css(incidentStatus), PageWords.of(incidentStatus), address, number));
    }
    boolean whole = report.unreadCount() == 0;
    return out.append(figure("", "Denials", "", report.totals().denials()))
        .append(figure("", "Records read", "", report.totals().records()))
        .append(
            figure(whole ? "" : "gap", "Not read", whole ? "" : "#unread", report.unreadCount()))
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
                + small(PageWords.of(row.confidence()))
                + earlier(row))
        + cell(
            "standing " + css(row.standing()), "<span>" + PageWords.of(row.standing()) + "</span>")
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
      return "<p>Everything could be read.</p>";
    }
    long more = report.unreadCount() - report.unread().size();
    return report.unread().stream()
            .map(what -> "<li>" + HtmlText.markup(what) + "</li>\n")
            .collect(Collectors.joining("", "<ul>", "</ul>"))
        + (more == 0 ? "" : "<p>And " + Count.of(more) + " more.</p>");
  }
}
