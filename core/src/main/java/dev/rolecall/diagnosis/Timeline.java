package dev.rolecall.diagnosis;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// What happened around the denial.
record Timeline(Facts facts) {

  /// A denial this much older than what is read about it may have been evaluated by other policies.
  private static final Duration OLD = Duration.ofHours(1);

  /// Whether what is read of this kind may not be what was evaluated then.
  boolean isOfAnotherTime(Kind kind) {
    return changedSince(kind) || isOutdated(kind);
  }

  /// Whether what was read is of a later time than the denial, and it was not looked up whether
  /// anything of this kind was changed between; or such changes were read, and too many to be kept.
  boolean isOutdated(Kind kind) {
    return facts.cutOffChanges().contains(kind) || isOlder(kind);
  }

  private boolean isOlder(Kind kind) {
    return (!(facts.changes() instanceof Lookup.Found) || facts.incompleteChanges().contains(kind))
        && facts
            .asOf()
            .filter(read -> isAny(Stream.of(read.minus(OLD)), Instant::isAfter))
            .isPresent();
  }

  /// Whether role, caller or their policies were created or changed seconds before the denial.
  boolean justChanged() {
    return isAny(
        Stream.of(Kind.ROLE, Kind.CALLER).flatMap(this::times),
        (time, denied) -> !time.isAfter(denied) && time.plus(Change.PROPAGATION).isAfter(denied));
  }

  /// Whether role, caller or their policies were created or changed after the denial.
  boolean changedSince() {
    return Stream.of(Kind.ROLE, Kind.CALLER, Kind.ORGANIZATION).anyMatch(this::changedSince);
  }

  /// Whether something of this kind happened after the denial, so that what is read now may not be
  /// what was evaluated then.
  ///
  /// An error message does not say when the call was made: every change may have come after it.
  boolean changedSince(Kind kind) {
    return isAny(times(kind), Instant::isAfter)
        || (facts.denial().isTold()
            && facts.changeList().stream().anyMatch(change -> change.kind() == kind));
  }

  private boolean isAny(Stream<Instant> times, BiPredicate<Instant, Instant> ofDenial) {
    return facts
        .denial()
        .time()
        .filter(denied -> times.anyMatch(time -> ofDenial.test(time, denied)))
        .isPresent();
  }

  private Stream<Instant> times(Kind kind) {
    return Stream.concat(
        facts.changeList().stream().filter(change -> change.kind() == kind).map(Change::time),
        created(kind));
  }

  private Stream<Instant> created(Kind kind) {
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
