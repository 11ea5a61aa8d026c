package dev.rolecall.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.incident.Incident;
import dev.rolecall.incident.Notice;
import dev.rolecall.incident.NoticeKind;
import java.util.Map;
import java.util.Optional;

/// A notice of a refusal, for all protocols.
final class RefusalNotice {

  private RefusalNotice() {}

  static SnsMessage write(Notice.OfRefusal notice, Options options) {
    Incident incident = notice.incident();
    Explanation explanation = notice.explanation();
    boolean over = notice.kind() == NoticeKind.RESOLVED;
    NoticeWords words = over ? new EndedRefusal(notice) : new OpenRefusal(notice, options);
    Severity severity = over ? Severity.before(incident, explanation) : Severity.of(explanation);
    Bulletin bulletin = words.bulletin();
    Map<String, String> texts = bulletin.texts(options);
    texts.put(
        "https",
        QNotification.of(
                incident,
                notice.kind(),
                "denial",
                bulletin,
                QNotification.keywords(explanation),
                QNotification.resources(explanation),
                QNotification.context(explanation, severity))
            .json());
    ObjectNode json = new IncidentJson(incident, notice.kind(), notice.now()).refusal();
    ContractJson contract = new ContractJson(explanation, severity, Optional.of(json), options);
    texts.put("sqs", contract.within(SnsFormat.SQS));
    texts.put("lambda", contract.withSlack(words.slack(), SnsFormat.LAMBDA));
    CauseCode now = explanation.diagnosis().cause().code();
    CauseCode cause = over ? incident.cause().orElse(now) : now;
    Map<String, String> attributes = SnsFormat.attributes(explanation, cause, severity);
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", "REFUSAL");
    return new SnsMessage(bulletin.subject(), texts, attributes);
  }
}
