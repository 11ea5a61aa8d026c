package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.slack.SlackScreen;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a refusal ended, how long it took, what was in the way and who changed what.
///
/// @param explanation of its newest denial, by what can be read now
/// @param at when it was found to be over
record ResolutionText(Incident incident, Explanation explanation, Resolution.How how, Instant at) {

  private static final int MOST_GAPS = 3;
  private static final int MOST_CHANGES = 3;
  private static final int MOST_SEEN = 3;
  private static final String SESSION = ":assumed-role/";

  private IncidentTimeline course() {
    return new IncidentTimeline(incident, at);
  }

  /// Nobody knows that a caller who fell silent can assume the role now.
  boolean isMended() {
    return how != Resolution.How.SILENT;
  }

  /// In one word.
  String word() {
    return isMended() ? "resolved" : "over";
  }

  /// "no denial for 24 hours".
  String silence() {
    return "no denial for " + TimeFormat.length(course().unseen());
  }

  /// "41 minutes", from the first denial to the end.
  String lasted() {
    return TimeFormat.length(Duration.between(incident.firstSeen(), at));
  }

  String denials() {
    return Count.of(incident.denials(), "denial");
  }

  /// "after 41 minutes, 1,204 denials; was in the way: caller not trusted."
  String figures() {
    String causes = incident.causes().isEmpty() ? "" : "; was in the way: " + causes();
    return (isMended() ? "after " + lasted() + ", " + denials() : denials()) + causes + ".";
  }

  /// How it ended.
  RichSentence sentence() {
    return words(
        switch (how) {
          case NOW_ALLOWED ->
              (explanation.diagnosis().allowed().isTrue()
                      ? "What stood in the way is gone: by the policies as they are now, the call"
                          + " is allowed."
                      : "What stood in the way is gone from the policies that could be read.")
                  + " No call was seen since; the next one will tell.";
          case SUCCEEDED -> "The caller has assumed the role since" + success() + ".";
          case SILENT ->
              Sentences.capital(silence())
                  + ". Nobody knows whether it was mended, or the caller only stopped trying.";
        });
  }

  private String success() {
    return explanation.changes().stream()
        .filter(change -> change.kind() == Change.Kind.ASSUMED)
        .map(Change::time)
        .filter(incident.lastSeen()::isBefore)
        .min(Instant::compareTo)
        .map(time -> ", at " + course().clock(time))
        .orElse("");
  }

  /// What may still stand in the way, unread.
  Optional<RichSentence> notSeen() {
    List<RichSentence> facts =
        explanation.diagnosis().gaps().stream()
            .map(GapSentence::fact)
            .distinct()
            .map(RichSentence::ticked)
            .toList();
    List<RichSentence> some = facts.subList(0, Math.min(MOST_GAPS, facts.size()));
    return how != Resolution.How.NOW_ALLOWED || facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            say(
                facts.size() > MOST_GAPS ? "Not seen: {}; and more." : "Not seen: {}.",
                RichSentence.join(some, "; ", "; ")));
  }

  List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        isMended()
            ? new Block.Fact(
                "lasted", lasted() + ", " + TimeFormat.range(incident.firstSeen(), at, at))
            : new Block.Fact("seen", course().range()));
    facts.add(new Block.Fact("denials", Count.of(incident.denials())));
    if (!incident.causes().isEmpty()) {
      facts.add(new Block.Fact("was in the way", causes()));
    }
    facts.addAll(course().seen(MOST_SEEN));
    RichSentence where = SlackScreen.where(explanation);
    if (!where.spans().isEmpty()) {
      facts.add(new Block.Fact("where", where));
    }
    return facts;
  }

  private String causes() {
    return incident.causes().stream()
        .map(CauseInterval::cause)
        .map(CauseLabel::of)
        .collect(Collectors.joining(", then "));
  }

  /// What was changed since the first denial, newest first.
  List<RichSentence> changes() {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .filter(change -> !change.time().isBefore(incident.firstSeen()))
        .limit(MOST_CHANGES)
        .map(this::change)
        .toList();
  }

  private RichSentence change(Change change) {
    return say(
        course().clock(change.time()) + ", {}: {} ({})",
        by(change),
        ChangeSentence.what(change),
        change.event());
  }

  /// A session is named by its role and session name.
  private static String by(Change change) {
    int name = change.by().indexOf(SESSION);
    return name < 0 ? change.by() : change.by().substring(name + SESSION.length());
  }
}
