package dev.rolecall.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The JSON Schemas of `docs/schemas`.
public final class ResultSchemas {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private ResultSchemas() {}

  /// The schema of `docs/schemas` for one kind of object.
  public static JsonSchema documented(String definition) {
    try {
      JsonNode file =
          Conversation.JSON.readTree(
              Files.readString(Path.of("..", "docs", "schemas", "rolecall-1.json")));
      ObjectNode schema = file.path("$defs").path(definition).deepCopy();
      schema.set("$defs", file.path("$defs"));
      return FACTORY.getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void check(JsonSchema schema, JsonNode value) {
    assertThat(schema.validate(value)).isEmpty();
  }
}
