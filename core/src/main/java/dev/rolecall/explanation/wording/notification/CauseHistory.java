package dev.rolecall.explanation.wording.notification;

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

/// What blocked an incident's calls before its newest cause.
///
/// @param fixed does not block the calls any more
/// @param before is not reported any more, and was not an obstacle that a principal may have
///   removed: more is known now, or it passed
/// @param also was seen since
/// @param met whether a denial had the newest cause; else only the policies that were read show it
public record CauseHistory(
    List<CauseInterval> fixed, List<CauseInterval> before, List<CauseInterval> also, boolean met) {

  public CauseHistory {
    fixed = List.copyOf(fixed);
    before = List.copyOf(before);
    also = List.copyOf(also);
  }

  /// The label of what was removed.
  static final String FIXED = "Fixed";

  private static final String UNMET =
      "Found by reading the policies again; not yet confirmed by a call.";

  /// Of an incident with the explanation of its newest denial: what that names as a cause still
  /// blocks the calls.
  static CauseHistory of(Incident incident, Explanation explanation) {
    Set<CauseCode> now =
        explanation.diagnosis().causes().stream().map(Cause::code).collect(Collectors.toSet());
    List<CauseInterval> fixed = new ArrayList<>();
    List<CauseInterval> before = new ArrayList<>();
    List<CauseInterval> also = new ArrayList<>();
    for (CauseInterval spell : incident.causes()) {
      CauseCode cause = spell.cause();
      List<CauseInterval> place =
          !incident.overcome().contains(spell)
              ? also
              : isObstacle(cause) && !isSame(cause, now) ? fixed : before;
      if (spell.newer().isPresent() || !now.contains(cause)) {
        place.add(spell);
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
  static String labels(List<CauseInterval> causes) {
    return causes.stream().map(CauseLabel::of).collect(Collectors.joining(", "));
  }

  /// What is new, in few words.
  Optional<String> news() {
    return Optional.of(fixed)
        .filter(gone -> !gone.isEmpty())
        .map(
            gone ->
                "fixed: "
                    + CauseLabel.of(gone.getFirst())
                    + (gone.size() > 1 ? " and " + (gone.size() - 1) + " more" : ""));
  }

  /// Says that only the policies show the newest cause, where that is so.
  Optional<String> unmet() {
    return met ? Optional.empty() : Optional.of(UNMET);
  }

  /// What became of it, as facts.
  List<Block.Fact> facts() {
    return Stream.of(fact(FIXED, fixed), fact("Previously", before), fact("Also seen", also))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Block.Fact> fact(String label, List<CauseInterval> causes) {
    return causes.isEmpty() ? Optional.empty() : Optional.of(new Block.Fact(label, labels(causes)));
  }

  /// "Fixed: caller not trusted. Now: external ID missing."
  ///
  /// @param now the newest cause
  String sentence(String now) {
    String was =
        !fixed.isEmpty()
            ? "Fixed: " + labels(fixed) + ". "
            : before.isEmpty() ? "" : "Previously: " + labels(before) + ". ";
    return was + "Now: " + now + "." + unmet().map(text -> " " + text).orElse("");
  }
}
