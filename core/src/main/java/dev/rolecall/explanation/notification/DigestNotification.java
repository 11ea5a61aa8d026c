package dev.rolecall.explanation.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.DigestJson;
import dev.rolecall.explanation.render.sns.AmazonQNotification;
import dev.rolecall.explanation.render.sns.ContractJson;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A digest, for all protocols.
final class DigestNotification {

  private static final String DIGEST = "DIGEST";

  private DigestNotification() {}

  static SnsMessage write(Digest digest, WritingOptions writingOptions, Set<Channel> channels) {
    DigestWords words = new DigestWords(digest);
    NotificationText notificationText = words.bulletin();
    Map<String, String> texts = notificationText.texts(writingOptions);
    texts.put(
        "https",
        new AmazonQNotification(
                Optional.of("digest-" + digest.from() + "-" + digest.to()),
                "rolecall-digest-" + digest.period().name().toLowerCase(Locale.ROOT),
                "rolecall-digest",
                notificationText.headline(),
                notificationText.lead(),
                notificationText.letter(),
                notificationText.whole(),
                List.of(DIGEST),
                List.of(),
                Map.of("notice", DIGEST))
            .json());
    ObjectNode json = ContractJson.begin();
    json.set("digest", DigestJson.of(digest));
    ContractJson.put(texts, json, Channel.messages(channels, words));
    return new SnsMessage(
        notificationText.subject(), texts, Map.of("notice", DIGEST, "subject", DIGEST));
  }
}
