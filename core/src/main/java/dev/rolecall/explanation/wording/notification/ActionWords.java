package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.value;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people did about an incident.
public final class ActionWords {

  private ActionWords() {}

  /// "Snoozed until 18:00 UTC by ana, 17:00 UTC".
  public static RichSentence taken(ActionTaken action, Instant now) {
    return say(
        "{}, {}{}",
        by(action, now),
        words(TimeFormat.clock(action.at(), now)),
        action.reason().map(reason -> say(" ({})", reason)));
  }

  /// "Snoozed until 18:00 UTC by ana", for where the time stands beside it.
  public static RichSentence by(ActionTaken action, Instant now) {
    RichSentence what =
        switch (action.kind()) {
          case ACKNOWLEDGED -> words("Acknowledged");
          case SNOOZED -> snoozed(action.until(), now);
          case UNSNOOZED -> words("Snooze ended");
          case RESOLVED -> words("Resolved");
          case CHECKED_AGAIN -> words("Checked again");
          case RESENT -> words("Sent again");
        };
    return say("{} by {}", what, IncidentTimeline.name(action.actor()));
  }

  /// What people made of it for now: a snooze, an acknowledgement, both or neither.
  public static List<RichSentence> standing(Incident incident, Instant now) {
    List<RichSentence> standing = new ArrayList<>();
    incident
        .snooze()
        .filter(snooze -> !snooze.isOver(now))
        .map(snooze -> standing(snooze, now))
        .ifPresent(standing::add);
    incident
        .acknowledged()
        .filter(_ -> incident.hasAcknowledgement())
        .map(one -> say("Acknowledged by {}", IncidentTimeline.name(one.actor())))
        .ifPresent(standing::add);
    return standing;
  }

  private static RichSentence standing(SnoozePeriod snooze, Instant now) {
    return say("{} by {}", snoozed(snooze.until(), now), IncidentTimeline.name(snooze.actor()));
  }

  private static RichSentence snoozed(Optional<Instant> until, Instant now) {
    return words(
        until
            .map(end -> "Snoozed until " + TimeFormat.clock(end, now))
            .orElse("Snoozed until fixed"));
  }

  /// How an incident ended that a person resolved.
  public static RichSentence resolvedBy(Incident incident) {
    Optional<RichSentence> actor =
        incident.actions().reversed().stream()
            .filter(action -> action.kind() == ActionTaken.Kind.RESOLVED)
            .map(action -> value(IncidentTimeline.name(action.actor())))
            .findFirst();
    return say(
        "Resolved by {}. Rolecall did not verify that the call is allowed now.",
        actor.orElseGet(() -> words("a person")));
  }
}
