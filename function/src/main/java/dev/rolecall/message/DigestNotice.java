package dev.rolecall.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A digest, for all protocols.
final class DigestNotice {

  private static final String DIGEST = "DIGEST";

  private DigestNotice() {}

  static SnsMessage write(Digest digest, Options options) {
    DigestWords words = new DigestWords(digest);
    Bulletin bulletin = words.bulletin();
    Map<String, String> texts = bulletin.texts(options);
    texts.put(
        "https",
        new QNotification(
                Optional.of("digest-" + digest.from() + "-" + digest.to()),
                "rolecall-digest-" + digest.period().name().toLowerCase(Locale.ROOT),
                "rolecall-digest",
                bulletin.headline(),
                bulletin.lead(),
                bulletin.letter(),
                bulletin.whole(),
                List.of(DIGEST),
                List.of(),
                Map.of("notice", DIGEST))
            .json());
    ObjectNode json = ContractJson.begin();
    json.set("digest", DigestJson.of(digest));
    ContractJson.put(texts, json, words.slack());
    return new SnsMessage(bulletin.subject(), texts, Map.of("notice", DIGEST, "subject", DIGEST));
  }
}
