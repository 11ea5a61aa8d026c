package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a notification of an ongoing denial says about its incident.
public record OngoingWords(
    NotificationKind kind,
    Incident incident,
    Headline headline,
    CauseHistory history,
    IncidentTimeline timeline) {

  public static OngoingWords of(
      NotificationKind kind, Incident incident, Explanation explanation, Instant now) {
    return new OngoingWords(
        kind,
        incident,
        new Headline(explanation),
        CauseHistory.of(incident, explanation),
        new IncidentTimeline(incident, now));
  }

  private static final String REOPENED = "not resolved";

  private boolean isBack() {
    return incident.episode() > 1;
  }

  /// The notification in a single line.
  public AlertLine line() {
    return CauseLine.of(headline, headline.cause(), note(), DenialLine.endings(headline));
  }

  /// Where the incident stands in a single line, whatever the kind of the notification.
  public AlertLine standing() {
    Optional<String> again = Optional.of("again").filter(_ -> isBack());
    return CauseLine.of(
        headline, headline.cause(), handled().or(history::news).or(() -> again), List.of());
  }

  /// What people made of it for now.
  private Optional<String> handled() {
    return ActionWords.note(incident, timeline.now());
  }

  private Optional<String> note() {
    return switch (kind) {
      case FIRST, RESOLVED -> Optional.of("again").filter(_ -> isBack());
      case CHANGED -> history.news();
      case REMINDER, PROGRESS -> Optional.of(timeline.denialsSince());
      case HANDLED -> handled().or(() -> Optional.of(timeline.denialsSince()));
      case REOPENED -> Optional.of(REOPENED);
    };
  }

  /// What is new, for those who got a notification before.
  public Optional<String> lead() {
    return switch (kind) {
      case FIRST, RESOLVED -> Optional.empty();
      case CHANGED -> Optional.of(history.sentence(headline.cause()));
      case REMINDER, PROGRESS, HANDLED -> Optional.of(ongoing() + ": " + timeline.denials() + ".");
      case REOPENED -> Optional.of(takenBack());
    };
  }

  /// Takes back that it ended.
  private String takenBack() {
    return "Not resolved: denied again"
        + incident
            .resolution()
            .map(end -> " after it was reported as resolved at " + timeline.clock(end.at()))
            .orElse("")
        + ". So far: "
        + timeline.denials()
        + ".";
  }

  private String ongoing() {
    return switch (kind) {
      case FIRST, CHANGED, RESOLVED, REOPENED -> "So far";
      case REMINDER, PROGRESS, HANDLED ->
          incident.phase() == IncidentState.QUIET ? "Quiet" : "Still denied";
    };
  }

  /// How often it happened, where it was more than once.
  public Optional<Block.Fact> repeated() {
    return timeline.repeats()
        ? Optional.of(new Block.Fact(ongoing(), timeline.denials()))
        : Optional.empty();
  }

  /// What happened before this episode.
  public Optional<Block.Fact> again() {
    List<String> before = new ArrayList<>();
    if (isBack()) {
      incident.resolution().ifPresent(end -> before.add(ended(end)));
    }
    if (incident.episode() > 2) {
      before.add(Count.ordinal(incident.episode()) + " occurrence");
    }
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(new Block.Fact("Denied again", String.join("; ", before)));
  }

  private String ended(Resolution end) {
    String word = end.how() == Resolution.How.SILENT ? "quiet" : "resolved";
    return word + " since " + timeline.clock(end.at());
  }

  /// The alert that now covers this incident and others with the same cause.
  private Optional<Block.Fact> partOf() {
    return incident
        .sharedCauseId()
        .filter(_ -> incident.phase() == IncidentState.FOLDED)
        .map(
            id ->
                new Block.Fact(
                    "Part of", say("the alert about a cause that many callers share, {}", id)));
  }

  /// That it was reported as resolved within this episode, and denied again since.
  private Optional<Block.Fact> reopened() {
    return incident
        .resolution()
        .filter(end -> end.at().isAfter(incident.firstSeen()))
        .map(
            end ->
                new Block.Fact(
                    "Denied again",
                    "after it was reported as resolved at " + timeline.clock(end.at())));
  }

  /// That the role works for other sessions of the caller, so that the policies alone do not deny
  /// it.
  private Optional<Block.Fact> others() {
    return incident
        .success()
        .filter(success -> !success.name().isEmpty())
        .map(
            success ->
                new Block.Fact(
                    "Other sessions",
                    say(
                        "assume the role successfully, most recently {} at {}",
                        RichSentence.value(IncidentTimeline.name(success.name())),
                        words(timeline.clock(success.at())))));
  }

  /// That every run meets the time that IAM needs, and what to do about it.
  private Optional<Block.Fact> recurring() {
    return incident.recurring()
        ? Optional.of(
            new Block.Fact(
                "Every run",
                "changes a role or policy and calls before IAM has propagated the change. Denied"
                    + " for a short time in "
                    + Count.of(incident.passes().size(), "run")
                    + " since "
                    + timeline.clock(incident.passes().getFirst())
                    + ". Wait 15 seconds after the change, or retry."))
        : Optional.empty();
  }

  /// Who owns the role, by its tags.
  public Optional<Block.Fact> owner() {
    return incident
        .owner()
        .map(
            name ->
                new Block.Fact(
                    "Owner of the role", RichSentence.value(IncidentTimeline.name(name))));
  }

  /// Everything about the incident, for channels that have the room.
  ///
  /// @param most sessions and addresses that are listed
  public List<Block.Fact> facts(int most) {
    List<Block.Fact> facts = new ArrayList<>();
    if (timeline.repeats()) {
      facts.add(timeline.fact());
    }
    incident.standout().map(StandoutWords::fact).ifPresent(facts::add);
    facts.addAll(history.facts());
    again().ifPresent(facts::add);
    reopened().ifPresent(facts::add);
    partOf().ifPresent(facts::add);
    others().ifPresent(facts::add);
    recurring().ifPresent(facts::add);
    facts.addAll(timeline.seen(most));
    owner().ifPresent(facts::add);
    ActionWords.fact(incident, timeline.now()).ifPresent(facts::add);
    return facts;
  }

  /// What is new or was before, for the top of a message.
  public List<Block> news() {
    boolean denied = !headline.explanation().diagnosis().allowed().isTrue();
    List<Block> news = new ArrayList<>(ActionWords.signed(incident, timeline.now(), denied));
    incident.standout().map(StandoutWords::fact).map(Block.Facts::new).ifPresent(news::add);
    history.facts().stream().map(OngoingWords::signed).forEach(news::add);
    again().map(Block.Facts::new).ifPresent(news::add);
    reopened().map(Block.Facts::new).ifPresent(news::add);
    partOf().map(Block.Facts::new).ifPresent(news::add);
    others().map(Block.Facts::new).ifPresent(news::add);
    recurring().map(Block.Facts::new).ifPresent(news::add);
    history.unmet().map(text -> new Block.Paragraph(words(text))).ifPresent(news::add);
    return news;
  }

  private static Block signed(Block.Fact fact) {
    return new Block.Facts(
        fact.label().equals(CauseHistory.FIXED)
            ? new Block.Fact("✅ " + fact.label(), fact.text())
            : fact);
  }
}
