package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Explanations as data: one JSON object on one line. Its keys are public; they may be added to and
/// are never renamed.
public final class JsonFormat {

  /// The name and version of the contract.
  public static final String SCHEMA = "rolecall/1";

  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private JsonFormat() {}

  /// The explanation of a denial, without a line break at its end.
  public static String write(Explanation explanation, WritingOptions writingOptions) {
    return write(explanation, writingOptions, true);
  }

  /// The answer to whether a caller may assume a role, without a line break at its end: an
  /// explanation, with the answer in `verdict`: `ALLOWED`, `DENIED` or `UNDETERMINED`.
  ///
  /// @param checked of a call that nobody made yet
  public static String answer(Explanation checked, WritingOptions writingOptions) {
    return write(checked, writingOptions, false);
  }

  private static String write(
      Explanation explanation, WritingOptions writingOptions, boolean real) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      JsonFields fields = new JsonFields(json, explanation, writingOptions);
      DiagnosisJson diagnosis = new DiagnosisJson(fields, explanation);
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      if (!real) {
        json.writeStringField("verdict", explanation.diagnosis().verdict().name());
      }
      new DenialJson(fields, explanation).write();
      diagnosis.write(real);
      new FixJson(fields, explanation, writingOptions).write();
      diagnosis.writeRoles();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON is written to memory", e);
    }
    return VisibleText.line(out.toString());
  }
}
