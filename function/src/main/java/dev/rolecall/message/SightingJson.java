package dev.rolecall.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.CauseSpell;
import dev.rolecall.incident.Seen;
import java.util.List;

/// What was seen of an incident, as JSON: the same keys wherever incidents are data. Keys and
/// tokens are removed from every text.
public final class SightingJson {

  private static final int LONGEST = 512;

  private SightingJson() {}

  /// The key `causes`.
  public static void causes(ObjectNode json, List<CauseSpell> spells) {
    ArrayNode causes = json.putArray("causes");
    for (CauseSpell spell : spells) {
      causes
          .addObject()
          .put("cause", spell.cause().name())
          .put("denials", spell.denials())
          .put("first", spell.first().toString())
          .put("last", spell.last().toString());
    }
  }

  /// A key with texts that were seen, the first of them by name.
  public static void seen(ObjectNode json, String key, Seen seen) {
    ObjectNode texts = json.putObject(key);
    ArrayNode named = texts.putArray("named");
    seen.named().forEach(name -> named.add(text(name)));
    texts.put("more", seen.more());
  }

  /// A text of strangers, not too long.
  public static String text(String text) {
    return Cut.at(LONGEST, Redaction.of(text));
  }
}
