package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.sns.ShortLines;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.wording.Headline;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import java.util.List;
import java.util.Optional;

/// What a notice of a refusal that goes on says in one line.
record OngoingLines(
    NotificationKind kind,
    Incident incident,
    Headline title,
    CauseHistory way,
    IncidentTimeline course) {

  /// What is new, for those who heard of it before.
  Optional<String> lead() {
    return switch (kind) {
      case FIRST, RESOLVED -> Optional.empty();
      case CHANGED -> Optional.of(way.sentence(title.cause()));
      case REMINDER, PROGRESS -> Optional.of(ongoing() + ": " + course.denials() + ".");
    };
  }

  /// The label of how often it happened.
  String ongoing() {
    return switch (kind) {
      case FIRST, CHANGED, RESOLVED -> "So far";
      case REMINDER, PROGRESS -> incident.phase() == IncidentState.QUIET ? "Quiet" : "Still denied";
    };
  }

  RichSentence headline() {
    return switch (kind) {
      case FIRST, RESOLVED -> ShortLines.headline(title);
      case CHANGED -> still().then(": " + title.cause() + fixed(" (fixed: ", ")"));
      case REMINDER, PROGRESS ->
          still().then(": " + title.cause() + " (" + course.denialsSince() + ")");
    };
  }

  /// The best first.
  List<RichSentence> subjects() {
    RichSentence plain = still().then(" (" + title.cause() + ")");
    return switch (kind) {
      case FIRST, RESOLVED -> List.of(ShortLines.subject(title));
      case CHANGED -> {
        String news = fixed("fixed: ", "; ") + "now: " + title.cause();
        RichSentence shorter = say("{} to {}", title.caller(), title.role()).then(": " + news);
        yield List.of(still().then(" (" + news + ")"), shorter, plain);
      }
      case REMINDER, PROGRESS -> {
        String denials = Count.of(incident.denials(), "denial");
        yield List.of(still().then(" (" + title.cause() + ", " + denials + ")"), plain);
      }
    };
  }

  private RichSentence still() {
    return say("{} still cannot assume {}", title.caller(), title.role());
  }

  private String fixed(String before, String after) {
    return way.fixed().isEmpty() ? "" : before + CauseHistory.labels(way.fixed()) + after;
  }
}
