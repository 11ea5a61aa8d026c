package dev.rolecall.report.page;

import dev.rolecall.incident.CauseSpell;
import dev.rolecall.message.CauseLabel;
import dev.rolecall.message.Count;
import dev.rolecall.report.Report;
import dev.rolecall.report.Standing;
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
    return Plain.markup(
        report.from().isEmpty() && report.to().isEmpty()
            ? "No denial tells its time"
            : Words.minute(report.from()) + " to " + Words.minute(report.to()) + " UTC");
  }

  /// Numbers at the top.
  static String figures(Report report, List<Row> rows) {
    Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    rows.forEach(row -> standings.merge(row.standing(), 1L, Long::sum));
    StringBuilder out = new StringBuilder();
    figure(out, "", "Incidents", "", Count.of(rows.size()));
    for (Standing standing : Standing.values()) {
      long number = standings.getOrDefault(standing, 0L);
      String address = number == 0 ? "" : "#standing=" + standing;
      figure(out, css(standing), Words.of(standing), address, Count.of(number));
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
        .append(Plain.markup(row.incident().id()))
        .append("\" aria-expanded=\"false\">")
        .append(Plain.markup(row.caller().name()))
        .append("</a>")
        .append(small(row.caller().home().title()))
        .append("</td>")
        .append("<td role=\"cell\" class=\"role\">")
        .append(Plain.markup(row.role().name()))
        .append(small(row.role().home().title()))
        .append("</td>")
        .append("<td role=\"cell\" class=\"cause\">")
        .append(Plain.markup(CauseLabel.of(row.cause())))
        .append(small(Words.of(row.confidence())))
        .append(earlier(row))
        .append("</td>")
        .append("<td role=\"cell\" class=\"standing ")
        .append(css(row.standing()))
        .append("\"><span>")
        .append(Words.of(row.standing()))
        .append("</span></td>")
        .append(cell("number", Count.of(row.incident().denials())))
        .append(cell("first", Words.minute(row.incident().firstSeen())))
        .append(cell("last", Words.minute(row.incident().lastSeen())))
        .append("</tr>");
  }

  /// The causes of denials before the last.
  private static String earlier(Row row) {
    return row.incident().causes().stream()
        .map(CauseSpell::cause)
        .filter(cause -> cause != row.cause())
        .distinct()
        .map(cause -> "<small class=\"earlier\">" + CauseLabel.of(cause) + "</small>")
        .collect(Collectors.joining());
  }

  private static String small(String text) {
    return "<small>" + Plain.markup(text) + "</small>";
  }

  private static String cell(String css, String text) {
    return "<td role=\"cell\" class=\"%s\">%s</td>".formatted(css, text);
  }

  static String css(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What could not be read.
  static String unread(Report report) {
    if (report.unreadCount() == 0) {
      return "<p>Everything could be read.</p>";
    }
    StringBuilder out = new StringBuilder("<ul>");
    report
        .unread()
        .forEach(what -> out.append("<li>").append(Plain.markup(what)).append("</li>\n"));
    out.append("</ul>");
    long more = report.unreadCount() - report.unread().size();
    return more == 0 ? out.toString() : out + "<p>And " + Count.of(more) + " more.</p>";
  }
}
