package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.enumeration.StandoutReason;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.util.Arrays;
import java.util.Map;

/// Items that a newer version wrote, after a rollback: this version acts on what it knows of them,
/// and writes back what it does not know.
final class NewerItem {

  private static final String PHASE = "phase";

  private NewerItem() {}

  /// What a constant that this version does not know counts as, so that nothing waits for the newer
  /// version to come back.
  private static final Map<Class<?>, Enum<?>> STAND_INS =
      Map.of(
          ActionTaken.Kind.class, ActionTaken.Kind.CHECKED_AGAIN,
          CauseCode.class, CauseCode.UNDETERMINED,
          Confidence.class, Confidence.UNDETERMINED,
          HoldReason.Reason.class, HoldReason.Reason.SEARCH,
          IncidentState.class, IncidentState.OPEN,
          NotificationKind.class, NotificationKind.PROGRESS,
          Resolution.How.class, Resolution.How.SILENT,
          StandoutReason.class, StandoutReason.EXISTS);

  /// Puts a stand-in where this version does not know a constant.
  static final class Constants extends DeserializationProblemHandler {
    @Override
    public Object handleWeirdStringValue(
        DeserializationContext context, Class<?> type, String value, String problem) {
      Enum<?> standIn = STAND_INS.get(type);
      return standIn == null ? NOT_HANDLED : standIn;
    }
  }

  /// The item with a phase that this version knows: one that it does not know is over if the
  /// incident is, and else open.
  static JsonNode known(JsonNode item) {
    String phase = item.path(PHASE).asText("");
    if (!item.isObject()
        || Arrays.stream(IncidentState.values()).anyMatch(one -> one.name().equals(phase))) {
      return item;
    }
    IncidentState standIn =
        item.has("resolution")
            ? IncidentState.RESOLVED
            : item.path("subject").has("account") ? IncidentState.WATCHED : IncidentState.OPEN;
    return ((ObjectNode) item.deepCopy()).put(PHASE, standIn.name());
  }

  /// Whether an item holds something that this version would not write.
  ///
  /// @param known what this version writes after it read the item
  static boolean holdsMore(JsonNode item, JsonNode known) {
    if (item.isObject() && known.isObject()) {
      return item.properties().stream()
          .filter(property -> !property.getValue().isNull())
          .anyMatch(
              property ->
                  !known.has(property.getKey())
                      || holdsMore(property.getValue(), known.path(property.getKey())));
    }
    if (item.isArray() && known.isArray()) {
      if (item.size() > known.size()) {
        return true;
      }
      for (int i = 0; i < item.size(); i++) {
        if (holdsMore(item.path(i), known.path(i))) {
          return true;
        }
      }
      return false;
    }
    return item.getNodeType() != known.getNodeType()
        || (item.isTextual() && !item.asText().equals(known.asText()));
  }

  /// What to write: everything that this version changed, and the rest as it was.
  ///
  /// @param item as the newer version wrote it
  /// @param known what this version would write of it unchanged
  /// @param now what this version would write
  static JsonNode merge(JsonNode item, JsonNode known, JsonNode now) {
    if (now.equals(known)) {
      return item;
    }
    if (item.isObject() && known.isObject() && now.isObject()) {
      ObjectNode merged = JsonNodeFactory.instance.objectNode();
      now.properties()
          .forEach(
              property -> {
                String key = property.getKey();
                boolean both = item.has(key) && known.has(key);
                merged.set(
                    key,
                    both
                        ? merge(item.path(key), known.path(key), property.getValue())
                        : property.getValue());
              });
      item.properties().stream()
          .filter(property -> !known.has(property.getKey()) && !now.has(property.getKey()))
          .forEach(property -> merged.set(property.getKey(), property.getValue()));
      return merged;
    }
    return item.isArray() && known.isArray() && now.isArray() && item.size() == known.size()
        ? elements(item, known, now)
        : now;
  }

  private static ArrayNode elements(JsonNode item, JsonNode known, JsonNode now) {
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : now) {
      JsonNode kept = element;
      for (int i = 0; i < known.size(); i++) {
        if (known.path(i).equals(element)) {
          kept = item.path(i);
        }
      }
      merged.add(kept);
    }
    return merged;
  }
}
