package dev.rolecall.incident.state;

import dev.rolecall.incident.state.IncidentSubject.SharedCause;
import dev.rolecall.incident.state.Resolution.How;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds up what is known of those whom the same blocks. Nothing here decides what people hear.
final class SharedCauses {

  private SharedCauses() {}

  /// Whether `incident` is blocked by what the incident `sharedId` is about.
  static boolean isBlockedBy(Incident incident, String sharedId) {
    return incident.blockers().stream().anyMatch(cause -> cause.id().equals(sharedId));
  }

  /// Whether `incident` is folded into the incident `sharedId`, and not known to be free.
  static boolean isFolded(Incident incident, String sharedId) {
    return incident.phase() == IncidentState.FOLDED
        && incident.sharedCauseId().filter(sharedId::equals).isPresent();
  }

  /// Whether `incident` waits for what becomes of the others.
  static boolean waits(Incident incident) {
    return incident.phase() == IncidentState.HELD
        && incident.hold().filter(hold -> hold.reason() == HoldReason.Reason.GATHER).isPresent();
  }

  /// Whether a shared cause blocks `incident`, as far as is known.
  static boolean isDenied(Incident incident, Incident shared) {
    return isFolded(incident, shared.id())
        || (waits(incident) && isBlockedBy(incident, shared.id()));
  }

  /// Whether a shared cause blocked `incident` in this episode, and does not any more: it is over,
  /// or something else blocks it.
  static boolean isFree(Incident incident, Incident shared) {
    return switch (incident.phase()) {
      case RESOLVED ->
          (incident.sharedCauseId().filter(shared.id()::equals).isPresent()
                  || !isBlockedBy(incident, shared.id()))
              && incident
                  .resolution()
                  .filter(end -> !end.at().isBefore(shared.firstSeen()))
                  .isPresent();
      case HELD, OPEN, QUIET, FOLDED -> !isBlockedBy(incident, shared.id());
      case MUTED, WATCHED -> false;
    };
  }

  /// An episode of a shared cause.
  static Incident begin(SharedCause cause, Optional<Incident> before, List<Incident> members) {
    Instant first = first(members);
    Incident begun =
        OccurrenceCounter.begin(cause, before, first)
            .with()
            .phase(IncidentState.OPEN)
            .owner(owner(members))
            .confidence(members.getFirst().confidence())
            .blocking(members.getFirst().blocking())
            .blockers(List.of(cause))
            .build();
    return counted(begun, members);
  }

  /// The same with what its members came to by now.
  static Incident counted(Incident shared, List<Incident> members) {
    if (members.isEmpty()) {
      return shared;
    }
    long denials = members.stream().mapToLong(Incident::denials).sum();
    Instant first = first(members);
    Instant last =
        members.stream().map(Incident::lastSeen).max(Comparator.naturalOrder()).orElse(first);
    return shared
        .with()
        .denials(Math.max(denials, shared.denials()))
        .firstSeen(first.isBefore(shared.firstSeen()) ? first : shared.firstSeen())
        .lastSeen(last.isAfter(shared.lastSeen()) ? last : shared.lastSeen())
        .causes(
            shared.subject() instanceof SharedCause cause
                ? List.of(new CauseInterval(cause.cause(), denials, first, last))
                : shared.causes())
        .change(
            shared
                .change()
                .or(() -> members.stream().flatMap(one -> one.change().stream()).findFirst()))
        .extent(Optional.of(extent(shared, members)))
        .build();
  }

  private static SharedExtent extent(Incident shared, List<Incident> members) {
    return new SharedExtent(
        members.size(),
        members.stream().filter(one -> isDenied(one, shared)).count(),
        members.stream().map(one -> one.subject().caller()).distinct().count(),
        members.stream().flatMap(one -> role(one).stream()).distinct().count(),
        shared.extent().flatMap(SharedExtent::checked));
  }

  private static Optional<String> role(Incident member) {
    return member.subject() instanceof IncidentSubject.Refusal(var _, String role, var _)
        ? Optional.of(role)
        : Optional.empty();
  }

  static Instant first(List<Incident> members) {
    return members.stream().map(Incident::firstSeen).min(Comparator.naturalOrder()).orElseThrow();
  }

  /// The one whom all their roles have.
  private static Optional<String> owner(List<Incident> members) {
    List<Optional<String>> owners = members.stream().map(Incident::owner).distinct().toList();
    return owners.size() == 1 ? owners.getFirst() : Optional.empty();
  }

  /// How most of them ended; those that something else blocks show that it is gone.
  static How how(List<Incident> members) {
    Map<How, Integer> counts = new EnumMap<>(How.class);
    members.stream()
        .flatMap(one -> one.resolution().stream())
        .forEach(end -> counts.merge(end.how(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(How.NOW_ALLOWED);
  }
}
