package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The change shortly before the denial that may have made the cause. "Broken since" is said only
/// of what is known to have broken it: the call succeeded before, or the change deleted what the
/// cause misses.
record ChangeNews(Explanation explanation) {

  /// Of a change longer ago than this the caller would have told, unless it succeeded before.
  private static final Duration SHORTLY = Duration.ofDays(1);

  private static final Set<ChangeEvent> DELETIONS =
      EnumSet.of(
          ChangeEvent.DeleteRole, ChangeEvent.DeleteServiceLinkedRole, ChangeEvent.DeleteUser);

  private static final Set<ChangeEvent> CREATIONS =
      EnumSet.of(
          ChangeEvent.CreateRole, ChangeEvent.CreateServiceLinkedRole, ChangeEvent.CreateUser);

  private static final Set<ChangeEvent> TRUST =
      EnumSet.of(ChangeEvent.UpdateAssumeRolePolicy, ChangeEvent.CreateRole);

  private static final Set<ChangeEvent> TAGS =
      EnumSet.of(
          ChangeEvent.TagRole, ChangeEvent.UntagRole, ChangeEvent.TagUser, ChangeEvent.UntagUser);

  Optional<RichSentence> sentence() {
    Cause cause = explanation.diagnosis().cause();
    return explanation
        .denial()
        .time()
        .filter(_ -> explanation.diagnosis().confidence() != Confidence.UNDETERMINED)
        .flatMap(denied -> latest(cause, denied).flatMap(change -> news(change, cause, denied)));
  }

  private Optional<RichSentence> news(Change change, Cause cause, Instant denied) {
    Optional<Instant> success = lastSuccess(denied);
    if (success.filter(time -> time.isAfter(change.time())).isPresent()) {
      return Optional.empty();
    }
    String when = TimeFormat.clock(change.time(), denied);
    if (success.isPresent() || deletes(change, cause)) {
      return Optional.of(
          say("Broken since " + when + " by {} ({}).", change.event(), name(change.by())));
    }
    return Duration.between(change.time(), denied).compareTo(SHORTLY) > 0
        ? Optional.empty()
        : Optional.of(
            say(
                "Changed at " + when + " by {} ({}), {}.",
                change.event(),
                name(change.by()),
                words(TimeFormat.relative(change.time(), denied))));
  }

  private static boolean deletes(Change change, Cause cause) {
    return DELETIONS.contains(change.event())
        && (cause.code() == CauseCode.ROLE_NOT_FOUND
            || cause.code() == CauseCode.DELETED_PRINCIPAL);
  }

  private Optional<Instant> lastSuccess(Instant denied) {
    return explanation.changes().stream()
        .filter(change -> change.kind() == Change.Kind.ASSUMED)
        .map(Change::time)
        .filter(denied::isAfter)
        .max(Comparator.naturalOrder());
  }

  private Optional<Change> latest(Cause cause, Instant denied) {
    Stream<Change> before =
        explanation.changes().stream().filter(change -> !change.time().isAfter(denied));
    return before
        .filter(change -> isPlausible(change, cause))
        .max(Comparator.comparing(Change::time));
  }

  /// Whether the event can have made a cause of this kind.
  private static boolean isPlausible(Change change, Cause cause) {
    ChangeEvent event = change.event();
    boolean deleted = DELETIONS.contains(event);
    return switch (change.kind()) {
      case ASSUMED -> false;
      case ORGANIZATION -> cause.isIn(PolicyType.SCP, PolicyType.RCP);
      case ROLE ->
          cause.code() == CauseCode.ROLE_NOT_FOUND
              ? deleted
              : (cause.isIn(PolicyType.TRUST_POLICY) && TRUST.contains(event))
                  || (TAGS.contains(event) && isOn(cause, "aws:resourcetag/"));
      case CALLER ->
          cause.code() == CauseCode.DELETED_PRINCIPAL
              ? deleted
              : (cause.isIn(PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY)
                      && !CREATIONS.contains(event)
                      && !TAGS.contains(event))
                  || (TAGS.contains(event) && isOn(cause, "aws:principaltag/"));
    };
  }

  private static boolean isOn(Cause cause, String prefix) {
    return cause
        .condition()
        .filter(failed -> failed.key().regionMatches(true, 0, prefix, 0, prefix.length()))
        .isPresent();
  }

  /// The last part of an ARN: the user, or the session, which bears a person's name as a rule.
  private static String name(String by) {
    return by.startsWith("arn:") ? by.substring(by.lastIndexOf('/') + 1) : by;
  }
}
