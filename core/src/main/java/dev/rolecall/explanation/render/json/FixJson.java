package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.FixSentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What to change, as JSON.
record FixJson(Explanation explanation, Masking masking) {

  FixJson(Explanation explanation, WritingOptions writingOptions) {
    this(explanation, new Masking(writingOptions.showExternalIds()));
  }

  void write(JsonObject json) {
    json.put("fixes", explanation.fixes(), this::fix);
  }

  private JsonObject fix(Fix fix) {
    return new JsonObject()
        .put("account", fix.account())
        .put("policyType", policyType(fix.place()))
        .put("target", fix.target())
        .put("before", fix.before().map(FixJson::document))
        .put("after", fix.after().map(FixJson::document))
        .put("requestMust", fix.requestMust(), this::must)
        .put("admits", fix.admits())
        .put("result", fix.result())
        .put("conditions", fix.conditions(), DiagnosisJson::gap)
        .put("commands", commands(fix))
        .put("terraform", TerraformFix.of(explanation, fix, masking))
        .put("place", fix.place())
        .put("policyName", fix.policyName())
        .put("actor", fix.actor());
  }

  private static Optional<PolicyType> policyType(Fix.Place place) {
    return switch (place) {
      case TRUST_POLICY -> Optional.of(PolicyType.TRUST_POLICY);
      case ROLE_POLICY, USER_POLICY, PERMISSION_SET -> Optional.of(PolicyType.IDENTITY_POLICY);
      case REQUEST -> Optional.empty();
    };
  }

  /// The whole document, whatever is in it: it is to be written back.
  private static JsonNode document(String text) {
    return PolicyDocument.of(text, new Masking(true)).json();
  }

  private JsonObject must(Fix.RequestMust must) {
    return new JsonObject()
        .put("key", must.key())
        .put("operator", must.operator().source())
        .put("values", masking.values(must.key(), must.values()));
  }

  /// The chain that makes the change, and with the last change the one that tries the call.
  private List<String> commands(Fix fix) {
    FixSentence words = new FixSentence(explanation, fix);
    Stream<String> change =
        new ChangeCommands(fix, masking, FixSentence.changed(), words.notChanged())
            .chain().stream();
    Stream<String> attempt =
        fix.equals(explanation.fixes().getLast())
            ? TryCommands.of(explanation, masking).map(TryCommands.Attempt::chain).stream()
            : Stream.empty();
    return Stream.concat(change, attempt).toList();
  }
}
