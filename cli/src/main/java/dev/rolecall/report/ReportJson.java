package dev.rolecall.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.OccurrenceJson;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// A report as data, one JSON object a line: first the report itself, then each incident, as the
/// explanation of its newest denial with one key more, `incident`. Its keys are public.
public final class ReportJson {

  static final String SCHEMA = "rolecall-report/1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /// Writes all of it.
  public static void write(Report report, WritingOptions writingOptions, PrintStream out) {
    line(head(report), out);
    for (ReportedIncident incident : report.incidents()) {
      Explanation explanation = report.explain(incident);
      ObjectNode line = parse(JsonFormat.write(explanation, writingOptions));
      line.set("incident", incident(incident, IncidentStatus.of(explanation)));
      line(line, out);
    }
  }

  private static void line(ObjectNode line, PrintStream out) {
    out.print(VisibleText.line(line.toString()) + "\n");
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON is JSON", e);
    }
  }

  private static ObjectNode head(Report report) {
    ObjectNode head = JSON.createObjectNode().put("schema", SCHEMA);
    head.put("generated", report.generated().toString());
    time(head, "from", report.from());
    time(head, "to", report.to());
    head.put("sources", report.totals().sources());
    head.put("records", report.totals().records());
    head.put("denials", report.totals().denials());
    head.put("incidents", report.incidents().size());
    ArrayNode unread = head.putArray("unread");
    report.unread().forEach(problem -> unread.add(Redaction.of(problem)));
    return head.put("unreadCount", report.unreadCount());
  }

  private static ObjectNode incident(ReportedIncident incident, IncidentStatus incidentStatus) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", incident.id());
    json.put("caller", OccurrenceJson.text(incident.subject().caller()));
    json.put("role", OccurrenceJson.text(incident.subject().role()));
    json.put("action", OccurrenceJson.text(incident.subject().action()));
    json.put("standing", incidentStatus.name());
    json.put("denials", incident.denials());
    time(json, "firstSeen", incident.firstSeen());
    time(json, "lastSeen", incident.lastSeen());
    OccurrenceJson.causes(json, incident.causes());
    ObjectNode days = json.putObject("days");
    for (Map.Entry<LocalDate, Map<CauseCode, Long>> day : incident.days().entrySet()) {
      ObjectNode counts = days.putObject(day.getKey().toString());
      day.getValue().forEach((cause, count) -> counts.put(cause.name(), count));
    }
    OccurrenceJson.seen(json, "sessions", incident.sessions());
    OccurrenceJson.seen(json, "sources", incident.sources());
    return json;
  }

  private static void time(ObjectNode json, String name, Optional<Instant> time) {
    time.ifPresentOrElse(known -> json.put(name, known.toString()), () -> json.putNull(name));
  }
}
