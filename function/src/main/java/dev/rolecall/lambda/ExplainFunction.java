package dev.rolecall.lambda;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.incident.Desk;
import dev.rolecall.incident.NotSent;
import dev.rolecall.incident.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One event in; counted for its incident and, when people are to hear of it, one message to the
/// topic out.
final class ExplainFunction implements ReadingListener {

  private final List<RoleArn> ownRoles;
  private final Desk desk;
  private final Journal journal;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final UnreadEvidence unread;

  ExplainFunction(
      List<RoleArn> ownRoles,
      Desk desk,
      Journal journal,
      Telemetry telemetry,
      InstantSource clock) {
    this.ownRoles = List.copyOf(ownRoles);
    this.desk = desk;
    this.journal = journal;
    this.telemetry = telemetry;
    this.clock = clock;
    this.unread = new UnreadEvidence(journal, telemetry);
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
  void run(InputStream event, Function<Denial, Explanation> explaining) {
    byte[] bytes = bytes(event);
    Optional<Denial> denial;
    try {
      denial = Events.denial(bytes);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      journal.malformed(problem);
      telemetry.malformed();
      throw new EventFailure("the event cannot be understood: " + problem);
    }
    if (denial.isEmpty()) {
      journal.foreign();
      telemetry.foreign();
    } else if (isOwn(denial.get())) {
      // What is refused to the functions themselves would come back to it for ever: their own
      // metrics and
      // alarms tell of that.
      journal.ownDenial(denial.get());
      telemetry.ownDenial();
    } else {
      take(denial.get(), bytes, explaining);
    }
  }

  private static byte[] bytes(InputStream event) {
    try {
      return event.readAllBytes();
    } catch (IOException e) {
      throw new EventFailure("the event cannot be read");
    }
  }

  private boolean isOwn(Denial denial) {
    return denial.caller() instanceof Caller.RoleSession session
        && ownRoles.stream()
            .filter(role -> role.account().equals(session.arn().account()))
            .anyMatch(role -> role.name().equals(session.arn().roleName()));
  }

  private void take(Denial denial, byte[] event, Function<Denial, Explanation> explaining) {
    Instant start = clock.instant();
    try {
      Desk.Taken taken = desk.take(denial, event, explaining);
      unread.report();
      journal.taken(denial, taken);
      count(denial, taken, start);
    } catch (NotSent | StoreFailure e) {
      unread.report();
      String why = String.valueOf(e.getMessage());
      journal.failed(denial, why);
      throw new EventFailure(why);
    }
  }

  private void count(Denial denial, Desk.Taken taken, Instant start) {
    Instant end = clock.instant();
    telemetry.taken(taken);
    taken
        .explanation()
        .map(Explanation::diagnosis)
        .ifPresent(
            diagnosis ->
                telemetry.explained(
                    diagnosis.confidence(),
                    Duration.between(start, end),
                    denial.time().map(time -> Duration.between(time, end))));
  }
}
