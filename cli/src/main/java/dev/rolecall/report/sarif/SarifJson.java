package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import java.io.IOException;
import java.util.Optional;

/// Writes the shapes that occur in several places of a SARIF log.
record SarifJson(JsonGenerator json) {

  /// What the addresses of files are relative to.
  static final String ROOT = "SRCROOT";

  /// A list for the places of a result or remark: with the one place.
  void places(Optional<FilePlace> place) throws IOException {
    if (place.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", SarifText.uri(place.get().file()));
    json.writeStringField("uriBaseId", ROOT);
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", place.get().place().line());
    json.writeNumberField("startColumn", place.get().place().column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  /// A message, or something of its shape, in which nothing acts.
  void message(String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", SarifText.message(text));
    json.writeEndObject();
  }
}
