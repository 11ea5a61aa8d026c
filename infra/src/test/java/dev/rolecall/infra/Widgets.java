package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The graphs of a dashboard, one line for each of their metrics.
final class Widgets {

  private Widgets() {}

  static List<String> of(JsonNode body) {
    List<String> lines = new ArrayList<>();
    for (JsonNode widget : TestApp.json(Intrinsics.text(body)).get("widgets")) {
      JsonNode properties = widget.get("properties");
      for (JsonNode metric : properties.get("metrics")) {
        lines.add("graph \"" + properties.get("title").asText() + "\": " + metric);
      }
    }
    return lines;
  }
}
