package dev.rolecall.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Diagnosis;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.message.Visible;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of the functions: a JSON object a line. Never a whole event; what comes from strangers
/// only with its hidden characters made visible.
final class Journal {

  private static final String EVENT_ID = "event_id";
  private static final String NOT_TOLD = "";

  private final Logger log;

  /// @param name what the lines go by
  Journal(String name) {
    this.log = LoggerFactory.getLogger(name);
  }

  void published(Explanation explanation) {
    Diagnosis diagnosis = explanation.diagnosis();
    Denial denial = explanation.denial();
    log.info(
        "denial explained and published",
        id(denial),
        entry("cause", diagnosis.cause().code().name()),
        entry("confidence", diagnosis.confidence().name()),
        entry("role", role(denial)),
        entry("caller", Visible.line(explanation.callerPrincipal().orElse(NOT_TOLD))),
        entry("gaps", diagnosis.gaps().size()));
  }

  void unpublished(Denial denial, String why) {
    log.error("explanation not published", id(denial), entry("role", role(denial)), why(why));
  }

  void ownDenial(Denial denial) {
    log.warn("a call of this function was denied", id(denial), entry("role", role(denial)));
  }

  void foreign() {
    log.info("dropped an event that is no denied call to assume a role");
  }

  void malformed(String problem) {
    log.error("malformed event", entry("problem", Visible.line(problem)));
  }

  void unread(String action, AccountId account, ReadingListener.Failure failure) {
    log.warn(
        "evidence not read",
        entry("action", action),
        entry("account", account.toString()),
        entry("failure", failure.name()));
  }

  void seenBefore(Denial denial) {
    log.info("dropped an event that was published already", id(denial));
  }

  void delivered(String messageId) {
    log.info("delivered to Slack", message(messageId));
  }

  void deliveredInPart(String messageId, String why) {
    log.warn("delivered to Slack in part", message(messageId), why(why));
  }

  void skipped(String messageId, String why) {
    log.info("nothing to deliver to Slack", message(messageId), why(why));
  }

  void undelivered(String messageId, String why) {
    log.error("not delivered to Slack", message(messageId), why(why));
  }

  private static Object message(String id) {
    return entry("message_id", Visible.line(id));
  }

  private static Object why(String why) {
    return entry("why", Visible.line(why));
  }

  private static Object id(Denial denial) {
    return entry(EVENT_ID, Visible.line(denial.eventId().orElse(NOT_TOLD)));
  }

  private static String role(Denial denial) {
    return denial.target().arn().map(RoleArn::toString).map(Visible::line).orElse(NOT_TOLD);
  }
}
