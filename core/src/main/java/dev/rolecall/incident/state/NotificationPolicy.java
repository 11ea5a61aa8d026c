package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.incident.action.SnoozePeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When people hear of an incident, and when it is looked at again.
public final class NotificationPolicy {

  /// Longer than an invocation may take from claiming to sending, and shorter than Lambda waits
  /// before it tries an event again.
  static final Duration CLAIM = Duration.ofSeconds(45);

  private static final Duration LONGEST_REMINDER = Duration.ofHours(24);

  /// An age of an incident, and how often it is looked at until then.
  private record LookInterval(Duration until, Duration every) {}

  private static final LookInterval[] PACES = {
    new LookInterval(Duration.ofMinutes(15), Duration.ofMinutes(1)),
    new LookInterval(Duration.ofHours(1), Duration.ofMinutes(5)),
    new LookInterval(Duration.ofHours(6), Duration.ofMinutes(15)),
  };

  private static final Duration SELDOM = Duration.ofHours(1);

  /// So long after all who are blocked by a shared cause were looked at, what came of it is looked
  /// at often.
  private static final Duration CHECKED = Duration.ofMinutes(10);

  /// So long after the first alert of a shared cause, most of those that it blocks are found, and
  /// the alert lists them soon.
  private static final Duration GROWING = Duration.ofMinutes(2);

  private final IncidentRules rules;

  NotificationPolicy(IncidentRules rules) {
    this.rules = rules;
  }

  /// Claims the notice that is due, if one is. A claim that has ended is taken over.
  ///
  /// @param denied whether a denial came just now, so that it still goes on
  Incident claim(Incident incident, Instant now, boolean denied) {
    Optional<NotificationClaim> pending =
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
    // Whatever is sent after a look shows what people did.
    boolean answered = !denied && incident.pending().isEmpty() && pending.isPresent();
    return incident
        .with()
        .pending(pending)
        .notices(pending.map(NotificationClaim::number).orElse(incident.notices()))
        .wanted(answered ? Optional.empty() : incident.wanted())
        .build();
  }

  /// Claims a notice that another invocation claimed and did not send. Empty when there is none.
  public Optional<Incident> takeOver(Incident incident, Instant now) {
    return incident
        .pending()
        .filter(claim -> !now.isBefore(claim.until()))
        .map(claim -> claim(incident, claim.kind(), claim.number(), now))
        .map(ours -> incident.with().pending(Optional.of(ours)).due(ours.until()).build());
  }

  /// Claims the notice of the end, if people know of the beginning.
  Incident claimEnd(Incident ended, Instant now) {
    return ended.told().isEmpty()
        ? ended
        : ended
            .with()
            .pending(Optional.of(claim(ended, NotificationKind.RESOLVED, ended.notices() + 1, now)))
            .notices(ended.notices() + 1)
            .wanted(Optional.empty())
            .build();
  }

  /// Claims the notice that takes an end back, if people heard of the beginning. It replaces one of
  /// the end that is not out.
  Incident claimReopened(Incident reopened, Instant now) {
    if (reopened.told().isEmpty()) {
      return claim(reopened, now, true);
    }
    return reopened
        .with()
        .pending(
            Optional.of(claim(reopened, NotificationKind.REOPENED, reopened.notices() + 1, now)))
        .notices(reopened.notices() + 1)
        .wanted(Optional.empty())
        .build();
  }

  private static NotificationClaim claim(
      Incident incident, NotificationKind kind, int number, Instant now) {
    return new NotificationClaim(
        kind, number, incident.causes().size(), incident.denials(), now, now.plus(CLAIM));
  }

  private Optional<NotificationKind> kind(Incident incident, Instant now, boolean denied) {
    Optional<NotificationKind> due = dueKind(incident, now, denied);
    return denied || incident.told().isEmpty()
        ? due
        : due.filter(NotificationKind::isForEveryone).or(incident::wanted).or(() -> due);
  }

  private Optional<NotificationKind> dueKind(Incident incident, Instant now, boolean denied) {
    if (incident.phase() == IncidentState.RESOLVED) {
      return late(incident, now, denied);
    }
    if (!incident.phase().isShown()) {
      return Optional.empty();
    }
    boolean silent = isSilent(incident);
    if (incident.told().isEmpty()) {
      return Optional.of(NotificationKind.FIRST).filter(_ -> !silent);
    }
    LastNotification last = incident.told().get();
    if (incident.causes().size() > last.causes() && !silent) {
      return Optional.of(NotificationKind.CHANGED);
    }
    if (denied
        && !silent
        && !incident.hasAcknowledgement()
        && !incident.recurring()
        && !now.isBefore(last.everyone().plus(untilReminder(last.reminders())))) {
      return Optional.of(NotificationKind.REMINDER);
    }
    // Only the sweep brings messages up to date: in a storm of denials, no more than it looks at.
    return !denied && isUntold(incident, last) && !now.isBefore(nextUpdate(incident, last))
        ? Optional.of(NotificationKind.PROGRESS)
        : Optional.empty();
  }

  /// A denial that happened before the end, and came after it.
  private Optional<NotificationKind> late(Incident incident, Instant now, boolean denied) {
    return incident
        .told()
        .filter(last -> denied && isUntold(incident, last))
        .filter(last -> !now.isBefore(nextUpdate(incident, last)))
        .map(_ -> NotificationKind.PROGRESS);
  }

  /// Whether it is snoozed. A snooze holds until a look ends it, so that what it held back is told
  /// once.
  private static boolean isSilent(Incident incident) {
    return incident.snooze().isPresent()
        && incident.cause().filter(cause -> cause.severity() == Severity.SECURITY).isEmpty();
  }

  /// Ends a snooze whose time is over. What it held back is told; without any of that, messages are
  /// brought up to date.
  static Incident wake(Incident incident, Instant now) {
    Optional<SnoozePeriod> over = incident.snooze().filter(snooze -> snooze.isOver(now));
    return over.isEmpty()
        ? incident
        : incident
            .with()
            .snooze(Optional.empty())
            .wanted(
                incident
                    .wanted()
                    .filter(NotificationKind::isForEveryone)
                    .or(() -> incident.told().map(_ -> heldBack(incident, over.get()))))
            .build();
  }

  /// The notice that follows when a snooze ends.
  private static NotificationKind heldBack(Incident incident, SnoozePeriod snooze) {
    if (!incident.phase().isShown() || !incident.lastSeen().isAfter(snooze.since())) {
      return NotificationKind.HANDLED;
    }
    return incident.causes().size() > snooze.causes()
        ? NotificationKind.CHANGED
        : NotificationKind.REMINDER;
  }

  /// Whether there is news for messages that are updated in place.
  private boolean isUntold(Incident incident, LastNotification last) {
    return rules.inPlace()
        && (incident.denials() > last.denials() || incident.causes().size() > last.causes());
  }

  private Duration untilReminder(int reminders) {
    Duration wait = rules.reminder();
    for (int i = 0; i < reminders && wait.compareTo(LONGEST_REMINDER) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST_REMINDER) < 0 ? wait : LONGEST_REMINDER;
  }

  /// Notice `number` is out. Empty when another invocation has it by now.
  public Optional<Incident> markSent(Incident incident, int number, Instant now) {
    return pending(incident, number)
        .map(claim -> Optional.of(notified(incident.told(), claim, now)))
        .map(
            told ->
                incident
                    .with()
                    .pending(Optional.empty())
                    .told(told)
                    .failing(Optional.empty())
                    .build())
        .map(told -> told.withDue(nextLook(told, now)));
  }

  private static Optional<NotificationClaim> pending(Incident incident, int number) {
    return incident.pending().filter(claim -> claim.number() == number);
  }

  private static LastNotification notified(
      Optional<LastNotification> before, NotificationClaim claim, Instant now) {
    NotificationKind kind = claim.kind();
    Instant everyone =
        kind.isForEveryone() ? now : before.map(LastNotification::everyone).orElse(now);
    int reminders =
        switch (kind) {
          case FIRST, CHANGED, RESOLVED, REOPENED -> 0;
          case REMINDER -> before.map(LastNotification::reminders).orElse(0) + 1;
          case PROGRESS, HANDLED -> before.map(LastNotification::reminders).orElse(0);
        };
    return new LastNotification(now, everyone, reminders, claim.causes(), claim.denials());
  }

  /// Notice `number` is not out, and free to be taken over. Empty when another invocation has it by
  /// now.
  public Optional<Incident> releaseClaim(Incident incident, int number, Instant now) {
    return pending(incident, number)
        .map(claim -> Optional.of(claim.withUntil(now)))
        .map(claim -> incident.with().pending(claim).due(now).build());
  }

  /// When to look at it after it was looked at, or began, now.
  Instant nextLook(Incident incident, Instant now) {
    if (incident.pending().isPresent()) {
      return incident.pending().get().until();
    }
    if (incident.wanted().isPresent() && incident.told().isPresent()) {
      return now;
    }
    return incident
        .snooze()
        .flatMap(SnoozePeriod::until)
        .map(end -> earlier(end, nextLookByPhase(incident, now)))
        .orElseGet(() -> nextLookByPhase(incident, now));
  }

  private Instant nextLookByPhase(Incident incident, Instant now) {
    return switch (incident.phase()) {
      case HELD -> incident.hold().map(HoldReason::until).orElse(now);
      case OPEN -> earlier(now.plus(pace(incident, now)), update(incident));
      case QUIET -> earlier(now.plus(SELDOM), update(incident));
      case FOLDED ->
          now.plus(SELDOM)
              .plus(incident.sharedCauseId().map(_ -> spread(incident)).orElse(Duration.ZERO));
      case MUTED -> now.plus(SELDOM);
      case WATCHED -> incident.lastSeen();
      case RESOLVED -> incident.resolution().map(Resolution::at).orElse(now);
    };
  }

  /// Thousands may be folded in the same minute, and are not looked at in the same minute.
  private static Duration spread(Incident incident) {
    return Duration.ofSeconds(Math.floorMod(incident.id().hashCode(), SELDOM.toSeconds()));
  }

  /// When to look at it after a denial that changed nothing but counts: looks are not put off by
  /// denials.
  Instant nextLookAfterDenial(Incident incident) {
    return incident.pending().isPresent()
        ? incident.pending().get().until()
        : earlier(
            earlier(incident.due(), update(incident)),
            incident.hold().map(HoldReason::until).orElse(Instant.MAX));
  }

  private Instant update(Incident incident) {
    return incident
        .told()
        .filter(last -> incident.phase().isShown() && isUntold(incident, last))
        .map(last -> nextUpdate(incident, last))
        .orElse(Instant.MAX);
  }

  private Instant nextUpdate(Incident incident, LastNotification last) {
    boolean soon = isGrowing(incident, last.at()) && rules.gather().compareTo(rules.update()) < 0;
    return last.at().plus(soon ? rules.gather() : rules.update());
  }

  /// Whether more and more of those that a shared cause blocks may still be found, shortly after
  /// its first alert.
  public static boolean isGrowing(Incident shared, Instant now) {
    return shared.subject() instanceof IncidentSubject.SharedCause
        && shared.phase() == IncidentState.OPEN
        && now.isBefore(shared.told().map(LastNotification::everyone).orElse(now).plus(GROWING));
  }

  private static Duration pace(Incident incident, Instant now) {
    boolean checked =
        incident
            .extent()
            .flatMap(SharedExtent::checked)
            .filter(at -> now.isBefore(at.plus(CHECKED)))
            .isPresent();
    if (checked) {
      return PACES[0].every();
    }
    Duration age = Duration.between(incident.firstSeen(), now);
    for (LookInterval lookInterval : PACES) {
      if (age.compareTo(lookInterval.until()) < 0) {
        return lookInterval.every();
      }
    }
    return SELDOM;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
