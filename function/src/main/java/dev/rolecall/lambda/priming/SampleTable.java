package dev.rolecall.lambda.priming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The incident table of samples: what is written to it can be read again, item by item. Its
/// indexes are empty.
final class SampleTable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INCIDENT = "/incident";

  private final Map<String, JsonNode> items = new TreeMap<>();

  /// The answer to a request that writes items or reads them; empty for every other request.
  ///
  /// @param operation service and name of the operation
  synchronized Optional<String> answer(String operation, String body) {
    try {
      JsonNode request = JSON.readTree(body);
      return switch (operation.substring(operation.indexOf('.') + 1)) {
        case "PutItem", "TransactWriteItems" -> {
          request.findValues("Item").forEach(item -> items.put(key(item), item));
          yield Optional.of("{}");
        }
        case "GetItem" ->
            Optional.of(
                Optional.ofNullable(items.get(key(request.path("Key"))))
                    .map(item -> JSON.createObjectNode().set("Item", item).toString())
                    .orElse("{}"));
        case "BatchGetItem" -> Optional.of(all(request.path("RequestItems")));
        default -> Optional.empty();
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String all(JsonNode asked) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode responses = answer.putObject("Responses");
    asked
        .properties()
        .forEach(
            table -> {
              ArrayNode found = responses.putArray(table.getKey());
              table
                  .getValue()
                  .path("Keys")
                  .forEach(
                      wanted -> Optional.ofNullable(items.get(key(wanted))).ifPresent(found::add));
            });
    answer.putObject("UnprocessedKeys");
    return answer.toString();
  }

  private static String key(JsonNode item) {
    return item.at("/pk/S").asText() + "/" + item.at("/sk/S").asText();
  }

  /// The ids of its incidents.
  synchronized Set<String> incidents() {
    return items.keySet().stream()
        .filter(key -> key.endsWith(INCIDENT))
        .map(key -> key.substring(0, key.length() - INCIDENT.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
