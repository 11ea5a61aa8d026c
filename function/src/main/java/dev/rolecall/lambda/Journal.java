package dev.rolecall.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.doctor.Report;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.evidence.capture.IndexCapture;
import dev.rolecall.incident.Desk;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.Phase;
import dev.rolecall.incident.Subject;
import dev.rolecall.incident.Sweep;
import dev.rolecall.message.Visible;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of the functions: a JSON object a line. Never a whole event; what comes from strangers
/// only with its hidden characters made visible.
final class Journal {

  private static final String EVENT_ID = "event_id";
  private static final String NOT_TOLD = "";
  private static final int MOST_NAMED = 10;

  private final Logger log;

  /// @param name what the lines go by
  Journal(String name) {
    this.log = LoggerFactory.getLogger(name);
  }

  /// What became of a denial.
  void taken(Denial denial, Desk.Taken taken) {
    String cause = taken.cause().map(CauseCode::name).orElse(NOT_TOLD);
    Object[] facts = {
      id(denial),
      entry("cause", cause),
      entry("confidence", taken.explanation().map(Journal::confidence).orElse(NOT_TOLD)),
      entry("role", role(denial)),
      entry("caller", Visible.line(Subject.Refusal.of(denial).caller())),
      entry("phase", taken.phase().map(Phase::name).orElse(NOT_TOLD)),
      entry("notice", taken.notice().map(NoticeKind::name).orElse(NOT_TOLD)),
    };
    if (taken.notice().isPresent()) {
      log.info("denial explained and published", facts);
    } else if (taken.cause().isPresent()) {
      log.info("denial counted", facts);
    } else {
      log.info("dropped an event that was counted already", facts);
    }
  }

  private static String confidence(Explanation explanation) {
    return explanation.diagnosis().confidence().name();
  }

  void failed(Denial denial, String why) {
    log.error("denial not dealt with", id(denial), entry("role", role(denial)), why(why));
  }

  /// What became of a look at an incident.
  void looked(Sweep.Looked looked) {
    Object[] facts = {
      entry("incident", looked.id()),
      entry("before", looked.before().name()),
      entry("phase", looked.after().name()),
      entry("notice", looked.notice().map(NoticeKind::name).orElse(NOT_TOLD)),
      why(looked.failure().orElse(NOT_TOLD)),
    };
    if (looked.failure().isPresent()) {
      log.error("incident not dealt with", facts);
    } else {
      log.info("looked at an incident", facts);
    }
  }

  /// What came of a look at the installation.
  void surveyed(Report report) {
    Object[] facts = {
      entry("wrong", report.wrong().size()),
      entry("unknown", report.unknown().size()),
      entry("accounts_unread", report.unreadAccounts().size()),
      entry("faults", report.wrong().stream().map(wrong -> wrong.fault().name()).toList()),
      entry(
          "not_looked_at",
          report.unknown().stream()
              .limit(MOST_NAMED)
              .map(unknown -> Visible.line(unknown.what() + ": " + unknown.why()))
              .toList()),
    };
    if (report.wrong().isEmpty()) {
      log.info("looked at the installation", facts);
    } else {
      log.warn("looked at the installation", facts);
    }
  }

  void unkept(String why) {
    log.warn("the survey has no memory", why(why));
  }

  void noIndex() {
    log.info("there is no organization to keep an index of");
  }

  void indexedAlready() {
    log.info("the index is newer than the change of the organization");
  }

  void indexed(IndexCapture.Outcome.Done done) {
    Object[] facts = {
      entry("accounts", done.accounts()),
      entry("written", done.written()),
      entry("gaps", done.gaps().stream().map(Gap::why).map(Visible::line).toList()),
    };
    if (done.gaps().isEmpty()) {
      log.info("the index of the organization is up to date", facts);
    } else {
      log.warn("the index of the organization has gaps", facts);
    }
  }

  void unindexed(Gap gap) {
    log.warn("the organization could not be read", why(gap.why()));
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
