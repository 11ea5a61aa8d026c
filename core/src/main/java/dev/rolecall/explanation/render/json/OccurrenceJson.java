package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.SampledNames;
import java.util.List;

/// What was seen of an incident, as JSON: the same keys wherever incidents are data. Keys and
/// tokens are removed from every text.
public final class OccurrenceJson {

  private static final int LONGEST = 512;

  private OccurrenceJson() {}

  /// The key `causes`.
  public static void causes(ObjectNode json, List<CauseInterval> spells) {
    json.setAll(
        new JsonObject()
            .put(
                "causes",
                spells,
                spell ->
                    new JsonObject()
                        .put(
                            "cause",
                            spell.newer().map(OccurrenceJson::text).orElse(spell.cause().name()))
                        .put("denials", spell.denials())
                        .put("first", spell.first())
                        .put("last", spell.last()))
            .node());
  }

  /// A key with texts that were seen, the first of them by name.
  public static void seen(ObjectNode json, String key, SampledNames sampledNames) {
    json.set(
        key,
        new JsonObject()
            .put("named", sampledNames.named().stream().map(OccurrenceJson::text).toList())
            .put("more", sampledNames.more())
            .node());
  }

  /// A text that any caller may have written, shortened.
  public static String text(String text) {
    return Truncation.at(LONGEST, Redaction.of(text));
  }
}
