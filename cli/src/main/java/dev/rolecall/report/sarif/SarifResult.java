package dev.rolecall.report.sarif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.wording.ReportWords;

/// An incident at the place where its change belongs.
///
/// @param guess whether the name of the role has an expression in it
record SarifResult(
    ReportedIncident incident,
    Explanation explanation,
    Fix fix,
    TerraformRole role,
    boolean guess,
    WritingOptions options) {

  /// Changes with what a fingerprint is made of.
  private static final String FINGERPRINT = "rolecallIncident/v1";

  ObjectNode json() {
    CauseCode cause = explanation.diagnosis().cause().code();
    ObjectNode json = SarifTool.result(cause, guess ? "note" : level());
    json.set("message", SarifJson.message(text()));
    json.set("locations", SarifJson.locations(role.trust()));
    json.putObject("partialFingerprints").put(FINGERPRINT, incident.id());
    ObjectNode properties = json.putObject("properties").put("denials", incident.denials());
    incident.firstSeen().ifPresent(time -> properties.put("firstSeen", time.toString()));
    incident.lastSeen().ifPresent(time -> properties.put("lastSeen", time.toString()));
    properties
        .put("cause", cause.name())
        .put("confidence", explanation.diagnosis().confidence().name())
        .put("standing", IncidentStatus.of(incident, explanation).name())
        .put("terraform", role.address())
        .put("placeIsAGuess", guess);
    return json;
  }

  private String level() {
    return switch (IncidentStatus.of(incident, explanation)) {
      case STILL_DENIED -> "error";
      case NOT_KNOWN -> "warning";
      case ALLOWED_NOW -> "note";
    };
  }

  private String text() {
    return Sentences.summary(explanation, options)
        + (guess ? ReportWords.guessedPlace() : "")
        + Sentences.change(fix, options).map(ReportWords::trustChange).orElse("");
  }
}
