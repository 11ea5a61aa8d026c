package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Change;
import dev.rolecall.iam.evaluation.Decision;
import java.io.IOException;
import java.util.List;

/// What was found, as JSON.
record DiagnosisJson(JsonFields fields, Explanation explanation) {

  private JsonGenerator json() {
    return fields.json();
  }

  /// Diagnosis, checklist and changes.
  ///
  /// @param real whether the call was made, and refused
  void write(boolean real) throws IOException {
    diagnosis(explanation.diagnosis(), real);
    checklist();
    changes();
  }

  private void diagnosis(Diagnosis diagnosis, boolean real) throws IOException {
    json().writeObjectFieldStart("diagnosis");
    fields.text("cause", diagnosis.cause().code().name());
    fields.text("confidence", diagnosis.confidence().name());
    fields.text("summary", fields.sentences().summary(real));
    json().writeFieldName("causes");
    fields.causes(diagnosis.causes());
    json().writeArrayFieldStart("possible");
    for (List<Cause> set : diagnosis.possible()) {
      fields.causes(set);
    }
    json().writeEndArray();
    json().writeObjectFieldStart("evaluation");
    for (PolicyType type : PolicyType.values()) {
      fields.text(type.name(), diagnosis.evaluation().getOrDefault(type, Decision.UNREAD).name());
    }
    json().writeEndObject();
    fields.gaps("gaps", diagnosis.gaps());
    fields.text("actor", diagnosis.actor().name());
    json().writeBooleanField("awsDisagrees", diagnosis.awsDisagrees());
    if (explanation.undated()) {
      fields.text("policiesAsOf", "undated");
    }
    fields.text("familiarity", diagnosis.caller().name());
    json().writeEndObject();
  }

  private void checklist() throws IOException {
    json().writeArrayFieldStart("checklist");
    for (ChecklistStep checklistStep : explanation.checklist()) {
      json().writeStartObject();
      fields.text("step", checklistStep.name().name());
      fields.text("status", checklistStep.status().name());
      fields.text("detail", fields.sentences().detail(checklistStep));
      json().writeEndObject();
    }
    json().writeEndArray();
  }

  private void changes() throws IOException {
    json().writeArrayFieldStart("changes");
    for (Change change : explanation.changes()) {
      json().writeStartObject();
      fields.text("time", change.time().toString());
      fields.text("event", change.event());
      fields.text("by", change.by());
      fields.text("eventId", change.eventId());
      fields.text("what", change.what());
      json().writeEndObject();
    }
    json().writeEndArray();
  }

  /// Roles that were perhaps meant.
  void writeRoles() throws IOException {
    json().writeArrayFieldStart("suggestions");
    for (RoleSuggestion suggestion : explanation.suggestions()) {
      json().writeStartObject();
      fields.text("arn", suggestion.role().toString());
      fields.text("how", suggestion.how().name());
      json().writeEndObject();
    }
    json().writeEndArray();
    json().writeArrayFieldStart("candidates");
    for (CandidateRole candidateRole : explanation.candidates()) {
      json().writeStartObject();
      fields.text("arn", candidateRole.role().toString());
      json().writeFieldName("causes");
      fields.causes(candidateRole.causes());
      json().writeEndObject();
    }
    json().writeEndArray();
  }
}
