package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a denial ended, how long it took, what its causes were and who changed what.
///
/// @param explanation of its newest denial, by what can be read now
/// @param at when it was found to have ended
public record EndedWords(
    Incident incident, Explanation explanation, Resolution.How how, Instant at) {

  private static final int MOST_GAPS = 3;
  private static final int MOST_CHANGES = 3;
  private static final int MOST_SEEN = 3;
  private static final String SESSION = ":assumed-role/";

  private IncidentTimeline timeline() {
    return new IncidentTimeline(incident, at);
  }

  /// A caller that stopped trying may still be denied.
  private boolean isResolved() {
    return how != Resolution.How.SILENT;
  }

  /// In few words.
  private String word() {
    return switch (how) {
      case NOW_ALLOWED, SUCCEEDED, PASSED -> "resolved";
      case BY_HAND -> "resolved by hand";
      case SILENT -> "ended";
    };
  }

  /// The end in a single line.
  public AlertLine line() {
    Headline headline = new Headline(explanation);
    String cause = incident.newest().map(CauseLabel::of).orElseGet(headline::cause);
    List<String> endings =
        isResolved()
            ? List.of(". After " + lasted() + ", " + denials(), ". After " + lasted())
            : List.of(". " + capital(silence()));
    return CauseLine.of(headline, word() + " (" + cause + ")", Optional.empty(), endings);
  }

  /// "Resolved: role ci could not assume role deploy".
  ///
  /// @param call who could not assume what
  public RichSentence headline(RichSentence call) {
    return words(word() + ": ").then(call).capital();
  }

  /// "no denial for 24 hours".
  private String silence() {
    return "no denial for " + TimeFormat.length(timeline().unseen());
  }

  /// "41 minutes", from the first denial to the end.
  private String lasted() {
    return TimeFormat.length(Duration.between(incident.firstSeen(), at));
  }

  private String denials() {
    return Count.of(incident.denials(), "denial");
  }

  private static String capital(String text) {
    return words(text).capital().plain();
  }

  /// "✅ Resolved: after 41 minutes, 1,204 denials. Cause: external ID missing."
  public Block.Fact figures(String sign) {
    String causes = incident.causes().isEmpty() ? "" : " " + causesLabel() + ": " + causes() + ".";
    return new Block.Fact(
        sign + " " + capital(word()),
        (isResolved() ? "after " + lasted() + ", " + denials() : denials()) + "." + causes);
  }

  /// How it ended.
  public RichSentence sentence() {
    return switch (how) {
      case NOW_ALLOWED ->
          words(
              (explanation.diagnosis().allowed().isTrue()
                      ? "The policies now allow the call."
                      : "The policies that could be read no longer block the call.")
                  + " Not yet confirmed by a successful call.");
      case SUCCEEDED ->
          words(
              (incident.identities().size() > 1
                      ? "Every session that was denied has since assumed the role successfully"
                      : "The caller assumed the role successfully")
                  + success()
                  + ".");
      case PASSED ->
          words(
              capital(silence())
                  + ". The policies allowed the call all along: IAM was still propagating a"
                  + " change.");
      case BY_HAND -> ActionWords.resolvedBy(incident);
      case SILENT ->
          words(capital(silence()) + ". It may have been fixed, or the caller stopped trying.");
    };
  }

  private String success() {
    return incident
        .proof()
        .or(
            () ->
                explanation.changes().stream()
                    .filter(change -> change.kind() == Change.Kind.ASSUMED)
                    .map(Change::time)
                    .filter(incident.lastSeen()::isBefore)
                    .min(Instant::compareTo))
        .map(time -> " at " + timeline().clock(time))
        .orElse("");
  }

  /// What was not read and may still block the call.
  public Optional<RichSentence> notChecked() {
    List<RichSentence> facts =
        explanation.diagnosis().gaps().stream()
            .map(GapSentence::fact)
            .distinct()
            .map(RichSentence::ticked)
            .toList();
    return how != Resolution.How.NOW_ALLOWED || facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            say(
                "Not checked: {}.",
                RichSentence.join(RichSentence.first(MOST_GAPS, facts, "%d more"), "; ", "; ")));
  }

  /// What is known about the call.
  ///
  /// @param where accounts and region
  public List<Block.Fact> facts(RichSentence where) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        isResolved()
            ? new Block.Fact(
                "Duration", lasted() + ", " + TimeFormat.range(incident.firstSeen(), at, at))
            : new Block.Fact("Seen", timeline().range()));
    facts.add(new Block.Fact("Denials", Count.of(incident.denials())));
    if (!incident.causes().isEmpty()) {
      facts.add(new Block.Fact(causesLabel(), causes()));
    }
    facts.addAll(timeline().seen(MOST_SEEN));
    ActionWords.fact(incident, at).ifPresent(facts::add);
    if (!where.spans().isEmpty()) {
      facts.add(new Block.Fact("Where", where));
    }
    return facts;
  }

  private String causesLabel() {
    return incident.causes().size() == 1 ? "Cause" : "Causes";
  }

  private String causes() {
    return incident.causes().stream().map(CauseLabel::of).collect(Collectors.joining(", then "));
  }

  /// What was changed since the first denial, newest first.
  public List<RichSentence> changes() {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .filter(change -> !change.time().isBefore(incident.firstSeen()))
        .limit(MOST_CHANGES)
        .map(this::change)
        .toList();
  }

  private RichSentence change(Change change) {
    return say(
        timeline().clock(change.time()) + ", {}: {} ({})",
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
