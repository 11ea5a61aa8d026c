package dev.rolecall.explanation.notification;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stood in the way of an incident's calls before its newest cause.
///
/// @param fixed is in the way no more
/// @param before is not reported any more, and was not an obstacle that a principal may have
///   removed: more is known now, or it passed
/// @param also was seen since
/// @param met whether a denial had the newest cause; else only the policies that were read show it
record CauseHistory(
    List<CauseCode> fixed, List<CauseCode> before, List<CauseCode> also, boolean met) {

  CauseHistory {
    fixed = List.copyOf(fixed);
    before = List.copyOf(before);
    also = List.copyOf(also);
  }

  /// The label of what was removed.
  static final String FIXED = "fixed";

  /// Says that only the policies show the newest cause.
  static final String UNMET = "Found by reading the policies again: no call has met it yet.";

  /// Of an incident with the explanation of its newest denial: what that names as a cause still
  /// stands in the way.
  static CauseHistory of(Incident incident, Explanation explanation) {
    Set<CauseCode> now =
        explanation.diagnosis().causes().stream().map(Cause::code).collect(Collectors.toSet());
    List<CauseCode> fixed = new ArrayList<>();
    List<CauseCode> before = new ArrayList<>();
    List<CauseCode> also = new ArrayList<>();
    for (CauseInterval spell : incident.causes()) {
      CauseCode cause = spell.cause();
      List<CauseCode> place =
          !incident.overcome().contains(spell)
              ? also
              : isObstacle(cause) && !isSame(cause, now) ? fixed : before;
      if (!now.contains(cause)) {
        place.add(cause);
      }
    }
    boolean met = incident.causes().isEmpty() || incident.causes().getLast().denials() > 0;
    return new CauseHistory(fixed, before, also, met);
  }

  /// Whether one of `now` says more exactly what `cause` said.
  private static boolean isSame(CauseCode cause, Set<CauseCode> now) {
    return cause == CauseCode.EXTERNAL_ID_REQUIRED
        && now.stream().anyMatch(code -> code.is(CauseCode.Trait.EXTERNAL_ID));
  }

  /// Whether a principal has to remove it.
  private static boolean isObstacle(CauseCode cause) {
    return !cause.is(CauseCode.Trait.PASSING) && !cause.is(CauseCode.Trait.UNSEEN);
  }

  /// "caller not trusted, MFA required".
  static String labels(List<CauseCode> causes) {
    return causes.stream().map(CauseLabel::of).collect(Collectors.joining(", "));
  }

  /// What became of it, as facts.
  List<Block.Fact> facts() {
    return Stream.of(fact(FIXED, fixed), fact("before", before), fact("also seen", also))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Block.Fact> fact(String label, List<CauseCode> causes) {
    return causes.isEmpty() ? Optional.empty() : Optional.of(new Block.Fact(label, labels(causes)));
  }

  /// "Fixed: caller not trusted. Now: external id missing."
  ///
  /// @param now the newest cause
  String sentence(String now) {
    String was =
        !fixed.isEmpty()
            ? "Fixed: " + labels(fixed) + ". "
            : before.isEmpty() ? "" : "Before: " + labels(before) + ". ";
    return was + "Now: " + now + "." + (met ? "" : " " + UNMET);
  }
}
