package dev.rolecall.explanation.render.json;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.Optional;

/// What was found, as JSON.
final class DiagnosisJson {

  private final Explanation explanation;
  private final Masking masking;
  private final Sentences sentences;

  DiagnosisJson(Explanation explanation, WritingOptions writingOptions) {
    this.explanation = explanation;
    this.masking = new Masking(writingOptions.showExternalIds());
    this.sentences = new Sentences(explanation, writingOptions);
  }

  /// Diagnosis, checklist and changes.
  ///
  /// @param real whether the call was made, and denied
  void write(JsonObject json, boolean real) {
    json.put("diagnosis", diagnosis(explanation.diagnosis(), real))
        .put("checklist", explanation.checklist(), this::step)
        .put("changes", explanation.changes(), DiagnosisJson::change);
  }

  private JsonObject diagnosis(Diagnosis diagnosis, boolean real) {
    JsonObject evaluation = new JsonObject();
    for (PolicyType type : PolicyType.values()) {
      evaluation.put(type.name(), diagnosis.decision(type));
    }
    JsonObject json =
        new JsonObject()
            .put("cause", diagnosis.cause().code())
            .put("confidence", diagnosis.confidence())
            .put("summary", sentences.summary(real))
            .put("causes", causes(diagnosis.causes()))
            .put("possible", diagnosis.possible().stream().map(this::causes).toList())
            .put("evaluation", evaluation)
            .put("gaps", diagnosis.gaps(), DiagnosisJson::gap)
            .put("actor", diagnosis.actor())
            .put("awsDisagrees", diagnosis.awsDisagrees());
    if (explanation.undated()) {
      json.put("policiesAsOf", "undated");
    }
    diagnosis
        .awsEvaluation()
        .ifPresent(
            own -> json.put("evidence", new JsonObject().put("awsEvaluation", awsEvaluation(own))));
    return json.put("familiarity", diagnosis.caller());
  }

  /// What AWS's own evaluation contributed.
  private JsonObject awsEvaluation(EvaluationEvidence own) {
    JsonObject json =
        new JsonObject().put("status", own.status()).put("summary", sentences.evaluation(own));
    if (own.status() != EvaluationEvidence.Status.READ) {
      own.unread().ifPresent(gap -> json.put("why", GapSentence.why(gap)));
      own.unread().ifPresent(gap -> json.put("learnBy", GapSentence.learnBy(gap)));
      return json;
    }
    JsonObject effects = new JsonObject();
    own.effects().forEach(effects::put);
    return json.put("agreement", own.agreement())
        .put("effects", effects)
        .put(
            "deniedBy",
            own.deniedBy(),
            denier ->
                new JsonObject()
                    .put("policyType", denier.type())
                    .put("policy", denier.policy())
                    .put("sid", denier.sid()))
        .put("learned", own.learned())
        .put("tookPart", own.tookPart().stream().sorted().toList())
        .put("tookNoPart", own.tookNoPart().stream().sorted().toList())
        .put("confirmed", own.confirmed())
        .put("mayBeHidden", own.hidden().stream().sorted().toList());
  }

  private JsonObject step(ChecklistStep step) {
    return new JsonObject()
        .put("step", step.name())
        .put("status", step.status())
        .put("detail", sentences.detail(step));
  }

  private static JsonObject change(Change change) {
    return new JsonObject()
        .put("time", change.time())
        .put("event", change.event())
        .put("by", change.by())
        .put("eventId", change.eventId())
        .put("what", ChangeSentence.what(change).plain());
  }

  static JsonObject gap(Gap gap) {
    GapSentence sentence = GapSentence.of(gap);
    return new JsonObject()
        .put("fact", sentence.fact())
        .put("why", sentence.why())
        .put("learnBy", sentence.learnBy());
  }

  /// Roles that were perhaps meant.
  void writeRoles(JsonObject json) {
    json.put(
            "suggestions",
            explanation.suggestions(),
            suggestion ->
                new JsonObject().put("arn", suggestion.role()).put("how", suggestion.how()))
        .put(
            "candidates",
            explanation.candidates(),
            candidate ->
                new JsonObject()
                    .put("arn", candidate.role())
                    .put("causes", causes(candidate.causes())));
  }

  private List<JsonObject> causes(List<Cause> causes) {
    return causes.stream().map(this::cause).toList();
  }

  private JsonObject cause(Cause cause) {
    Optional<Cause.FailedCondition> condition = cause.condition();
    return new JsonObject()
        .put("cause", cause.code())
        .put("policyType", cause.policyType())
        .put("policy", cause.policy())
        .put(
            "statement",
            cause
                .statement()
                .map(ref -> new JsonObject().put("index", ref.index()).put("sid", ref.sid())))
        .put("operator", condition.map(failed -> failed.operator().source()))
        .put("conditionKey", condition.map(Cause.FailedCondition::key))
        .put("wanted", condition.map(of -> masking.values(of.key(), of.wanted())).orElse(List.of()))
        .put("got", condition.flatMap(this::got))
        .put("action", cause.action())
        .put("because", sentences.clause(cause))
        .put(
            "nearMiss",
            cause
                .nearMiss()
                .map(
                    near ->
                        new JsonObject()
                            .put("kind", near.kind())
                            .put("expected", near.expected())));
  }

  /// The values that were there, none when the key was absent, nothing when the evidence does not
  /// tell.
  private Optional<List<String>> got(Cause.FailedCondition condition) {
    return switch (condition.got()) {
      case KeyState.Present(List<String> values) ->
          Optional.of(masking.values(condition.key(), values));
      case KeyState.Absent _ -> Optional.of(List.of());
      case KeyState.Unknown _ -> Optional.empty();
    };
  }
}
