package dev.rolecall.report.page;

import dev.rolecall.explanation.term.Count;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.Report;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Map<IncidentStatus, Long> standings = new EnumMap<>(IncidentStatus.class);
    rows.forEach(row -> standings.merge(row.standing(), 1L, Long::sum));
    StringBuilder out = new StringBuilder();
    figure(out, "", "Incidents", "", Count.of(rows.size()));
    for (IncidentStatus incidentStatus : IncidentStatus.values()) {
      long number = standings.getOrDefault(incidentStatus, 0L);
      String address = number == 0 ? "" : "#standing=" + incidentStatus;
      figure(out, css(incidentStatus), PageWords.of(incidentStatus), address, Count.of(number));
    }
    figure(out, "", "Denials", "", Count.of(report.totals().denials()));
    figure(out, "", "Records read", "", Count.of(report.totals().records()));
    figure(
        out,
        report.unreadCount() == 0 ? "" : "gap",
        "Not read",
        report.unreadCount() == 0 ? "" : "#unread",
        Count.of(report.unreadCount()));
    return out.toString();
  }

  private static void figure(
      StringBuilder out, String css, String name, String address, String number) {
    String shown = address.isEmpty() ? name : "<a href=\"%s\">%s</a>".formatted(address, name);
    out.append(
        "<div class=\"figure %s\"><dt>%s</dt><dd>%s</dd></div>\n".formatted(css, shown, number));
  }

  /// The first rows, as `table.js` would make them.
  static String rows(List<Row> rows) {
    StringBuilder out = new StringBuilder();
    rows.stream().limit(ROWS).forEach(row -> row(out, row));
    return out.toString();
  }

  private static void row(StringBuilder out, Row row) {
    out.append("<tr role=\"row\" class=\"row\">")
        .append("<td role=\"cell\" class=\"caller\"><a class=\"open\" href=\"#incident=")
        .append(HtmlText.markup(row.incident().id()))
        .append("\" aria-expanded=\"false\">")
        .append(HtmlText.markup(row.caller().name()))
        .append("</a>")
        .append(small(row.caller().home().title()))
        .append("</td>")
        .append("<td role=\"cell\" class=\"role\">")
        .append(HtmlText.markup(row.role().name()))
        .append(small(row.role().home().title()))
        .append("</td>")
        .append("<td role=\"cell\" class=\"cause\">")
        .append(HtmlText.markup(row.cause().label()))
        .append(small(PageWords.of(row.confidence())))
        .append(earlier(row))
        .append("</td>")
        .append("<td role=\"cell\" class=\"standing ")
        .append(css(row.standing()))
        .append("\"><span>")
        .append(PageWords.of(row.standing()))
        .append("</span></td>")
        .append(cell("number", Count.of(row.incident().denials())))
        .append(cell("first", PageWords.minute(row.incident().firstSeen())))
        .append(cell("last", PageWords.minute(row.incident().lastSeen())))
        .append("</tr>");
  }

  /// The causes of denials before the last.
  private static String earlier(Row row) {
    return row.incident().causes().stream()
        .map(CauseInterval::cause)
        .filter(cause -> cause != row.cause())
        .distinct()
        .map(cause -> "<small class=\"earlier\">" + cause.label() + "</small>")
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
    StringBuilder out = new StringBuilder("<ul>");
    report
        .unread()
        .forEach(what -> out.append("<li>").append(HtmlText.markup(what)).append("</li>\n"));
    out.append("</ul>");
    long more = report.unreadCount() - report.unread().size();
    return more == 0 ? out.toString() : out + "<p>And " + Count.of(more) + " more.</p>";
  }
}
