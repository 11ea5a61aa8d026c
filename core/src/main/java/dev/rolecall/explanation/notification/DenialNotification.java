package dev.rolecall.explanation.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.sns.AmazonQNotification;
import dev.rolecall.explanation.render.sns.ContractJson;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.term.DenialSeverity;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.NotificationKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A notice of a refusal, for all protocols.
final class DenialNotification {

  private DenialNotification() {}

  static SnsMessage write(
      Notification.OfRefusal notice, WritingOptions writingOptions, Set<Channel> channels) {
    Incident incident = notice.incident();
    Explanation explanation = notice.explanation();
    boolean over = notice.kind() == NotificationKind.RESOLVED;
    NotificationWords words =
        over ? new EndedDenial(notice) : new OngoingDenial(notice, writingOptions);
    Severity severity =
        over ? DenialSeverity.before(incident, explanation) : DenialSeverity.of(explanation);
    NotificationText notificationText = words.bulletin();
    Map<String, String> texts = notificationText.texts(writingOptions);
    texts.put(
        "https",
        AmazonQNotification.of(
                incident,
                notice.kind(),
                "denial",
                notificationText,
                AmazonQNotification.keywords(explanation),
                AmazonQNotification.resources(explanation),
                AmazonQNotification.context(explanation, severity))
            .json());
    ObjectNode json = new IncidentJson(incident, notice.kind(), notice.now()).refusal();
    ContractJson contract =
        new ContractJson(explanation, severity, Optional.of(json), writingOptions);
    texts.put("sqs", contract.within(SnsFormat.SQS));
    texts.put("lambda", contract.withMessages(Channel.messages(channels, words), SnsFormat.LAMBDA));
    CauseCode now = explanation.diagnosis().cause().code();
    CauseCode cause = over ? incident.cause().orElse(now) : now;
    Map<String, String> attributes = SnsFormat.attributes(explanation, cause, severity);
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", "REFUSAL");
    return new SnsMessage(notificationText.subject(), texts, attributes);
  }
}
