package dev.rolecall.lambda;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.event.EventCounts;
import dev.rolecall.event.EventReader;
import dev.rolecall.event.EventReading;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.message.Options;
import dev.rolecall.message.SnsFormat;
import dev.rolecall.message.SnsMessage;
import dev.rolecall.publish.Publication;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// One event in, one message to the topic out.
final class ExplainFunction implements ReadingListener {

  private static final String EVENT = "event";

  private final Optional<RoleArn> ownRole;
  private final Function<SnsMessage, Publication> topic;
  private final Journal journal;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Recent<Publication> recent = new Recent<>();
  private final Queue<Unread> unread = new ConcurrentLinkedQueue<>();

  private record Unread(String action, AccountId account, Failure failure) {}

  ExplainFunction(
      Optional<RoleArn> ownRole,
      Function<SnsMessage, Publication> topic,
      Journal journal,
      Telemetry telemetry,
      InstantSource clock) {
    this.ownRole = ownRole;
    this.topic = topic;
    this.journal = journal;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public void unread(String action, AccountId account, Failure failure) {
    unread.add(new Unread(action, account, failure));
  }

  /// Explains the denial of an event and publishes it; anything else is noted and dropped.
  ///
  /// @param evidence what may be asked about a denial
  /// @throws EventFailure when the event must not be lost: it cannot be understood, or its
  ///   explanation not be published. Lambda tries again, and keeps the event with the reason
  void run(InputStream event, Function<Denial, Evidence> evidence) {
    List<EventReading> readings = new ArrayList<>();
    EventCounts counts = EventReader.read(EVENT, event, readings::add);
    for (EventReading reading : readings) {
      if (reading instanceof EventReading.Malformed wrong) {
        throw malformed(wrong.problem());
      }
    }
    if (counts.records() != 1) {
      throw malformed("it holds " + counts.records() + " records in place of one");
    }
    for (EventReading reading : readings) {
      if (reading instanceof EventReading.Denied denied) {
        take(denied.denial(), evidence);
      }
    }
    if (counts.notOurs() > 0) {
      journal.foreign();
      telemetry.foreign();
    }
  }

  private EventFailure malformed(String problem) {
    journal.malformed(problem);
    telemetry.malformed();
    return new EventFailure("the event cannot be understood: " + problem);
  }

  /// What is refused to the function itself would come back to it for ever: its own metrics and
  /// alarms tell of that.
  private void take(Denial denial, Function<Denial, Evidence> evidence) {
    if (isOwn(denial)) {
      journal.ownDenial(denial);
      telemetry.ownDenial();
    } else if (denial.eventId().flatMap(recent::of).isPresent()) {
      journal.seenBefore(denial);
    } else {
      explain(denial, evidence);
    }
  }

  private boolean isOwn(Denial denial) {
    return denial.caller() instanceof Caller.RoleSession session
        && ownRole
            .filter(role -> role.account().equals(session.arn().account()))
            .filter(role -> role.name().equals(session.arn().roleName()))
            .isPresent();
  }

  private void explain(Denial denial, Function<Denial, Evidence> evidence) {
    Instant start = clock.instant();
    Explanation explanation = new Explainer(evidence.apply(denial)).explain(denial);
    Publication publication = topic.apply(SnsFormat.write(explanation, Options.plain()));
    Instant end = clock.instant();
    report();
    switch (publication) {
      case Publication.Published _, Publication.PublishedInPart _, Publication.Skipped _ -> {
        denial.eventId().ifPresent(id -> recent.remember(id, publication));
        journal.published(explanation);
        telemetry.explained(
            explanation.diagnosis().cause().code(),
            explanation.diagnosis().confidence(),
            Duration.between(start, end),
            denial.time().map(time -> Duration.between(time, end)));
      }
      case Publication.Rejected(String why) -> throw unpublished(denial, why);
      case Publication.TryLater(String why, Optional<Duration> _) -> throw unpublished(denial, why);
    }
  }

  private EventFailure unpublished(Denial denial, String why) {
    journal.unpublished(denial, why);
    return new EventFailure("the explanation cannot be published: " + why);
  }

  private void report() {
    for (Unread one = unread.poll(); one != null; one = unread.poll()) {
      journal.unread(one.action(), one.account(), one.failure());
      telemetry.unread(one.action(), one.failure());
    }
  }
}
