package dev.rolecall.lambda.service;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import dev.rolecall.lambda.telemetry.UnreadEvidence;
import dev.rolecall.lambda.wording.EventWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One event in; counted for its incident and, when people are to hear of it, one message to the
/// topic out.
public final class ExplainService implements ReadListener {

  private final List<RoleArn> ownRoles;
  private final DenialIntake denialIntake;
  private final FunctionLog functionLog;
  private final FunctionMetrics functionMetrics;
  private final InstantSource clock;
  private final UnreadEvidence unread;

  public ExplainService(
      List<RoleArn> ownRoles,
      DenialIntake denialIntake,
      FunctionLog functionLog,
      FunctionMetrics functionMetrics,
      InstantSource clock) {
    this.ownRoles = List.copyOf(ownRoles);
    this.denialIntake = denialIntake;
    this.functionLog = functionLog;
    this.functionMetrics = functionMetrics;
    this.clock = clock;
    this.unread = new UnreadEvidence(functionLog, functionMetrics);
  }

  @Override
  public void unread(String action, AccountId account, Failure failure) {
    unread.unread(action, account, failure);
  }

  /// Takes the denial of an event in; anything else is noted and dropped.
  ///
  /// @param explaining why a denial happened
  /// @throws EventFailure when the event must not be lost: it cannot be understood, counted, or its
  ///   explanation not be published. Lambda tries again, and keeps the event with the reason
  public void run(byte[] event, Function<Denial, Explanation> explaining) {
    Optional<Denial> denial;
    try {
      denial = EventBridgeEvents.denial(event);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      functionLog.logMalformed(problem);
      functionMetrics.countMalformed();
      throw new EventFailure(EventWords.invalid(problem));
    }
    Optional<String> strange = denial.flatMap(one -> EventBridgeEvents.strangeAccount(event, one));
    if (denial.isEmpty()) {
      functionLog.logOtherEvent();
      functionMetrics.countOtherEvent();
    } else if (strange.isPresent()) {
      // No account may make up denials of another one. Trying again changes nothing.
      functionLog.logStrangeAccount(denial.get(), strange.get());
      functionMetrics.countStrangeAccount();
    } else if (isOwn(denial.get())) {
      // An alert about a call of the functions themselves would lead to the same call for ever:
      // their own metrics and alarms report it.
      functionLog.logOwnDenial(denial.get());
      functionMetrics.countOwnDenial();
    } else {
      receive(denial.get(), event, explaining);
    }
  }

  private boolean isOwn(Denial denial) {
    return denial.caller() instanceof Caller.RoleSession session
        && ownRoles.stream()
            .filter(role -> role.account().equals(session.arn().account()))
            .anyMatch(role -> role.name().equals(session.arn().roleName()));
  }

  private void receive(Denial denial, byte[] event, Function<Denial, Explanation> explaining) {
    Instant start = clock.instant();
    try {
      DenialIntake.IntakeResult intakeResult = denialIntake.receive(denial, event, explaining);
      unread.report();
      functionLog.logDenial(denial, intakeResult);
      count(denial, intakeResult, start);
    } catch (DeliveryFailure | RepositoryFailure | UnreadableIncident e) {
      unread.report();
      String why = String.valueOf(e.getMessage());
      functionLog.logFailure(denial, why);
      throw new EventFailure(why);
    }
  }

  private void count(Denial denial, DenialIntake.IntakeResult intakeResult, Instant start) {
    Instant end = clock.instant();
    functionMetrics.countDenial(intakeResult);
    intakeResult
        .explanation()
        .map(Explanation::diagnosis)
        .ifPresent(
            diagnosis ->
                functionMetrics.countExplanation(
                    diagnosis.confidence(),
                    Duration.between(start, end),
                    denial.time().map(time -> Duration.between(time, end))));
  }
}
