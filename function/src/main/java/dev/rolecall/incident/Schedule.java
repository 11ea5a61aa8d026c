package dev.rolecall.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When people hear of an incident, and when somebody looks at it again.
final class Schedule {

  /// Longer than an invocation may take from claiming to sending, and shorter than Lambda waits
  /// before it tries an event again.
  static final Duration CLAIM = Duration.ofSeconds(45);

  private static final Duration LONGEST_REMINDER = Duration.ofHours(24);

  /// An age of an incident, and how often it is looked at until then.
  private record Pace(Duration until, Duration every) {}

  private static final Pace[] PACES = {
    new Pace(Duration.ofMinutes(15), Duration.ofMinutes(1)),
    new Pace(Duration.ofHours(1), Duration.ofMinutes(5)),
    new Pace(Duration.ofHours(6), Duration.ofMinutes(15)),
  };

  private static final Duration SELDOM = Duration.ofHours(1);

  private final IncidentRules rules;

  Schedule(IncidentRules rules) {
    this.rules = rules;
  }

  /// Claims the notice that is due, if one is. A claim that has ended is taken over.
  ///
  /// @param denied whether a denial came just now, so that it still goes on
  Incident claim(Incident incident, Instant now, boolean denied) {
    Optional<Pending> pending =
        incident
            .pending()
            .map(
                old ->
                    now.isBefore(old.until())
                        ? old
                        : claim(incident, old.kind(), old.number(), now))
            .or(
                () ->
                    kind(incident, now, denied)
                        .map(kind -> claim(incident, kind, incident.notices() + 1, now)));
    return incident.toBuilder()
        .pending(pending)
        .notices(pending.map(Pending::number).orElse(incident.notices()))
        .build();
  }

  /// Claims a notice that somebody else claimed and did not get out. Empty when there is none.
  Optional<Incident> takeOver(Incident incident, Instant now) {
    return incident
        .pending()
        .filter(pending -> !now.isBefore(pending.until()))
        .map(
            pending -> {
              Pending ours = claim(incident, pending.kind(), pending.number(), now);
              return incident.toBuilder().pending(Optional.of(ours)).due(ours.until()).build();
            });
  }

  /// Claims the notice of the end, if people know of the beginning.
  Incident claimEnd(Incident ended, Instant now) {
    return ended.told().isEmpty()
        ? ended
        : ended.toBuilder()
            .pending(Optional.of(claim(ended, NoticeKind.RESOLVED, ended.notices() + 1, now)))
            .notices(ended.notices() + 1)
            .build();
  }

  private static Pending claim(Incident incident, NoticeKind kind, int number, Instant now) {
    return new Pending(
        kind, number, incident.causes().size(), incident.denials(), now, now.plus(CLAIM));
  }

  private Optional<NoticeKind> kind(Incident incident, Instant now, boolean denied) {
    if (!incident.phase().isShown()) {
      return Optional.empty();
    }
    if (incident.told().isEmpty()) {
      return Optional.of(NoticeKind.FIRST);
    }
    Told told = incident.told().get();
    if (incident.causes().size() > told.causes()) {
      return Optional.of(NoticeKind.CHANGED);
    }
    if (denied && !now.isBefore(told.everyone().plus(untilReminder(told.reminders())))) {
      return Optional.of(NoticeKind.REMINDER);
    }
    // Only the sweep brings messages up to date: in a storm of denials, no more than it looks at.
    return !denied && isUntold(incident, told) && !now.isBefore(told.at().plus(rules.update()))
        ? Optional.of(NoticeKind.PROGRESS)
        : Optional.empty();
  }

  /// Whether there is news for those who are told in place.
  private boolean isUntold(Incident incident, Told told) {
    return rules.inPlace() && incident.denials() > told.denials();
  }

  private Duration untilReminder(int reminders) {
    Duration wait = rules.reminder();
    for (int i = 0; i < reminders && wait.compareTo(LONGEST_REMINDER) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST_REMINDER) < 0 ? wait : LONGEST_REMINDER;
  }

  /// Notice `number` is out. Empty when it is somebody else's by now.
  Optional<Incident> sent(Incident incident, int number, Instant now) {
    return incident
        .pending()
        .filter(pending -> pending.number() == number)
        .map(
            pending -> {
              Incident told =
                  incident.toBuilder()
                      .pending(Optional.empty())
                      .told(Optional.of(told(incident.told(), pending, now)))
                      .build();
              return told.toBuilder().due(nextLook(told, now)).build();
            });
  }

  private static Told told(Optional<Told> before, Pending pending, Instant now) {
    NoticeKind kind = pending.kind();
    Instant everyone = kind.isForEveryone() ? now : before.map(Told::everyone).orElse(now);
    int reminders =
        switch (kind) {
          case FIRST, CHANGED, RESOLVED -> 0;
          case REMINDER -> before.map(Told::reminders).orElse(0) + 1;
          case PROGRESS -> before.map(Told::reminders).orElse(0);
        };
    return new Told(now, everyone, reminders, pending.causes(), pending.denials());
  }

  /// Notice `number` is not out, and free to be taken over. Empty when it is somebody else's by
  /// now.
  Optional<Incident> notSent(Incident incident, int number, Instant now) {
    return incident
        .pending()
        .filter(pending -> pending.number() == number)
        .map(
            pending ->
                incident.toBuilder()
                    .pending(
                        Optional.of(
                            new Pending(
                                pending.kind(),
                                number,
                                pending.causes(),
                                pending.denials(),
                                pending.since(),
                                now)))
                    .due(now)
                    .build());
  }

  /// When to look at it after it was looked at, or began, now.
  Instant nextLook(Incident incident, Instant now) {
    if (incident.pending().isPresent()) {
      return incident.pending().get().until();
    }
    return switch (incident.phase()) {
      case HELD -> incident.hold().map(Hold::until).orElse(now);
      case OPEN -> earlier(now.plus(pace(incident, now)), update(incident));
      case QUIET -> earlier(now.plus(SELDOM), update(incident));
      case MUTED, FOLDED -> now.plus(SELDOM);
      case WATCHED -> incident.lastSeen();
      case RESOLVED -> incident.resolution().map(Resolution::at).orElse(now);
    };
  }

  /// When to look at it after a denial that changed nothing but counts: looks are not put off by
  /// denials.
  Instant nextLookAfterDenial(Incident incident) {
    return incident.pending().isPresent()
        ? incident.pending().get().until()
        : earlier(incident.due(), update(incident));
  }

  private Instant update(Incident incident) {
    return incident
        .told()
        .filter(told -> incident.phase().isShown() && isUntold(incident, told))
        .map(told -> told.at().plus(rules.update()))
        .orElse(Instant.MAX);
  }

  private static Duration pace(Incident incident, Instant now) {
    Duration age = Duration.between(incident.firstSeen(), now);
    for (Pace pace : PACES) {
      if (age.compareTo(pace.until()) < 0) {
        return pace.every();
      }
    }
    return SELDOM;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
