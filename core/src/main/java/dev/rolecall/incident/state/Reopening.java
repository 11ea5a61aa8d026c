package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.identity.DeniedIdentity;
import dev.rolecall.incident.identity.SeenSuccess;
import dev.rolecall.incident.state.Resolution.How;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a denial says of an incident that was over.
///
/// | the denial happened | it |
/// |---|---|
/// | before what ended the incident: the change, the success, the last denial before silence; or before a success of the same identity | is counted |
/// | after that, and no more than two hours after the end | reopens the incident |
/// | later, or after an end by silence | begins a new episode |
///
/// Where it is not known when that happened which ended the incident, the diagnosis of the denial
/// says whether the change came after it. An end that nobody heard of is not taken back, but for
/// denials that were taken for IAM's delay and go on.
final class Reopening {

  /// After an end by proof, a denial within so long shows that it was none: a job that fails
  /// hourly.
  private static final Duration SOON = Duration.ofHours(2);

  private Reopening() {}

  /// Whether a denial at `time` begins a new episode.
  static boolean begins(Incident before, Instant time) {
    return end(before).filter(end -> isNew(before, end, time)).isPresent();
  }

  private static boolean isNew(Incident before, Resolution end, Instant time) {
    boolean lasting = end.how() == How.SILENT || before.told().isEmpty();
    return time.isAfter(lasting ? end.at() : end.at().plus(SOON));
  }

  private static Optional<Resolution> end(Incident incident) {
    return incident.resolution().filter(_ -> incident.phase() == IncidentState.RESOLVED);
  }

  /// Whether a denial shows that the incident goes on.
  ///
  /// @param propagation what goes on for longer than this is not IAM's delay
  static boolean reopens(Incident before, Occurrence occurrence, Duration propagation) {
    return end(before)
        .filter(end -> !isNew(before, end, occurrence.time()))
        .filter(_ -> !hasSucceededSince(before, occurrence))
        .filter(
            end ->
                before.told().isPresent()
                    ? isAfter(before, end, occurrence)
                    : end.how() == How.PASSED
                        && occurrence.time().isAfter(before.firstSeen().plus(propagation)))
        .isPresent();
  }

  /// A denial that the same identity's success followed was one of the last.
  private static boolean hasSucceededSince(Incident before, Occurrence occurrence) {
    String key = occurrence.identity().key();
    boolean mixed =
        before.identities().stream().anyMatch(one -> one.key().equals(key) && one.mixed());
    return !mixed
        && Stream.concat(
                before.identities().stream()
                    .filter(one -> one.key().equals(key))
                    .flatMap(one -> one.succeeded().stream()),
                occurrence.finding().stream()
                    .flatMap(found -> found.successes().stream())
                    .filter(success -> success.key().equals(key))
                    .map(SeenSuccess::at))
            .anyMatch(occurrence.time()::isBefore);
  }

  private static boolean isAfter(Incident before, Resolution end, Occurrence occurrence) {
    Instant time = occurrence.time();
    if (time.isAfter(end.at())) {
      return true;
    }
    return switch (end.how()) {
      case SUCCEEDED -> time.isAfter(before.proof().orElse(before.lastSeen()));
      case SILENT, PASSED -> time.isAfter(before.lastSeen());
      case BY_HAND -> false;
      case NOW_ALLOWED ->
          time.isAfter(before.lastSeen())
              && before.proof().map(time::isAfter).orElseGet(() -> wasMendedBefore(occurrence));
    };
  }

  private static boolean wasMendedBefore(Occurrence occurrence) {
    return occurrence.finding().filter(found -> found.cause() == CauseCode.CHANGED_SINCE).isEmpty();
  }

  /// The incident as it goes on: what was proven is proven, but for identities that succeeded, and
  /// are denied again.
  static Incident of(Incident ended) {
    List<DeniedIdentity> again =
        ended.identities().stream()
            .filter(identity -> identity.mixed() || identity.succeeded().isPresent())
            .toList();
    return ended
        .with()
        .phase(IncidentState.OPEN)
        .passes(ended.told().isPresent() ? ended.passes() : Recurrence.withoutLast(ended))
        .identities(again)
        .otherIdentities(false)
        .build();
  }
}
