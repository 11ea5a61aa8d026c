package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;

/// Explanations as data: one JSON object on one line. Its keys are public; they may be added to and
/// are never renamed.
public final class JsonFormat {

  /// The name and version of the contract.
  public static final String SCHEMA = "rolecall/1";

  private JsonFormat() {}

  /// The explanation of a denial, without a line break at its end.
  public static String write(Explanation explanation, WritingOptions writingOptions) {
    return VisibleText.line(tree(explanation, writingOptions).toString());
  }

  /// The explanation of a denial, as a tree.
  public static ObjectNode tree(Explanation explanation, WritingOptions writingOptions) {
    return tree(begin(), explanation, writingOptions, true);
  }

  /// The answer to whether a caller may assume a role, without a line break at its end: an
  /// explanation, with the answer in `verdict`: `ALLOWED`, `DENIED` or `UNDETERMINED`.
  ///
  /// @param checked of a call that has not been made
  public static String answer(Explanation checked, WritingOptions writingOptions) {
    return VisibleText.line(answerTree(checked, writingOptions).toString());
  }

  /// The same as a tree.
  public static ObjectNode answerTree(Explanation checked, WritingOptions writingOptions) {
    JsonObject json = begin().put("verdict", checked.diagnosis().verdict());
    return tree(json, checked, writingOptions, false);
  }

  private static JsonObject begin() {
    return new JsonObject().put("schema", SCHEMA);
  }

  private static ObjectNode tree(
      JsonObject json, Explanation explanation, WritingOptions writingOptions, boolean real) {
    json.put("denial", new DenialJson(explanation).json());
    DiagnosisJson diagnosis = new DiagnosisJson(explanation, writingOptions);
    diagnosis.write(json, real);
    new FixJson(explanation, writingOptions).write(json);
    diagnosis.writeRoles(json);
    return json.node();
  }
}
