package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.value;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people did about an incident.
public final class ActionWords {

  private ActionWords() {}

  /// What was done last, the newest last, for the top of a message.
  ///
  /// @param denied whether the call is known to be denied as of now
  public static List<Block> signed(Incident incident, Instant now, boolean denied) {
    return latest(incident).stream()
        .<Block>map(
            action ->
                new Block.Facts(
                    new Block.Fact(
                        sign(action.kind()) + " " + what(action, now),
                        denied && action.kind() == ActionTaken.Kind.CHECKED_AGAIN
                            ? when(action, now).then(": still denied")
                            : when(action, now))))
        .toList();
  }

  /// The same as a fact, where there is something to say.
  public static Optional<Block.Fact> fact(Incident incident, Instant now) {
    List<RichSentence> taken = latest(incident).stream().map(action -> taken(action, now)).toList();
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(new Block.Fact("Actions", RichSentence.join(taken, "; ", "; ")));
  }

  /// The newest of each kind; a snooze that was ended is over.
  private static List<ActionTaken> latest(Incident incident) {
    Map<ActionTaken.Kind, ActionTaken> newest = new LinkedHashMap<>();
    for (ActionTaken action : incident.actions()) {
      newest.remove(action.kind());
      newest.put(action.kind(), action);
      if (action.kind() == ActionTaken.Kind.SNOOZED) {
        newest.remove(ActionTaken.Kind.UNSNOOZED);
      } else if (action.kind() == ActionTaken.Kind.UNSNOOZED) {
        newest.remove(ActionTaken.Kind.SNOOZED);
      }
    }
    return List.copyOf(newest.values());
  }

  private static String sign(ActionTaken.Kind kind) {
    return switch (kind) {
      case ACKNOWLEDGED -> "👀";
      case SNOOZED -> "💤";
      case UNSNOOZED -> "🔔";
      case RESOLVED -> "✅";
      case CHECKED_AGAIN -> "🔎";
      case RESENT -> "📨";
    };
  }

  /// "snoozed until 18:00 UTC", "acknowledged": what holds now, for a title.
  static Optional<String> note(Incident incident, Instant now) {
    return incident
        .snooze()
        .filter(snooze -> !snooze.isOver(now))
        .map(snooze -> "snoozed " + until(snooze.until(), now))
        .or(() -> Optional.of("acknowledged").filter(_ -> incident.hasAcknowledgement()));
  }

  /// "Snoozed until 18:00 UTC by ana, 17:00 UTC".
  public static RichSentence taken(ActionTaken action, Instant now) {
    return say("{} {}", words(what(action, now)), when(action, now));
  }

  /// "Snoozed until 18:00 UTC by ana", for where the time stands beside it.
  public static RichSentence by(ActionTaken action, Instant now) {
    return say("{} by {}", words(what(action, now)), IncidentTimeline.name(action.actor()));
  }

  private static String what(ActionTaken action, Instant now) {
    return switch (action.kind()) {
      case ACKNOWLEDGED -> "Acknowledged";
      case SNOOZED -> "Snoozed " + until(action.until(), now);
      case UNSNOOZED -> "Snooze ended";
      case RESOLVED -> "Resolved";
      case CHECKED_AGAIN -> "Checked again";
      case RESENT -> "Sent again";
    };
  }

  /// "by ana, 17:00 UTC (reason)".
  private static RichSentence when(ActionTaken action, Instant now) {
    return say(
        "by {}, {}{}",
        IncidentTimeline.name(action.actor()),
        words(TimeFormat.clock(action.at(), now)),
        action.reason().map(reason -> say(" ({})", reason)));
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
    return words("Snoozed " + until(until, now));
  }

  private static String until(Optional<Instant> until, Instant now) {
    return until.map(end -> "until " + TimeFormat.clock(end, now)).orElse("until fixed");
  }

  /// How an incident ended that a person resolved.
  public static RichSentence resolvedBy(Incident incident) {
    return byHand(incident).then(" Rolecall did not verify that the call is allowed now.");
  }

  /// Who resolved an incident.
  static RichSentence byHand(Incident incident) {
    Optional<RichSentence> actor =
        incident.actions().reversed().stream()
            .filter(action -> action.kind() == ActionTaken.Kind.RESOLVED)
            .map(action -> value(IncidentTimeline.name(action.actor())))
            .findFirst();
    return say("Resolved by {}.", actor.orElseGet(() -> words("a person")));
  }
}
