package dev.rolecall.explanation;

import static java.util.Comparator.comparingInt;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.diff.Alignment;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what is worth being shown as a difference of characters.
record CharacterDiff(Explanation explanation) {

  /// Shorter texts are easily compared in their sentence.
  private static final int WORTH_IT = 16;

  /// Values that are aligned with what was sent, to find the one that differs least.
  private static final int MOST_ALIGNED = 50;

  /// What differs in `cause`, if it is two texts that resemble each other.
  Optional<Block.Comparison> of(Cause cause) {
    if (cause.code() == CauseCode.ROLE_NOT_FOUND) {
      return explanation.suggestions().stream()
          .findFirst()
          .flatMap(suggestion -> asked("exists", suggestion.role().toString(), false));
    }
    if (cause.condition().isPresent()) {
      return condition(cause, cause.condition().get());
    }
    return cause.code() == CauseCode.IDENTITY_PERMISSION_MISSING
        ? cause
            .nearMiss()
            .filter(near -> OF_ONE_ROLE.contains(near.kind()))
            .flatMap(near -> asked("allowed", near.expected(), true))
        : principal(cause);
  }

  private static final Set<NearMiss.Kind> OF_ONE_ROLE =
      EnumSet.of(
          NearMiss.Kind.OTHER_PARTITION,
          NearMiss.Kind.OTHER_ACCOUNT,
          NearMiss.Kind.ARN_WITHOUT_PATH,
          NearMiss.Kind.ARN_OTHER_PATH,
          NearMiss.Kind.LETTER_CASE,
          NearMiss.Kind.SPELLING,
          NearMiss.Kind.NAMES_SESSION,
          NearMiss.Kind.PATTERN_TOO_NARROW);

  private Optional<Block.Comparison> asked(String label, String text, boolean wildcards) {
    return explanation
        .denial()
        .target()
        .arn()
        .flatMap(role -> compare(label, text, "requested", role.toString(), wildcards));
  }

  private Optional<Block.Comparison> condition(Cause cause, Cause.FailedCondition failed) {
    Comparison comparison = failed.operator().comparison();
    if (!comparison.isText()
        || comparison.negated()
        || Masking.isExternalId(failed.key())
        || !(failed.got() instanceof KeyState.Present(List<String> sent))
        || sent.size() != 1) {
      return Optional.empty();
    }
    boolean wildcards = comparison.wildcards();
    return nearest(cause, failed.wanted(), sent.getFirst(), wildcards)
        .flatMap(wanted -> compare("required", wanted, "sent", sent.getFirst(), wildcards));
  }

  private static Optional<String> nearest(
      Cause cause, List<String> wanted, String sent, boolean wildcards) {
    return cause
        .nearMiss()
        .map(NearMiss::expected)
        .or(
            () ->
                alike(wanted, sent).stream()
                    .min(comparingInt(value -> Alignment.of(value, sent, wildcards).cost())));
  }

  /// The values that are worth to be aligned with what was sent: where there are many, those that
  /// begin and end most like it.
  private static List<String> alike(List<String> wanted, String sent) {
    List<String> comparable = wanted.stream().filter(value -> isComparable(value, sent)).toList();
    if (comparable.size() <= MOST_ALIGNED) {
      return comparable;
    }
    record Candidate(String value, int same) {}
    return comparable.stream()
        .map(value -> new Candidate(value, sameAtEnds(value, sent)))
        .sorted(comparingInt(Candidate::same).reversed())
        .limit(MOST_ALIGNED)
        .map(Candidate::value)
        .toList();
  }

  private static int sameAtEnds(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int start = 0;
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    return start + end;
  }

  private Optional<Block.Comparison> principal(Cause cause) {
    return cause
        .nearMiss()
        .filter(near -> near.kind() != NearMiss.Kind.DELETED_ID)
        .flatMap(
            near ->
                compare(
                    "trusted",
                    near.expected(),
                    "caller",
                    caller(near.kind()),
                    near.kind() == NearMiss.Kind.WILDCARD_IN_PRINCIPAL));
  }

  private String caller(NearMiss.Kind kind) {
    EntityNames names = new EntityNames(explanation);
    Caller caller = explanation.denial().caller();
    if (caller instanceof Caller.WebIdentity || caller instanceof Caller.Saml) {
      return caller.provider().orElse("");
    }
    return kind == NearMiss.Kind.OTHER_SESSION ? names.callerId() : names.principal();
  }

  private static boolean isComparable(String one, String other) {
    return Math.min(one.length(), other.length()) >= WORTH_IT
        && Math.max(one.length(), other.length()) <= Alignment.LONGEST;
  }

  private static Optional<Block.Comparison> compare(
      String oneLabel, String one, String otherLabel, String other, boolean wildcards) {
    String upper = VisibleText.line(Redaction.of(one));
    String lower = VisibleText.line(Redaction.of(other));
    if (!isComparable(upper, lower)) {
      return Optional.empty();
    }
    Alignment.Aligned aligned = Alignment.of(upper, lower, wildcards);
    long marked = aligned.marks().chars().filter(c -> c == '^').count();
    return marked * 3 > aligned.marks().length() * 2L
        ? Optional.empty()
        : Optional.of(
            new Block.Comparison(
                oneLabel, aligned.one(), otherLabel, aligned.other(), aligned.marks()));
  }
}
