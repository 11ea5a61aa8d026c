package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a notification of a shared cause says.
public record SharedCauseText(
    Notification.OfSharedCause notice, IncidentSubject.SharedCause subject) {

  private static final int MOST_LISTED = 20;

  public boolean isOver() {
    return notice.kind() == NotificationKind.RESOLVED;
  }

  private SharedMembers members() {
    return notice.members();
  }

  /// "12 callers denied on 40 roles by policy `deny-outside-europe`".
  public RichSentence happened() {
    String who = Count.of(members().callers(), "caller");
    String where = Count.of(members().roles(), "role");
    return say("{} denied on {}: {}", words(who), words(where), blocker());
  }

  /// What blocks them.
  public RichSentence blocker() {
    RichSentence label = words(CauseLabel.of(subject.cause()));
    return subject.policy().isEmpty()
        ? label
        : label.then(say(" ({})", ShortName.of(subject.policy())));
  }

  /// The notification in a single line.
  public AlertLine line() {
    String phase =
        switch (notice.kind()) {
          case FIRST, CHANGED -> "";
          case REMINDER, PROGRESS, HANDLED, REOPENED -> " (ongoing)";
          case RESOLVED -> " (resolved)";
        };
    return new SentenceLine(
        List.of(
            say(
                "{} denied{}: {}",
                words(Count.of(members().pairs(), "pair") + " of caller and role"),
                words(phase),
                blocker())),
        List.of());
  }

  /// What was changed, when and by whom.
  public Optional<RichSentence> changed() {
    return members()
        .change()
        .map(
            change ->
                say("{}, {} by {}", ChangeSentence.what(change), when(change), change.by())
                    .capital());
  }

  private RichSentence when(Change change) {
    return words(TimeFormat.clock(change.time(), notice.now()));
  }

  /// How many, since when.
  public List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new IncidentTimeline(notice.incident(), notice.now()).fact());
    facts.add(new Block.Fact("Blocked by", blocker()));
    changed().map(change -> new Block.Fact("Changed", change)).ifPresent(facts::add);
    facts.add(
        new Block.Fact(
            "Still denied",
            Count.of(members().denied()) + " of " + Count.of(members().pairs(), "pair")));
    return facts;
  }

  /// The largest by name, and how many are left.
  public List<RichSentence> largest() {
    List<RichSentence> lines = new ArrayList<>();
    for (SharedMembers.Pair pair : members().largest(MOST_LISTED)) {
      lines.add(
          say(
              "{} → {} ({})",
              ShortName.of(pair.caller()),
              ShortName.of(pair.role()),
              words(Count.of(pair.denials(), "denial"))));
    }
    int left = members().pairs() - lines.size();
    if (left > 0) {
      lines.add(words("and " + Count.of(left) + " more"));
    }
    return lines;
  }

  /// For how many pairs the fix was evaluated.
  public RichSentence evaluated() {
    return say("The fix was evaluated for one of {}.", words(Count.of(members().pairs(), "pair")));
  }
}
