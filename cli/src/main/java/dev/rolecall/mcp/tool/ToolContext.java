package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// What all tools have in common.
///
/// @param environment the variables of the server
public record ToolContext(
    SessionEvidence evidence,
    WritingOptions writingOptions,
    Clock clock,
    Map<String, String> environment) {

  private static final OutputSchemas SCHEMAS = new OutputSchemas();

  AssistantTool.Listing listing(String name, String title, String description, InputSchema input) {
    return new AssistantTool.Listing(
        name, title, description, input.json(), SCHEMAS.of(name), evidence.isLive());
  }

  CallNotes notes() {
    return new CallNotes(environment);
  }

  /// An answer that quotes records, with its notes.
  ToolAnswer answer(String text, ObjectNode json, CallNotes notes) {
    List<String> all = notes.all();
    ArrayNode list = json.putArray("notes");
    all.forEach(note -> list.add(Redaction.of(note)));
    return new ToolAnswer(notes.below(text), json, true);
  }
}
