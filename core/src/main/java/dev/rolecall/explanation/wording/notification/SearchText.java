package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.util.List;
import java.util.Optional;

/// What a notification of a search says in a line or two.
public record SearchText(
    NotificationKind kind,
    IncidentSubject.Search subject,
    Incident incident,
    Optional<Explanation> sample,
    IncidentTimeline timeline) {

  /// A federated caller of an owner whom nothing that was read trusts.
  public boolean isForeign() {
    return !ShortName.provider(subject.caller()).isEmpty()
        && sample
            .map(Explanation::diagnosis)
            .map(found -> found.caller() == Diagnosis.Familiarity.STRANGER)
            .orElse(true);
  }

  private String caller() {
    return ShortName.of(subject.caller());
  }

  /// The caller's account by its name, else by its number.
  private Optional<RichSentence> account() {
    return AccountId.parse(subject.account())
        .map(
            id ->
                say(
                    " ({})",
                    sample
                        .map(Explanation::accountNames)
                        .flatMap(names -> Optional.ofNullable(names.get(id)))
                        .orElse(id.value())));
  }

  /// "ci was denied on 14 roles in 6 minutes".
  public RichSentence happened() {
    return isForeign()
        ? say("a token from an unknown owner ({}) was denied by {}", caller(), roles())
        : say("{} was denied on {}", caller(), roles());
  }

  private RichSentence roles() {
    if (incident.roleCount() > 1) {
      String time =
          timeline.span().toSeconds() > 0 ? " in " + TimeFormat.length(timeline.span()) : "";
      return words(Count.of(incident.roleCount(), "role") + time);
    }
    return incident.roles().keySet().stream()
        .findFirst()
        .map(ShortName::of)
        .map(RichSentence::value)
        .orElse(words("one role"));
  }

  /// The notification in a single line.
  public AlertLine line() {
    List<RichSentence> sentences =
        isForeign()
            ? List.of(
                say(
                    "Token from an unknown owner" + phase() + ": {} denied by {}",
                    caller(),
                    roles()))
            : List.of(enumeration(account()), enumeration(Optional.empty()));
    List<RichSentence> endings =
        kind == NotificationKind.RESOLVED
            ? endings()
            : List.of(
                words(
                    isForeign()
                        ? ". No action needed if it is not yours"
                        : ". Find out who is using these credentials"));
    return new SentenceLine(sentences, endings);
  }

  private List<RichSentence> endings() {
    return isByHand()
        ? List.of()
        : List.of(words(". No denial for " + TimeFormat.length(timeline.unseen())));
  }

  private boolean isByHand() {
    return incident.resolution().filter(end -> end.how() == Resolution.How.BY_HAND).isPresent();
  }

  private RichSentence enumeration(Optional<RichSentence> account) {
    return say(
        "Possible role enumeration" + phase() + ": {}{} denied on {}", caller(), account, roles());
  }

  private String phase() {
    return switch (kind) {
      case FIRST, CHANGED -> "";
      case REMINDER, PROGRESS, HANDLED, REOPENED ->
          " (" + ActionWords.note(incident, timeline.now()).orElse("ongoing") + ")";
      case RESOLVED -> isByHand() ? " (resolved by hand)" : " (ended)";
    };
  }

  /// What is new, for those who got a notification before.
  public Optional<String> lead() {
    return switch (kind) {
      case FIRST, RESOLVED -> Optional.empty();
      case CHANGED -> incident.reach().map(StandoutWords::limit);
      case REMINDER, PROGRESS, HANDLED, REOPENED ->
          Optional.of("Ongoing: " + timeline.denials() + ".");
    };
  }

  /// How it ended.
  public RichSentence ending() {
    return isByHand()
        ? ActionWords.byHand(incident)
        : words(
            "No denial for "
                + TimeFormat.length(timeline.unseen())
                + ". The caller may have been locked out, or it stopped trying.");
  }

  /// Why the notification is sent.
  public String meaning() {
    return isForeign()
        ? "No trust policy that was read trusts this owner: a workload outside your organization"
            + " requests one of your roles, or someone copied your role's ARN. The call was denied."
        : "The caller is trying one role after another, which looks like someone probing for"
            + " access. These calls were denied; check CloudTrail for calls that succeeded.";
  }
}
