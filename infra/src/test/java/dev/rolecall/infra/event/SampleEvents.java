package dev.rolecall.infra.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The golden events of core, as they come to the default bus.
final class SampleEvents {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER =
      Path.of("..", "core", "src", "test", "resources", "notices", "events");

  private SampleEvents() {}

  /// By the names of their files.
  static Map<String, JsonNode> all() {
    Map<String, JsonNode> events = new TreeMap<>();
    messages().forEach((name, body) -> events.put(name, event(body.path("event"))));
    return events;
  }

  /// What the queue has.
  static Map<String, JsonNode> messages() {
    Map<String, JsonNode> messages = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        ObjectNode body = JSON.createObjectNode().put("schema", "rolecall/1");
        body.set("event", JSON.readTree(file.toFile()));
        messages.put(file.getFileName().toString().replace(".json", ""), body);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  private static JsonNode event(JsonNode notification) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "0")
            .put("id", "6a7e8feb-b491-4cf7-a9f1-bf3703467718")
            .put("detail-type", notification.path("detailType").asText())
            .put("source", "rolecall")
            .put("account", "111122223333")
            .put("time", "2026-11-30T09:41:58Z")
            .put("region", "eu-central-1");
    event.putArray("resources");
    event.set("detail", notification.path("detail"));
    return event;
  }
}
