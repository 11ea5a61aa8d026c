package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.ReportedIncident;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// An incident at the place where its change belongs.
record SarifResult(
    ReportedIncident incident, Explanation explanation, Located.At at, WritingOptions options) {

  /// Changes with what a fingerprint is made of.
  static final String FINGERPRINT = "rolecallIncident/v1";

  void write(JsonGenerator json) throws IOException {
    SarifJson sarif = new SarifJson(json);
    CauseCode cause = explanation.diagnosis().cause().code();
    json.writeStartObject();
    json.writeStringField("ruleId", cause.name());
    json.writeStringField("level", level());
    sarif.message("message", text());
    sarif.places(Optional.of(at.place()));
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(FINGERPRINT, incident.id());
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeNumberField("denials", incident.denials());
    time(json, "firstSeen", incident.firstSeen());
    time(json, "lastSeen", incident.lastSeen());
    json.writeStringField("cause", cause.name());
    json.writeStringField("confidence", explanation.diagnosis().confidence().name());
    json.writeStringField("standing", IncidentStatus.of(explanation).name());
    json.writeStringField("terraform", at.role().address());
    json.writeBooleanField("placeIsAGuess", at.guess());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    }
  }

  private String level() {
    return switch (IncidentStatus.of(explanation)) {
      case STILL_DENIED -> "error";
      case NOT_KNOWN -> "warning";
      case ALLOWED_NOW -> "note";
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder(Sentences.summary(explanation, options));
    if (at.guess()) {
      text.append(
          " That the role is defined here is a guess: its name is not told without evaluation.");
    }
    Sentences.change(at.fix(), options)
        .ifPresent(
            change ->
                text.append("\n\nThe smallest change of its trust policy:\n\n").append(change));
    return text.toString();
  }
}
