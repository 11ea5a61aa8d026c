package dev.rolecall.explanation.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.sns.AmazonQNotification;
import dev.rolecall.explanation.render.sns.ContractJson;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A notice of a search, for all protocols.
final class SearchNotification {

  private static final String SEARCH = "SEARCH";

  private SearchNotification() {}

  static SnsMessage write(
      Notification.OfSearch notice, WritingOptions writingOptions, Set<Channel> channels) {
    Incident incident = notice.incident();
    if (!(incident.subject() instanceof IncidentSubject.Search subject)) {
      throw new IllegalArgumentException("no search: " + incident.id());
    }
    SearchWords words = new SearchWords(notice, subject);
    NotificationText notificationText = words.bulletin();
    Optional<String> account = Optional.of(subject.account()).filter(AccountId::isAccountId);
    Map<String, String> texts = notificationText.texts(writingOptions);
    texts.put(
        "https",
        AmazonQNotification.of(
                incident,
                notice.kind(),
                "search",
                notificationText,
                account.map(id -> List.of(SEARCH, id)).orElse(List.of(SEARCH)),
                List.of(),
                Map.of("severity", Severity.SECURITY.name()))
            .json());
    ObjectNode json = ContractJson.begin();
    json.set("incident", new IncidentJson(incident, notice.kind(), notice.now()).search(subject));
    json.put("severity", Severity.SECURITY.name());
    ContractJson.put(texts, json, Channel.messages(channels, words));
    return new SnsMessage(notificationText.subject(), texts, attributes(notice, account));
  }

  private static Map<String, String> attributes(
      Notification.OfSearch notice, Optional<String> account) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("severity", Severity.SECURITY.name());
    account.ifPresent(id -> attributes.put("account", id));
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", SEARCH);
    return attributes;
  }
}
