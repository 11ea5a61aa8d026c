package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The form in which items are stored, so that the version before shared causes and actions can
/// read them after a rollback: a constant that it does not know would fail its whole sweep.
///
/// | in the table | means |
/// |---|---|
/// | `"reason":"SEARCH","reasonNow":"GATHER"` | `GATHER`; the version before reads `SEARCH` |
/// | `resolutionNow`, and no `resolution` | a resolution that a denial took back. The version before would begin another episode, and leave the messages of this one open |
///
/// The version before ignores properties that it does not know, and drops them when it writes: then
/// what it wrote counts.
public final class EarlierForm {

  /// Ends the name of the property that holds what is meant.
  private static final String NOW = "Now";

  private static final String RESOLUTION = "resolution";

  /// What a constant that the version before does not know is to it.
  private static final Map<Enum<?>, Enum<?>> STAND_INS =
      Map.of(
          NotificationKind.HANDLED, NotificationKind.PROGRESS,
          NotificationKind.REOPENED, NotificationKind.CHANGED,
          HoldReason.Reason.GATHER, HoldReason.Reason.SEARCH,
          Resolution.How.PASSED, Resolution.How.NOW_ALLOWED,
          Resolution.How.BY_HAND, Resolution.How.SILENT);

  /// The same by their names, which are different ones.
  private static final Map<String, String> NAMES =
      STAND_INS.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  constant -> constant.getKey().name(), constant -> constant.getValue().name()));

  /// A property of a part of an item that holds such a constant.
  private record Place(String part, String property) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("pending", "kind"), new Place("hold", "reason"), new Place(RESOLUTION, "how"));

  /// Where the version before knows no resolution.
  private static final List<String> GOING_ON =
      List.of(
          IncidentState.OPEN.name(),
          IncidentState.QUIET.name(),
          IncidentState.MUTED.name(),
          IncidentState.FOLDED.name());

  private EarlierForm() {}

  /// The property that holds what is meant, beside `property` with the stand-in.
  public static String meant(String property) {
    return property + NOW;
  }

  /// The name of `constant` for the version before: its own, or that of its stand-in.
  public static String name(Enum<?> constant) {
    return STAND_INS.getOrDefault(constant, constant).name();
  }

  /// The item as it is stored. It may be `item` itself, changed.
  static JsonNode stored(JsonNode item) {
    if (item instanceof ObjectNode incident
        && GOING_ON.contains(item.path("phase").asText())
        && item.has(RESOLUTION)) {
      incident.set(meant(RESOLUTION), incident.remove(RESOLUTION));
    }
    for (Place place : PLACES) {
      String constant = item.path(place.part()).path(place.property()).asText();
      if (NAMES.containsKey(constant) && item.path(place.part()) instanceof ObjectNode part) {
        part.put(place.property(), NAMES.get(constant)).put(meant(place.property()), constant);
      }
    }
    return item;
  }

  /// What a stored item means. It may be `item` itself, changed. A constant that this version does
  /// not know either stays where it is.
  static JsonNode meaning(JsonNode item) {
    if (item instanceof ObjectNode incident
        && GOING_ON.contains(item.path("phase").asText())
        && item.has(meant(RESOLUTION))
        && !item.has(RESOLUTION)) {
      incident.set(RESOLUTION, incident.remove(meant(RESOLUTION)));
    }
    for (Place place : PLACES) {
      JsonNode standIn = item.path(place.part()).path(place.property());
      String constant = item.path(place.part()).path(meant(place.property())).asText();
      if (NAMES.containsKey(constant) && item.path(place.part()) instanceof ObjectNode part) {
        part.remove(meant(place.property()));
        if (standIn.asText().equals(NAMES.get(constant))) {
          part.put(place.property(), constant);
        }
      }
    }
    return item;
  }
}
