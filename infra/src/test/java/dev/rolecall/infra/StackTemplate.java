package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A template, and what is in it.
record StackTemplate(JsonNode json) {

  /// The resources of a type with all that belongs to them, by logical id.
  Map<String, JsonNode> whole(String type) {
    Map<String, JsonNode> resources = new TreeMap<>();
    json.get("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().get("Type").asText().equals(type)) {
                resources.put(resource.getKey(), resource.getValue());
              }
            });
    return resources;
  }

  /// Every resource with all that belongs to it.
  List<JsonNode> all() {
    return json.get("Resources").valueStream().toList();
  }

  /// The properties of the resources of a type, by logical id.
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> resources = new TreeMap<>();
    whole(type).forEach((id, resource) -> resources.put(id, resource.path("Properties")));
    return resources;
  }

  /// The properties of the resource of a type whose logical id begins with `id`.
  JsonNode resource(String type, String id) {
    return resources(type).entrySet().stream()
        .filter(resource -> resource.getKey().startsWith(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " " + id));
  }
}
