package dev.rolecall.mcp.session;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;

/// Results are as their schemas say: the tests hold them against each other. A validator at run
/// time would be larger than everything else of the protocol.
final class TrustedResults implements JsonSchemaValidator {

  @Override
  public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
    return ValidationResponse.asValid("");
  }
}
