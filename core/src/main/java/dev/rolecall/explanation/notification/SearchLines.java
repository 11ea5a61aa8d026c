package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.term.ShortName;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.List;
import java.util.Optional;

/// What a notice of a search says in a line or two.
record SearchLines(
    NotificationKind kind,
    IncidentSubject.Search subject,
    Incident incident,
    Optional<Explanation> sample,
    IncidentTimeline course) {

  /// A federated caller of an owner whom nothing that was read trusts.
  boolean isForeign() {
    return !ShortName.provider(subject.caller()).isEmpty()
        && sample
            .map(Explanation::diagnosis)
            .map(found -> found.caller() == Diagnosis.Familiarity.STRANGER)
            .orElse(true);
  }

  private String caller() {
    return ShortName.of(subject.caller());
  }

  /// "ci was denied on 14 roles in 6 minutes".
  RichSentence happened() {
    return isForeign()
        ? say("a token of another owner ({}) was refused by ", caller()).then(roles(""))
        : say("{} was denied ", caller()).then(roles("on "));
  }

  private RichSentence roles(String on) {
    if (incident.roleCount() > 1) {
      String time = course.span().toSeconds() > 0 ? " in " + TimeFormat.length(course.span()) : "";
      return words(on + Count.of(incident.roleCount(), "role") + time);
    }
    return incident.roles().keySet().stream()
        .findFirst()
        .map(ShortName::of)
        .map(RichSentence::value)
        .orElse(words("a role"));
  }

  /// One line.
  RichSentence headline() {
    return switch (kind) {
      case FIRST, CHANGED -> words("security: ").then(happened());
      case REMINDER, PROGRESS -> words("security, going on: ").then(happened());
      case RESOLVED -> words("over: ").then(happened());
    };
  }

  /// What to do, after the headline of a text message.
  List<String> endings() {
    if (kind == NotificationKind.RESOLVED) {
      return List.of();
    }
    return List.of(
        isForeign()
            ? ". The denial is the protection working"
            : ". Find out who uses these credentials");
  }

  /// What is new, for those who heard of it before.
  Optional<String> lead() {
    return switch (kind) {
      case FIRST, CHANGED, RESOLVED -> Optional.empty();
      case REMINDER, PROGRESS -> Optional.of("Going on: " + course.denials() + ".");
    };
  }

  /// How it ended.
  String ending() {
    return Sentences.capital("no denial for " + TimeFormat.length(course.unseen()))
        + ". Nobody knows whether it was locked out, or only stopped trying.";
  }

  /// Why the notification is sent.
  String meaning() {
    return isForeign()
        ? "Nothing that was read trusts this owner: a workload that is not yours asks for a role of"
            + " yours, or somebody copied your role's ARN. It did not get in."
        : "Whoever holds these credentials asks for one role after the other, as somebody does who"
            + " looks for a way in. These calls were refused; whether others passed, CloudTrail"
            + " tells.";
  }
}
