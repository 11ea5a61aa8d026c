package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.terraform.TerraformFix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to change, as JSON.
final class FixJson {

  private final JsonFields fields;
  private final JsonGenerator json;
  private final Explanation explanation;
  private final Masking masking;

  FixJson(JsonFields fields, Explanation explanation, WritingOptions writingOptions) {
    this.fields = fields;
    this.json = fields.json();
    this.explanation = explanation;
    this.masking = new Masking(writingOptions.showExternalIds());
  }

  void write() throws IOException {
    json.writeArrayFieldStart("fixes");
    for (Fix fix : explanation.fixes()) {
      json.writeStartObject();
      fix(fix);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void fix(Fix fix) throws IOException {
    fields.text("account", fix.account());
    fields.text("policyType", policyType(fix.place()));
    fields.text("target", fix.target());
    document("before", fix.before());
    document("after", fix.after());
    musts(fix);
    fields.texts("admits", fix.admits());
    fields.text("result", fix.result().name());
    fields.gaps("conditions", fix.conditions());
    fields.texts("commands", commands(fix));
    fields.text("terraform", TerraformFix.of(explanation, fix, masking));
    fields.text("place", fix.place().name());
    fields.text("policyName", fix.policyName());
    fields.text("actor", fix.actor().name());
  }

  private static Optional<String> policyType(Fix.Place place) {
    return switch (place) {
      case TRUST_POLICY -> Optional.of("TRUST_POLICY");
      case ROLE_POLICY, USER_POLICY, PERMISSION_SET -> Optional.of("IDENTITY_POLICY");
      case REQUEST -> Optional.empty();
    };
  }

  /// The whole document, whatever is in it: it is to be written back.
  private void document(String name, Optional<String> document) throws IOException {
    json.writeFieldName(name);
    Optional<JsonNode> tree =
        document.map(text -> PolicyDocument.of(text, new Masking(true)).json());
    if (tree.isPresent()) {
      TreeNode node = tree.get();
      json.writeTree(node);
    } else {
      json.writeNull();
    }
  }

  private void musts(Fix fix) throws IOException {
    json.writeArrayFieldStart("requestMust");
    for (Fix.RequestMust must : fix.requestMust()) {
      json.writeStartObject();
      fields.text("key", must.key());
      fields.text("operator", must.operator().source());
      fields.texts("values", masking.values(must.key(), must.values()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The commands that make the change, and with the last change those that try the call.
  private List<String> commands(Fix fix) {
    List<String> commands = new ArrayList<>();
    fix.after()
        .map(after -> ChangeCommands.of(fix, PolicyDocument.of(after, masking)))
        .ifPresent(all -> all.forEach(one -> commands.addAll(one.commands())));
    if (fix.equals(explanation.fixes().getLast())) {
      TryCommands.of(explanation, masking).ifPresent(one -> commands.addAll(one.commands()));
    }
    return commands;
  }
}
