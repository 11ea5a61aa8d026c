package dev.rolecall.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.explanation.render.json.OccurrenceJson;
import java.io.PrintStream;
import java.math.RoundingMode;

/// A report as data, one JSON object a line: first the report itself, then each incident, as the
/// explanation of its newest denial with one key more, `incident`. Its keys are public.
public final class ReportJson {

  static final String SCHEMA = "rolecall-report/1";

  private ReportJson() {}

  /// Writes all of it.
  public static void write(Report report, WritingOptions writingOptions, PrintStream out) {
    line(head(report), out);
    for (ReportedIncident incident : report.incidents()) {
      Explanation explanation = report.explain(incident);
      ObjectNode line = JsonFormat.tree(explanation, writingOptions);
      line.set("incident", incident(incident, IncidentStatus.of(explanation)));
      line(line, out);
    }
  }

  private static void line(ObjectNode line, PrintStream out) {
    out.print(VisibleText.line(line.toString()) + "\n");
  }

  private static ObjectNode head(Report report) {
    ObjectNode head = totals(report);
    for (Scan scan : report.totals().scans()) {
      ObjectNode scanned =
          head.withArray("scanned")
              .addObject()
              .put("service", scan.service().title())
              .put("bytes", scan.bytes())
              .put("usd", scan.dollars().setScale(4, RoundingMode.HALF_UP));
      if (scan.reused()) {
        scanned.put("reused", true);
      }
    }
    return head;
  }

  private static ObjectNode totals(Report report) {
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("generated", report.generated())
        .put("from", report.from())
        .put("to", report.to())
        .put("sources", report.totals().sources())
        .put("records", report.totals().records())
        .put("denials", report.totals().denials())
        .put("incidents", report.incidents().size())
        .put("unread", report.unread())
        .put("unreadCount", report.unreadCount())
        .node();
  }

  private static ObjectNode incident(ReportedIncident incident, IncidentStatus incidentStatus) {
    ObjectNode json =
        new JsonObject()
            .put("id", incident.id())
            .put("caller", OccurrenceJson.text(incident.subject().caller()))
            .put("role", OccurrenceJson.text(incident.subject().role()))
            .put("action", OccurrenceJson.text(incident.subject().action()))
            .put("standing", incidentStatus)
            .put("denials", incident.denials())
            .put("firstSeen", incident.firstSeen())
            .put("lastSeen", incident.lastSeen())
            .node();
    OccurrenceJson.causes(json, incident.causes());
    ObjectNode days = json.putObject("days");
    incident
        .days()
        .forEach(
            (day, causes) -> {
              ObjectNode counts = days.putObject(day.toString());
              causes.forEach((cause, count) -> counts.put(cause.name(), count));
            });
    OccurrenceJson.seen(json, "sessions", incident.sessions());
    OccurrenceJson.seen(json, "sources", incident.sources());
    return json;
  }
}
