package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.Redaction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes the fields that JSON has in several places. Keys and tokens are removed from every text.
record JsonFields(JsonGenerator json, Masking masking, Sentences sentences) {

  JsonFields(JsonGenerator json, Explanation explanation, WritingOptions options) {
    this(json, new Masking(options.showExternalIds()), Sentences.of(explanation, options));
  }

  void text(String name, String value) throws IOException {
    json.writeStringField(name, Redaction.of(value));
  }

  /// The value as text, or null.
  void text(String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      text(name, value.get().toString());
    } else {
      json.writeNullField(name);
    }
  }

  void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(Redaction.of(value));
    }
    json.writeEndArray();
  }

  void gaps(String name, List<Gap> gaps) throws IOException {
    json.writeArrayFieldStart(name);
    for (Gap gap : gaps) {
      json.writeStartObject();
      text("fact", gap.fact());
      text("why", gap.why());
      text("learnBy", gap.learnBy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void causes(List<Cause> causes) throws IOException {
    json.writeStartArray();
    for (Cause cause : causes) {
      cause(cause);
    }
    json.writeEndArray();
  }

  private void cause(Cause cause) throws IOException {
    json.writeStartObject();
    text("cause", cause.code().name());
    text("policyType", cause.policyType().map(PolicyType::name));
    text("policy", cause.policy());
    if (cause.statement().isPresent()) {
      json.writeObjectFieldStart("statement");
      json.writeNumberField("index", cause.statement().get().index());
      text("sid", cause.statement().get().sid());
      json.writeEndObject();
    } else {
      json.writeNullField("statement");
    }
    Optional<Cause.FailedCondition> condition = cause.condition();
    text("operator", condition.map(failed -> failed.operator().source()));
    text("conditionKey", condition.map(Cause.FailedCondition::key));
    texts(
        "wanted",
        condition.map(failed -> masking.values(failed.key(), failed.wanted())).orElse(List.of()));
    got(condition);
    text("action", cause.action());
    text("because", sentences.clause(cause));
    if (cause.nearMiss().isPresent()) {
      json.writeObjectFieldStart("nearMiss");
      text("kind", cause.nearMiss().get().kind().name());
      text("expected", cause.nearMiss().get().expected());
      json.writeEndObject();
    } else {
      json.writeNullField("nearMiss");
    }
    json.writeEndObject();
  }

  /// The values that were there, none when the key was absent, null when the evidence does not
  /// tell.
  private void got(Optional<Cause.FailedCondition> condition) throws IOException {
    if (condition.isEmpty()) {
      json.writeNullField("got");
      return;
    }
    switch (condition.get().got()) {
      case KeyState.Present(List<String> values) ->
          texts("got", masking.values(condition.get().key(), values));
      case KeyState.Absent _ -> texts("got", List.of());
      case KeyState.Unknown _ -> json.writeNullField("got");
    }
  }
}
