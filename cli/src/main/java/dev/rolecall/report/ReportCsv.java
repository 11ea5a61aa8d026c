package dev.rolecall.report;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.Sentences;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The incidents as a table for spreadsheets: [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)
/// with a heading line. Its columns are public. A cell that a spreadsheet would take for a formula
/// begins with an apostrophe.
public final class ReportCsv {

  private static final String COLUMNS =
      "incident,caller,caller account,role,role account,action,"
          + "cause,confidence,standing,denials,first seen,last seen,summary";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String FORMULA = "=+-@\t\r";

  private ReportCsv() {}

  /// Writes all of it.
  ///
  /// @param excel begin with a byte order mark, without which Excel does not take it for UTF-8
  public static void write(Report report, boolean excel, PrintStream out) throws IOException {
    if (excel) {
      out.print(BYTE_ORDER_MARK);
    }
    CSVPrinter table =
        new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS.split(",", -1)).get());
    for (ReportedIncident incident : report.incidents()) {
      table.printRecord(row(incident, report.explain(incident)));
    }
    table.flush();
  }

  private static List<String> row(ReportedIncident incident, Explanation explanation) {
    return Stream.of(
            incident.id(),
            incident.subject().caller(),
            text(explanation.denial().caller().account()),
            incident.subject().role(),
            text(explanation.denial().roleAccount()),
            incident.subject().action(),
            explanation.diagnosis().cause().code().name(),
            explanation.diagnosis().confidence().name(),
            IncidentStatus.of(explanation).name(),
            String.valueOf(incident.denials()),
            text(incident.firstSeen()),
            text(incident.lastSeen()),
            Sentences.summary(explanation))
        .map(ReportCsv::cell)
        .toList();
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  private static String cell(String text) {
    String shown = VisibleText.line(Redaction.of(text));
    return !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
  }
}
