package dev.rolecall.lambda.priming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The incident table of one sample: what is written to it can be read again, item by item. Its
/// indexes are empty.
final class SampleTable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INCIDENT = "/incident";

  private final Map<String, JsonNode> items = new TreeMap<>();

  /// The answer to a request that writes items or reads one; empty for every other request.
  ///
  /// @param operation service and name of the operation
  synchronized Optional<String> answer(String operation, String body) {
    try {
      JsonNode request = JSON.readTree(body);
      return switch (operation.substring(operation.indexOf('.') + 1)) {
        case "TransactWriteItems" -> {
          request.findValues("Item").forEach(item -> items.put(key(item), item));
          yield Optional.of("{}");
        }
        case "GetItem" ->
            Optional.of(
                Optional.ofNullable(items.get(key(request.path("Key"))))
                    .map(item -> JSON.createObjectNode().set("Item", item).toString())
                    .orElse("{}"));
        default -> Optional.empty();
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String key(JsonNode item) {
    return item.at("/pk/S").asText() + "/" + item.at("/sk/S").asText();
  }

  /// The ids of its incidents.
  synchronized List<String> incidents() {
    return items.keySet().stream()
        .filter(key -> key.endsWith(INCIDENT))
        .map(key -> key.substring(0, key.length() - INCIDENT.length()))
        .toList();
  }
}
