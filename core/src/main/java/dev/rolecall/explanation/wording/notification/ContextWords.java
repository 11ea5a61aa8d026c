package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.explanation.wording.term.RegionNames;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a denial happened, since when, how often, and what was changed last: one line.
public record ContextWords(Explanation explanation) {

  /// Of a denial by itself.
  public RichSentence single() {
    return line(explanation.denial().time(), 1);
  }

  /// Of an incident's denials.
  public RichSentence of(Incident incident) {
    return line(Optional.of(incident.firstSeen()), incident.denials());
  }

  private RichSentence line(Optional<Instant> first, long denials) {
    return joined(
        Stream.of(
            where(),
            first.map(time -> words("first seen " + TimeFormat.minute(time))),
            Optional.of(words(Count.of(denials, "denial"))),
            lastChange()));
  }

  /// Accounts and region alone.
  public RichSentence place() {
    return joined(Stream.of(where()));
  }

  private static RichSentence joined(Stream<Optional<RichSentence>> parts) {
    return RichSentence.join(
        parts.flatMap(Optional::stream).filter(part -> !part.spans().isEmpty()).toList(),
        " · ",
        " · ");
  }

  private Optional<RichSentence> where() {
    EntityNames names = new EntityNames(explanation);
    Optional<RichSentence> accounts =
        names.crossAccount()
            ? names
                .callerAccount()
                .flatMap(
                    caller ->
                        names
                            .roleAccount()
                            .map(role -> say("{} → {}", account(caller), account(role))))
            : names.roleAccount().or(names::callerAccount).map(this::account);
    return Optional.of(
        joined(Stream.of(accounts, RegionNames.of(explanation.denial()).map(RichSentence::words))));
  }

  private RichSentence account(AccountId account) {
    return new EntityNames(explanation)
        .accountName(Optional.of(account))
        .map(name -> say("{} ({})", name, words(account.value())))
        .orElse(words("account " + account));
  }

  /// The newest change that is not itself an assumed role.
  private Optional<RichSentence> lastChange() {
    Optional<Instant> denied = explanation.denial().time();
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .max((one, other) -> one.time().compareTo(other.time()))
        .map(
            change ->
                say(
                    "last change: {} by {}, {}",
                    words(change.event().toString()),
                    name(change.by()),
                    words(
                        denied
                            .map(time -> TimeFormat.clock(change.time(), time))
                            .orElseGet(() -> TimeFormat.minute(change.time())))));
  }

  /// The last part of an ARN: the user, or the session, which bears a person's name as a rule.
  private static String name(String by) {
    return IncidentTimeline.name(
        by.startsWith("arn:") ? by.substring(by.lastIndexOf('/') + 1) : by);
  }
}
