package dev.rolecall.diagnosis;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What happened around the denial.
final class Timeline {

  /// IAM takes seconds to make a change known everywhere. All denials of this kind that were seen
  /// came 3 to 8 seconds after the change, and all were over after 12; the rest is margin.
  private static final Duration PROPAGATION = Duration.ofSeconds(60);

  private final Facts facts;
  private final List<Change> changes;

  private Timeline(Facts facts) {
    this.facts = facts;
    this.changes = facts.changes().found().orElse(List.of());
  }

  static Timeline of(Facts facts) {
    return new Timeline(facts);
  }

  /// A denial this much older than what is read about it may have been judged by other policies.
  private static final Duration OLD = Duration.ofHours(1);

  /// Whether what was read is of a later time than the denial, and nobody looked whether anything
  /// of this kind was changed between.
  boolean isOutdated(Change.Kind kind) {
    return (!(facts.changes() instanceof Lookup.Found) || facts.incompleteChanges().contains(kind))
        && facts
            .asOf()
            .filter(
                read ->
                    facts
                        .denial()
                        .time()
                        .filter(denied -> denied.plus(OLD).isBefore(read))
                        .isPresent())
            .isPresent();
  }

  List<Change> changes() {
    return changes;
  }

  /// Whether role, caller or their policies were created or changed seconds before the denial.
  boolean justChanged() {
    return facts
        .denial()
        .time()
        .filter(denied -> changed().anyMatch(time -> isJustBefore(time, denied)))
        .isPresent();
  }

  private static boolean isJustBefore(Instant time, Instant denied) {
    return !time.isAfter(denied) && time.plus(PROPAGATION).isAfter(denied);
  }

  /// Whether role, caller or their policies were created or changed after the denial.
  boolean changedSince() {
    return facts
        .denial()
        .time()
        .filter(
            denied ->
                Stream.concat(changed(), times(Change.Kind.ORGANIZATION))
                    .anyMatch(time -> time.isAfter(denied)))
        .isPresent();
  }

  /// Whether something of this kind happened after the denial, so that what is read now may not be
  /// what was judged then.
  boolean changedSince(Change.Kind kind) {
    return facts
        .denial()
        .time()
        .filter(
            denied ->
                times(kind).anyMatch(time -> time.isAfter(denied))
                    || created(kind).anyMatch(time -> time.isAfter(denied)))
        .isPresent();
  }

  private Stream<Instant> changed() {
    return Stream.of(Change.Kind.ROLE, Change.Kind.CALLER)
        .flatMap(kind -> Stream.concat(times(kind), created(kind)));
  }

  private Stream<Instant> times(Change.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).map(Change::time);
  }

  private Stream<Instant> created(Change.Kind kind) {
    return switch (kind) {
      case ROLE -> facts.role().found().flatMap(RoleFacts::created).stream();
      case CALLER ->
          facts.callerFacts().found().stream()
              .flatMap(
                  caller -> Stream.concat(caller.created().stream(), caller.written().stream()));
      case ORGANIZATION, ASSUMED -> Stream.empty();
    };
  }
}
