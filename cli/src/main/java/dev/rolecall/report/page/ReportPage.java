package dev.rolecall.report.page;

import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A report as one HTML page that needs no network: to be read, searched, sent on and printed.
///
/// The page runs its own script and nothing else: its content security policy names the scripts and
/// the style by their hashes, and lets nothing be loaded or sent.
public final class ReportPage {

  private static final Pattern SLOT = Pattern.compile("\\{\\{[a-z]+}}");

  /// So many letters are written at the same time, on all processors, and kept in memory.
  private static final int AT_A_TIME = 128;

  private ReportPage() {}

  /// Writes the page, in UTF-8, and leaves `out` open.
  ///
  /// @param writingOptions for the letters
  public static void write(Report report, WritingOptions writingOptions, OutputStream out)
      throws IOException {
    ExplanationStore explanationStore = new ExplanationStore();
    FirstFixes firstFixes = new FirstFixes();
    List<Row> rows = new ArrayList<>();
    List<ReportedIncident> incidents = report.incidents();
    for (int from = 0; from < incidents.size(); from += AT_A_TIME) {
      List<ReportedIncident> some =
          incidents.subList(from, Math.min(from + AT_A_TIME, incidents.size()));
      List<Explanation> explanations = some.stream().map(report::explain).toList();
      List<PageLetter> letters =
          explanations.parallelStream()
              .map(explanation -> PageLetter.of(explanation, writingOptions))
              .toList();
      for (int i = 0; i < some.size(); i++) {
        Explanation explanation = explanations.get(i);
        Row row = Row.of(some.get(i), explanation, report.accountNames());
        explanationStore.add(letters.get(i));
        if (explanation.diagnosis().caller() != Diagnosis.Familiarity.STRANGER) {
          firstFixes.add(row, letters.get(i).action());
        }
        rows.add(row);
      }
    }
    List<GzipBase64> data = new ArrayList<>();
    data.add(GzipBase64.of("index", IndexJson.of(rows, explanationStore)));
    data.add(GzipBase64.of("echarts", Assets.charts()));
    data.addAll(explanationStore.packed());
    page(slots(report, rows, firstFixes), data, out);
  }

  private static Map<String, String> slots(Report report, List<Row> rows, FirstFixes firstFixes) {
    String style = Assets.style();
    String script = Assets.script();
    return Map.ofEntries(
        Map.entry("{{policy}}", policy(script, style)),
        Map.entry("{{style}}", style),
        Map.entry("{{period}}", Markup.period(report)),
        Map.entry("{{generated}}", TimeFormat.absolute(report.generated())),
        Map.entry("{{sources}}", Count.of(report.totals().sources(), "source")),
        Map.entry("{{scanned}}", Markup.scanned(report)),
        Map.entry("{{figures}}", Markup.figures(report, rows)),
        Map.entry("{{first}}", firstFixes.markup()),
        Map.entry("{{count}}", Count.of(rows.size())),
        Map.entry("{{shown}}", Count.of(Math.min(rows.size(), Markup.ROWS))),
        Map.entry("{{rows}}", Markup.rows(rows)),
        Map.entry("{{missing}}", Count.of(report.unreadCount())),
        Map.entry("{{unread}}", Markup.unread(report)),
        Map.entry("{{license}}", HtmlText.escaped(Assets.chartsLicense())),
        Map.entry("{{script}}", script));
  }

  private static String policy(String script, String style) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src " + Assets.source(script) + " " + Assets.source(Assets.charts()),
        "style-src " + Assets.source(style),
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default");
  }

  /// Fills the slots of the template, in one pass: what stands in a filling is no slot.
  private static void page(Map<String, String> slots, List<GzipBase64> data, OutputStream out)
      throws IOException {
    for (String part : SLOT.splitWithDelimiters(Assets.template(), 0)) {
      if (part.equals("{{data}}")) {
        for (GzipBase64 gzipBase64 : data) {
          write(out, gzipBase64.element());
        }
      } else {
        write(out, slots.getOrDefault(part, part));
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
