package dev.rolecall.message;

import dev.rolecall.incident.Incident;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.Phase;
import java.util.List;
import java.util.Optional;

/// What a notice of a refusal that goes on says in one line.
record OpenLines(NoticeKind kind, Incident incident, Title title, Way way, Course course) {

  /// What is new, for those who heard of it before.
  Optional<String> lead() {
    return switch (kind) {
      case FIRST, RESOLVED -> Optional.empty();
      case CHANGED -> Optional.of(way.sentence(title.cause()));
      case REMINDER, PROGRESS -> Optional.of(goesOn() + ": " + course.denials() + ".");
    };
  }

  /// The label of how often it happened.
  String goesOn() {
    return switch (kind) {
      case FIRST, CHANGED, RESOLVED -> "So far";
      case REMINDER, PROGRESS -> incident.phase() == Phase.QUIET ? "Quiet" : "Still denied";
    };
  }

  Prose headline() {
    return switch (kind) {
      case FIRST, RESOLVED -> ShortLines.headline(title);
      case CHANGED -> still().then(": " + title.cause() + fixed(" (fixed: ", ")"));
      case REMINDER, PROGRESS ->
          still().then(": " + title.cause() + " (" + course.denialsSince() + ")");
    };
  }

  /// The best first.
  List<Prose> subjects() {
    Prose plain = still().then(" (" + title.cause() + ")");
    return switch (kind) {
      case FIRST, RESOLVED -> List.of(ShortLines.subject(title));
      case CHANGED -> {
        String news = fixed("fixed: ", "; ") + "now: " + title.cause();
        Prose shorter = Prose.say("{} to {}", title.caller(), title.role()).then(": " + news);
        yield List.of(still().then(" (" + news + ")"), shorter, plain);
      }
      case REMINDER, PROGRESS -> {
        String denials = Count.of(incident.denials(), "denial");
        yield List.of(still().then(" (" + title.cause() + ", " + denials + ")"), plain);
      }
    };
  }

  private Prose still() {
    return Prose.say("{} still cannot assume {}", title.caller(), title.role());
  }

  private String fixed(String before, String after) {
    return way.fixed().isEmpty() ? "" : before + Way.labels(way.fixed()) + after;
  }
}
