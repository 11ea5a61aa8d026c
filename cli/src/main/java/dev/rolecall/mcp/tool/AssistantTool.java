package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One thing that an assistant can ask for. Any number of threads may ask at a time.
public interface AssistantTool {

  /// How a tool is listed.
  ///
  /// @param input the JSON Schema of its arguments
  /// @param output the JSON Schema of its structured result
  /// @param asksAws whether it may read AWS
  record Listing(
      String name,
      String title,
      String description,
      ObjectNode input,
      ObjectNode output,
      boolean asksAws) {}

  /// How it is listed.
  Listing listing();

  /// Answers one call.
  ///
  /// @throws dev.rolecall.cli.console.CommandFailure when it cannot; the message says why
  ToolAnswer call(Arguments given);
}
