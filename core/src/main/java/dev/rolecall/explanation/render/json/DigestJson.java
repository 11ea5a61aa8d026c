package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.notification.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A digest as JSON: the key `digest` of the contract. Keys and tokens are removed from every text.
public final class DigestJson {

  private static final int MOST = 50;

  private DigestJson() {}

  public static ObjectNode of(Digest digest) {
    return new JsonObject()
        .put("period", digest.period())
        .put("from", digest.from())
        .put("to", digest.to())
        .put("denials", digest.denials())
        .put(
            "causes",
            causes(digest),
            of -> new JsonObject().put("cause", of.getKey()).put("denials", of.getValue()))
        .put("pairs", digest.pairs().stream().limit(MOST).toList(), DigestJson::pair)
        .put("opened", digest.opened())
        .put("resolved", digest.resolved())
        .put("typicalResolution", digest.typicalResolution().map(Duration::toSeconds))
        .put("undetermined", digest.undetermined())
        .put("searches", digest.searches())
        .put("muted", digest.muted())
        .put(
            "unread",
            digest.unread().entrySet().stream().limit(MOST).toList(),
            of ->
                new JsonObject()
                    .put("fact", OccurrenceJson.text(of.getKey()))
                    .put("incidents", of.getValue()))
        .node();
  }

  /// Also those that a newer version named, by their codes.
  private static List<Map.Entry<String, Long>> causes(Digest digest) {
    return Stream.concat(
            digest.causes().entrySet().stream()
                .map(cause -> Map.entry(cause.getKey().name(), cause.getValue())),
            digest.newer().entrySet().stream()
                .map(cause -> Map.entry(OccurrenceJson.text(cause.getKey()), cause.getValue())))
        .toList();
  }

  private static JsonObject pair(Digest.Pair pair) {
    return new JsonObject()
        .put("caller", OccurrenceJson.text(pair.caller()))
        .put("role", OccurrenceJson.text(pair.role()))
        .put("cause", pair.newer().map(OccurrenceJson::text).orElse(pair.cause().name()))
        .put("denials", pair.denials())
        .put("resolved", pair.resolved());
  }
}
