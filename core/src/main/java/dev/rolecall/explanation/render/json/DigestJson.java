package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.incident.notification.Digest;

/// A digest as JSON: the key `digest` of the contract. Keys and tokens are removed from every text.
public final class DigestJson {

  private static final int MOST = 50;
  private static final int LONGEST = 512;

  private DigestJson() {}

  public static ObjectNode of(Digest digest) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("period", digest.period().name());
    json.put("from", digest.from().toString());
    json.put("to", digest.to().toString());
    json.put("denials", digest.denials());
    ArrayNode causes = json.putArray("causes");
    digest
        .causes()
        .forEach(
            (cause, denials) ->
                causes.addObject().put("cause", cause.name()).put("denials", denials));
    ArrayNode pairs = json.putArray("pairs");
    digest.pairs().stream().limit(MOST).forEach(pair -> add(pairs, pair));
    json.put("opened", digest.opened());
    json.put("resolved", digest.resolved());
    digest
        .typicalResolution()
        .ifPresentOrElse(
            time -> json.put("typicalResolution", time.toSeconds()),
            () -> json.putNull("typicalResolution"));
    json.put("undetermined", digest.undetermined());
    json.put("searches", digest.searches());
    json.put("muted", digest.muted());
    ArrayNode unread = json.putArray("unread");
    digest.unread().entrySet().stream()
        .limit(MOST)
        .forEach(
            fact ->
                unread
                    .addObject()
                    .put("fact", text(fact.getKey()))
                    .put("incidents", fact.getValue()));
    return json;
  }

  private static void add(ArrayNode pairs, Digest.Pair pair) {
    pairs
        .addObject()
        .put("caller", text(pair.caller()))
        .put("role", text(pair.role()))
        .put("cause", pair.cause().name())
        .put("denials", pair.denials())
        .put("resolved", pair.resolved());
  }

  private static String text(String text) {
    return Truncation.at(LONGEST, Redaction.of(text));
  }
}
