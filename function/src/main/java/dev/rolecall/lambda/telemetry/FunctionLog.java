package dev.rolecall.lambda.telemetry;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.evidence.capture.IndexCapture;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of the functions: a JSON object a line. Never a whole event; what others chose only with
/// its hidden characters made visible.
public final class FunctionLog {

  private static final String EVENT_ID = "event_id";
  private static final String NOT_TOLD = "";
  private static final int MOST_NAMED = 10;

  private final Logger log;

  /// @param name what the lines go by
  public FunctionLog(String name) {
    this.log = LoggerFactory.getLogger(name);
  }

  /// What became of a denial.
  public void logDenial(Denial denial, DenialIntake.IntakeResult intakeResult) {
    String cause = intakeResult.cause().map(CauseCode::name).orElse(NOT_TOLD);
    Object[] facts = {
      id(denial),
      entry("cause", cause),
      entry("confidence", intakeResult.explanation().map(FunctionLog::confidence).orElse(NOT_TOLD)),
      entry("role", role(denial)),
      entry("caller", VisibleText.line(IncidentSubject.Refusal.of(denial).caller())),
      entry("phase", intakeResult.phase().map(IncidentState::name).orElse(NOT_TOLD)),
      entry("notice", intakeResult.notice().map(NotificationKind::name).orElse(NOT_TOLD)),
    };
    if (intakeResult.notice().isPresent()) {
      log.info("denial explained and published", facts);
    } else if (intakeResult.cause().isPresent()) {
      log.info("denial counted", facts);
    } else {
      log.info("ignored a duplicate event", facts);
    }
  }

  private static String confidence(Explanation explanation) {
    return explanation.diagnosis().confidence().name();
  }

  public void logFailure(Denial denial, String why) {
    log.error("denial could not be processed", id(denial), entry("role", role(denial)), why(why));
  }

  /// What became of a look at an incident.
  public void logLook(IncidentSweep.LookResult lookResult) {
    Object[] facts = {
      entry("incident", lookResult.id()),
      entry("before", lookResult.before().name()),
      entry("phase", lookResult.after().name()),
      entry("notice", lookResult.notice().map(NotificationKind::name).orElse(NOT_TOLD)),
      why(lookResult.failure().orElse(NOT_TOLD)),
    };
    if (lookResult.failure().isPresent()) {
      log.error("incident could not be processed", facts);
    } else {
      log.info("incident checked", facts);
    }
  }

  /// Incidents of the queue that must come again.
  public void logLooksFailed(int incidents, String why) {
    log.error("incidents could not be checked", entry("incidents", incidents), why(why));
  }

  /// What came of a look at the installation.
  public void logSurvey(DoctorReport doctorReport) {
    Object[] facts = {
      entry("wrong", doctorReport.wrong().size()),
      entry("unknown", doctorReport.unknown().size()),
      entry("accounts_unread", doctorReport.unreadAccounts().size()),
      entry("faults", doctorReport.wrong().stream().map(wrong -> wrong.fault().name()).toList()),
      entry(
          "not_looked_at",
          doctorReport.unknown().stream()
              .limit(MOST_NAMED)
              .map(unknown -> VisibleText.line(unknown.what() + ": " + unknown.why()))
              .toList()),
    };
    if (doctorReport.wrong().isEmpty()) {
      log.info("installation checked", facts);
    } else {
      log.warn("installation checked", facts);
    }
  }

  public void logNoMemory(String why) {
    log.warn("findings could not be read or saved", why(why));
  }

  public void logNoOrganization() {
    log.info("no organization, so no index to update");
  }

  public void logIndexCurrent() {
    log.info("organization index is newer than the change");
  }

  public void logIndexed(IndexCapture.Outcome.Done done) {
    Object[] facts = {
      entry("accounts", done.accounts()),
      entry("written", done.written()),
      entry("gaps", done.gaps().stream().map(GapSentence::why).map(VisibleText::line).toList()),
    };
    if (done.gaps().isEmpty()) {
      log.info("organization index updated", facts);
    } else {
      log.warn("organization index updated, with gaps", facts);
    }
  }

  public void logOrganizationUnread(Gap gap) {
    log.warn("organization could not be read", why(GapSentence.why(gap)));
  }

  public void logOwnDenial(Denial denial) {
    log.warn("a call made by Rolecall was denied", id(denial), entry("role", role(denial)));
  }

  /// A denial that an account sent to which its record does not belong.
  public void logStrangeAccount(Denial denial, String account) {
    log.warn(
        "rejected an event whose account is not the account of its record",
        id(denial),
        entry("account", VisibleText.line(account)),
        entry("recorded_in", denial.recordedIn().map(AccountId::value).orElse(NOT_TOLD)),
        entry("caller_account", denial.caller().account().map(AccountId::value).orElse(NOT_TOLD)));
  }

  public void logOtherEvent() {
    log.info("ignored an event that is not a denied AssumeRole call");
  }

  public void logMalformed(String problem) {
    log.error("invalid event", entry("problem", VisibleText.line(problem)));
  }

  void logUnread(String action, AccountId account, ReadListener.Failure failure) {
    log.warn(
        "evidence could not be read",
        entry("action", action),
        entry("account", account.toString()),
        entry("failure", failure.name()));
  }

  /// What became of a message for a channel.
  public void logDelivery(String channel, String messageId, DeliveryResult result) {
    Object id = entry("message_id", VisibleText.line(messageId));
    switch (result) {
      case DeliveryResult.Delivered _ -> log.info("delivered to " + channel, id);
      case DeliveryResult.DeliveredInPart(_, String why) ->
          log.warn("partially delivered to " + channel, id, why(why));
      case DeliveryResult.Skipped(String why) ->
          log.info("nothing to deliver to " + channel, id, why(why));
      case DeliveryResult.Rejected(String why, _) ->
          log.error("not delivered to " + channel, id, why(why));
      case DeliveryResult.TryLater(String why, _) ->
          log.error("not delivered to " + channel, id, why(why));
    }
  }

  /// The queue of a channel did not take a change.
  public void logOutbox(String why) {
    log.warn("the outbox queue is not as it should be", why(why));
  }

  /// What a person asked for in Slack.
  ///
  /// @param wish what it is
  /// @param user the person's ID in Slack
  public void logInteraction(String wish, String user) {
    log.info("interaction accepted", entry("wish", wish), entry("user", VisibleText.line(user)));
  }

  /// What became of it.
  public void logInteractionDone(String wish, String user, String outcome) {
    log.info(
        "interaction processed",
        entry("wish", wish),
        entry("user", VisibleText.line(user)),
        entry("outcome", VisibleText.line(outcome)));
  }

  public void logInteractionFailed(String wish, String why) {
    log.error("interaction could not be processed", entry("wish", wish), why(why));
  }

  /// Requests that are not Slack's, or not for this installation.
  public void logRefusedRequests(InteractionMetrics.Refusal why, int count) {
    log.warn("requests refused", entry("reason", why.name()), entry("count", count));
  }

  private static Object why(String why) {
    return entry("why", VisibleText.line(why));
  }

  private static Object id(Denial denial) {
    return entry(EVENT_ID, VisibleText.line(denial.eventId().orElse(NOT_TOLD)));
  }

  private static String role(Denial denial) {
    return denial.target().arn().map(RoleArn::toString).map(VisibleText::line).orElse(NOT_TOLD);
  }
}
