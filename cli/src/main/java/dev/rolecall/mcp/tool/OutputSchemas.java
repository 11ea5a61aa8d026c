package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The JSON Schemas of results: `docs/schemas/rolecall-1.json`, which is in the jar.
final class OutputSchemas {

  private static final String FILE = "/schemas/rolecall-1.json";
  private static final String DEFINITION = "#/$defs/";

  private final JsonNode definitions;

  OutputSchemas() {
    try (InputStream in =
        Objects.requireNonNull(OutputSchemas.class.getResourceAsStream(FILE), FILE)) {
      definitions = new JsonMapper().readTree(in).path("$defs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The schema of a tool's result, with all that it refers to.
  ObjectNode of(String tool) {
    ObjectNode schema = definitions.required(tool).deepCopy();
    Map<String, JsonNode> used = new TreeMap<>();
    collect(schema, used);
    ObjectNode defs = schema.putObject("$defs");
    used.forEach(defs::set);
    return schema;
  }

  private void collect(JsonNode schema, Map<String, JsonNode> used) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith(DEFINITION)) {
      String name = reference.substring(DEFINITION.length());
      if (!used.containsKey(name)) {
        used.put(name, definitions.required(name));
        collect(definitions.required(name), used);
      }
    }
    schema.forEach(part -> collect(part, used));
  }
}
