package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.RegionNames;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Causes that lie in no policy, as clauses that can follow "because".
record CircumstanceSentence(Explanation explanation) {

  /// Longer ago than this, a change has propagated.
  private static final Duration JUST = Duration.ofSeconds(60);

  /// What an ARN names, by a part of it.
  private static final Map<String, String> KINDS =
      Map.of(
          ":assumed-role/", "the ARN of a role session, not of a role",
          ":user/", "the ARN of a user, not of a role",
          ":instance-profile/", "the ARN of an instance profile, not of a role",
          ":policy/", "the ARN of a policy, not of a role");

  private Denial denial() {
    return explanation.denial();
  }

  RichSentence roleNotFound() {
    return switch (denial().target()) {
      case TargetRole.Known(RoleArn role) ->
          otherPartition(role)
              .orElseGet(() -> say("account " + role.account() + " has no role {}", role.name()));
      case TargetRole.Unreadable(String text, var _) -> notARole(text);
      case TargetRole.NotRecorded _ -> words("the role does not exist");
    };
  }

  /// Credentials of one partition cannot assume roles of another.
  private Optional<RichSentence> otherPartition(RoleArn role) {
    return denial()
        .caller()
        .knownPartition()
        .filter(own -> !own.equals(role.partition()))
        .map(
            own ->
                say(
                    "the caller belongs to partition {}, but the role's ARN to {}; in {} the ARN is"
                        + " {}",
                    own,
                    role.partition(),
                    own,
                    new RoleArn(own, role.account(), role.path(), role.name())));
  }

  private RichSentence notARole(String text) {
    String kind =
        KINDS.entrySet().stream()
            .filter(part -> text.contains(part.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(
                text.endsWith(":root") ? "the ARN of an account, not of a role" : "not a role ARN");
    return say(
        "{} is {}{}",
        text,
        words(kind),
        explanation.suggestions().stream()
            .findFirst()
            .map(suggestion -> say("; the role's ARN is {}", suggestion.role())));
  }

  RichSentence propagation() {
    return changes(this::isJustBefore)
        .max(Comparator.comparing(Change::time))
        .map(
            change ->
                say(
                    "{} was called only "
                        + when(change)
                        + ", and IAM changes take a few seconds to propagate",
                    change.event()))
        .orElse(
            words(
                "the role, the caller, or a policy was created or changed seconds before the"
                    + " denial, and IAM changes take a few seconds to propagate"));
  }

  private boolean isJustBefore(Change change) {
    return denial()
        .time()
        .filter(denied -> !change.time().isAfter(denied))
        .filter(denied -> Duration.between(change.time(), denied).compareTo(JUST) <= 0)
        .isPresent();
  }

  RichSentence changedSince() {
    String now = "it was not allowed at that time: the current policies allow it, and ";
    return changes(change -> denial().time().filter(change.time()::isAfter).isPresent())
        .min(Comparator.comparing(Change::time))
        .map(change -> say(now + "{} was called " + when(change), change.event()))
        .orElse(
            words(
                now + "the role, the caller, or a policy was created or changed after the denial"));
  }

  private Stream<Change> changes(Predicate<Change> which) {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .filter(which);
  }

  private String when(Change change) {
    Optional<Instant> denied = denial().time();
    return denied.map(time -> TimeFormat.relative(change.time(), time)).orElse("recently");
  }

  RichSentence duration() {
    return error(
        denial().caller() instanceof Caller.RoleSession
            ? "the requested session duration is too long: a role session that assumes another role"
                + " gets at most one hour"
            : "the requested session duration is not within the role's limits");
  }

  RichSentence regionDisabled() {
    return error(
        "STS is not activated in "
            + RegionNames.of(denial()).orElse("this region")
            + " for the caller's account");
  }

  /// An error other than an access denial. AWS's own message says more, so it follows.
  RichSentence error(String why) {
    return error(words(why));
  }

  RichSentence error(RichSentence why) {
    String message = denial().awsMessage().strip();
    return message.isEmpty() ? why : why.then(say("; AWS says: {}", message));
  }
}
