package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.incident.enumeration.PrivilegedNames;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.repository.TouchKeys;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.LookFailures;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.SearchReach;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stories of the sweep: one incident that cannot be checked, many that are due, a rollback, and
/// changes in IAM.
class SweepStoriesTest {

  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MemoryRepository memory = new MemoryRepository();
  private final Store store = new Store();
  private final Queue queue = new Queue();
  private final List<Notification> heard = new ArrayList<>();
  private final Map<String, Denial> events = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private Instant now = START;
  private int number;
  private Function<Denial, Explanation> truth =
      denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
  private Function<Notification, DeliveryResult> channel =
      notification -> {
        heard.add(notification);
        return new DeliveryResult.Delivered(Optional.empty());
      };
  private final DenialIntake intake =
      new DenialIntake(
          IncidentRules.standard(),
          List.of("owner"),
          store,
          notification -> channel.apply(notification),
          () -> now);

  private IncidentSweep newSweep() {
    return new IncidentSweep(
        IncidentRules.standard(),
        List.of("owner"),
        store,
        notification -> channel.apply(notification),
        () -> now,
        event ->
            Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8))).map(truth),
        queue);
  }

  private String denied(String caller, String role) {
    String id = "event-" + ++number;
    Denial denial = Denials.denial(id, now, caller, "session", role);
    events.put(id, denial);
    try {
      intake.receive(denial, id.getBytes(StandardCharsets.UTF_8), one -> truth.apply(one));
    } catch (DeliveryFailure e) {
      throw new IllegalStateException(e);
    }
    return IncidentSubject.Refusal.of(denial).id();
  }

  private List<IncidentSweep.LookResult> sweepAfter(Duration time) {
    now = now.plus(time);
    List<IncidentSweep.LookResult> all = new ArrayList<>(newSweep().dueInParts(now.plus(MINUTE)));
    all.addAll(queue.work());
    return all;
  }

  private static Explanation propagating(Denial denial) {
    return Denials.allowed(denial, CauseCode.PROPAGATION);
  }

  private boolean isTold(String caller) {
    return heard.stream()
        .anyMatch(
            one ->
                one instanceof Notification.OfRefusal refusal
                    && refusal.incident().subject().caller().endsWith("/" + caller));
  }

  enum Poison {
    READING,
    DAMAGED,
    EXPLAINING,
    TOO_DEEP,
    RENDERING
  }

  /// Story Q.
  @ParameterizedTest
  @EnumSource(Poison.class)
  void oneThatCannotBeCheckedKeepsNobodyAndEndsInTheFailureQueue(Poison poison) {
    String bad = denied("bad", "app");
    String other = denied("other", "app");
    truth = SweepStoriesTest::propagating;
    denied("held", "new");
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    heard.clear();
    poison(poison, bad);

    Map<Instant, Integer> looksAtBad = new HashMap<>();
    for (int minute = 1; minute <= 180; minute++) {
      List<IncidentSweep.LookResult> looks = sweepAfter(MINUTE);
      looks.stream()
          .filter(look -> look.id().equals(bad))
          .forEach(look -> looksAtBad.merge(now, 1, Integer::sum));
      if (minute == 3) {
        assertThat(isTold("held")).as("the held one is told in time").isTrue();
        assertThat(looks).extracting(IncidentSweep.LookResult::id).contains(other);
      }
    }
    if (poison == Poison.RENDERING) {
      assertThat(looksAtBad).as("it waits no longer than 5 minutes").hasSizeGreaterThan(30);
    } else {
      assertThat(looksAtBad.size()).as("1, 2, 4 minutes up to an hour").isBetween(7, 9);
    }
    assertThat(queue.failures).isNotEmpty();
    assertThat(queue.failures.getFirst()).startsWith(bad + " " + LookFailures.TOO_MANY + " ");
    assertThat(queue.failures.getFirst()).doesNotContain("<!channel>");

    unreadable.clear();
    truth = denial -> Denials.allowed(denial, CauseCode.CHANGED_SINCE);
    channel =
        notification -> {
          heard.add(notification);
          return new DeliveryResult.Delivered(Optional.empty());
        };
    heard.clear();
    for (int minute = 0; minute <= 60; minute++) {
      sweepAfter(MINUTE);
    }
    assertThat(isTold("bad")).as("it ends as any other").isTrue();
    assertThat(memory.find(bad).flatMap(Incident::failing)).isEmpty();
  }

  private void poison(Poison poison, String id) {
    Function<Denial, Explanation> before = truth;
    switch (poison) {
      case READING, DAMAGED -> unreadable.add(id);
      case EXPLAINING ->
          truth =
              denial -> {
                if (IncidentSubject.Refusal.of(denial).id().equals(id)) {
                  throw new IllegalStateException("<!channel>");
                }
                return before.apply(denial);
              };
      case TOO_DEEP ->
          truth =
              denial -> {
                if (IncidentSubject.Refusal.of(denial).id().equals(id)) {
                  throw new StackOverflowError();
                }
                return before.apply(denial);
              };
      case RENDERING -> {
        truth =
            denial ->
                IncidentSubject.Refusal.of(denial).id().equals(id)
                    ? Denials.allowed(denial, CauseCode.CHANGED_SINCE)
                    : before.apply(denial);
        channel =
            notification -> {
              if (notification instanceof Notification.OfRefusal refusal
                  && refusal.incident().id().equals(id)) {
                return new DeliveryResult.Rejected("too large");
              }
              heard.add(notification);
              return new DeliveryResult.Delivered(Optional.empty());
            };
      }
    }
  }

  /// Story Q, for denials: what is wrong with one item is not the end of the others.
  @Test
  void aSearchThatCannotBeReadKeepsNoDenialOfItsCaller() {
    Denial sample = Denials.denial("sample", now, "ci", "session", "app");
    denied("ci", "before");
    unreadable.add(IncidentSubject.Search.of(sample).id());
    heard.clear();
    denied("ci", "app");
    sweepAfter(MINUTE);
    sweepAfter(MINUTE);
    assertThat(heard)
        .anyMatch(
            one ->
                one instanceof Notification.OfRefusal refusal
                    && refusal.kind() == NotificationKind.FIRST
                    && refusal.explanation().denial().target().toString().contains("role/app"));
  }

  @Test
  void anIncidentThatCannotBeReadFailsItsOwnDenialsAlone() {
    String bad = denied("bad", "app");
    unreadable.add(bad);
    DenialIntake fresh =
        new DenialIntake(
            IncidentRules.standard(), List.of(), store, one -> channel.apply(one), () -> now);
    Denial again = Denials.denial("again", now, "bad", "session", "app");
    assertThatThrownBy(() -> fresh.receive(again, new byte[0], truth))
        .as("the event is tried again, and kept")
        .isInstanceOf(RuntimeException.class);
    denied("other", "app");
    unreadable.clear();
    assertThatCode(() -> fresh.receive(again, new byte[0], truth)).doesNotThrowAnyException();
    assertThat(memory.find(bad).orElseThrow().denials()).isEqualTo(2);
  }

  /// Story T.
  @ParameterizedTest
  @ValueSource(ints = {2_000, 10_000})
  void aHeldAlertIsToldInTimeHoweverManyAreOpen(int open) {
    IntStream.range(0, open).forEach(i -> open("caller-" + i));
    now = now.plus(Duration.ofMinutes(2));
    truth = SweepStoriesTest::propagating;
    denied("held", "new");
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    heard.clear();
    Instant denied = now;
    queue.workers = 5;
    while (!isTold("held")) {
      assertThat(now).isBefore(denied.plus(Duration.ofMinutes(4)));
      sweepAfter(MINUTE);
    }
    assertThat(Duration.between(denied, now)).isLessThanOrEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void withoutWorkersTheHeldOneIsFirst() {
    IntStream.range(0, 2_000).forEach(i -> open("caller-" + i));
    truth = SweepStoriesTest::propagating;
    denied("held", "new");
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    heard.clear();
    now = now.plus(Duration.ofMinutes(2));
    newSweep().due(100, now.plus(MINUTE));
    // It waits a little for others that the same blocks.
    now = now.plus(MINUTE);
    newSweep().due(100, now.plus(MINUTE));
    assertThat(isTold("held")).isTrue();
  }

  @Test
  void nothingIsLookedAtTwiceAndNothingStarves() {
    IntStream.range(0, 1_000).forEach(i -> open("caller-" + i));
    Map<String, Integer> looks = new HashMap<>();
    for (int minute = 0; minute < 10; minute++) {
      sweepAfter(MINUTE).forEach(look -> looks.merge(look.id(), 1, Integer::sum));
    }
    assertThat(looks).hasSize(1_000);
    assertThat(looks.values()).allMatch(times -> times >= 9 && times <= 10);
  }

  /// An incident that was told, as the store has it.
  private void open(String caller) {
    String id = "event-" + ++number;
    Denial denial = Denials.denial(id, now, caller, "session", "app");
    events.put(id, denial);
    memory.write(
        new IncidentRepository.Change(
            Optional.empty(),
            List.of(
                Incident.begin(IncidentSubject.Refusal.of(denial), now)
                    .causes(
                        List.of(new CauseInterval(CauseCode.PRINCIPAL_NOT_TRUSTED, 1, now, now)))
                    .denials(1)
                    .told(Optional.of(new LastNotification(now, now, 0, 1, 1)))
                    .due(now.plus(MINUTE))
                    .build()),
            Optional.of(id.getBytes(StandardCharsets.UTF_8))));
  }

  /// Story U.
  @Test
  void aCauseOfANewerVersionIsKeptAndCounted() {
    String id = denied("ci", "app");
    Incident old = memory.find(id).orElseThrow();
    memory.write(
        IncidentRepository.Change.of(
            old.withCauses(
                    List.of(
                        new CauseInterval(
                            CauseCode.UNDETERMINED, 1, now, now, Optional.of("PASSKEY_REQUIRED"))))
                .withDiagnoses(List.of())));
    heard.clear();
    truth =
        denial ->
            Denials.explanation(
                denial,
                CauseCode.TRUST_CONDITION_FAILED,
                Confidence.LIKELY,
                Decision.IMPLICIT_DENY,
                List.of());
    for (int minute = 0; minute < 30; minute++) {
      denied("ci", "app");
      assertThat(sweepAfter(MINUTE)).allMatch(look -> look.failure().isEmpty());
    }
    Incident after = memory.find(id).orElseThrow();
    assertThat(after.causes()).hasSize(1);
    assertThat(after.causes().getFirst().newer()).contains("PASSKEY_REQUIRED");
    assertThat(after.causes().getFirst().denials()).isEqualTo(31);
    assertThat(heard)
        .noneMatch(
            one ->
                one instanceof Notification.OfRefusal refusal
                    && refusal.kind() == NotificationKind.CHANGED);
  }

  /// Story D: what does not exist is folded, and what is `prod-admin` is told at once.
  @ParameterizedTest
  @EnumSource(
      value = CauseCode.class,
      names = {"ROLE_NOT_FOUND", "PRINCIPAL_NOT_TRUSTED"})
  void aSearchDoesNotHideAPrivilegedRole(CauseCode junk) {
    junk(junk);
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("scanner", "prod-admin");
    assertThat(firsts()).as("at once").containsExactly("prod-admin");
    sweepAfter(MINUTE);
    assertThat(firsts()).as("once").isEmpty();
  }

  /// The same for one that only exists, and for one that lies elsewhere.
  @Test
  void aSearchOfWhatIsNotThereDoesNotHideWhatIs() {
    junk(CauseCode.ROLE_NOT_FOUND);
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("scanner", "payroll-export");
    assertThat(firsts()).containsExactly("payroll-export");
    truth = denial -> Denials.denied(denial, CauseCode.ROLE_NOT_FOUND);
    denied("scanner", "admin");
    assertThat(firsts()).as("there is no such role").isEmpty();
  }

  @Test
  void aRoleThatOpensIsToldThoughItWasFolded() {
    junk(CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("scanner", "reports");
    assertThat(firsts()).isEmpty();
    now = now.plus(Duration.ofMinutes(5));
    Change success =
        new Change(
            now.minusSeconds(60),
            ChangeEvent.AssumeRole,
            "arn:aws:sts::111122223333:assumed-role/scanner/session",
            Optional.empty(),
            Map.of(ChangeEvent.Name.ROLE, "reports"),
            Change.Kind.ASSUMED);
    truth =
        denial ->
            Denials.explanation(
                denial,
                CauseCode.PRINCIPAL_NOT_TRUSTED,
                Confidence.CERTAIN,
                Decision.IMPLICIT_DENY,
                List.of(success));
    denied("scanner", "reports");
    assertThat(firsts()).containsExactly("reports");
  }

  /// A flood of them is five alerts an hour, and one that says that there are more.
  @Test
  void manyThatMatterAreFiveAnHourAndOneThatSaysSo() {
    junk(CauseCode.ROLE_NOT_FOUND);
    truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    List<String> singles = new ArrayList<>();
    long changed = 0;
    for (int minute = 0; minute < 30; minute++) {
      denied("scanner", "real-" + minute);
      sweepAfter(MINUTE);
      changed += heard.stream().filter(one -> kind(one) == NotificationKind.CHANGED).count();
      singles.addAll(firsts());
    }
    assertThat(singles).hasSize(5);
    assertThat(changed).isEqualTo(1);
    assertThat(
            memory.all().stream().flatMap(one -> one.reach().stream()).mapToLong(SearchReach::more))
        .containsExactly(25L);
  }

  /// Ten roles in three minutes, and one more an hour for two days.
  private void junk(CauseCode cause) {
    truth = denial -> Denials.denied(denial, cause);
    for (int i = 0; i < 10; i++) {
      denied("scanner", "junk-" + i);
      sweepAfter(Duration.ofSeconds(18));
    }
    for (int i = 0; i < 4; i++) {
      sweepAfter(MINUTE);
    }
    assertThat(heard).anyMatch(Notification.OfSearch.class::isInstance);
    for (int hour = 0; hour < 48; hour++) {
      now = now.plus(Duration.ofHours(1));
      denied("scanner", "later-" + hour);
      sweepAfter(MINUTE);
    }
    heard.clear();
  }

  /// Roles of first alerts since the last question.
  private List<String> firsts() {
    List<String> roles =
        heard.stream()
            .filter(one -> kind(one) == NotificationKind.FIRST)
            .filter(Notification.OfRefusal.class::isInstance)
            .map(one -> ((Notification.OfRefusal) one).explanation().denial().target().toString())
            .map(target -> target.replaceAll("(?s).*role/([\\w-]+).*|.*name=([\\w-]+).*", "$1$2"))
            .toList();
    heard.clear();
    return roles;
  }

  private static NotificationKind kind(Notification notification) {
    return switch (notification) {
      case Notification.OfRefusal refusal -> refusal.kind();
      case Notification.OfSearch search -> search.kind();
      case Notification.OfSharedCause shared -> shared.kind();
      case Notification.OfDigest _ -> NotificationKind.PROGRESS;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod-admin",
        "ProdDeploy",
        "payments-production",
        "sysadmin",
        "break_glass",
        "Admins"
      })
  void namesOfPrivilegedRoles(String name) {
    assertThat(PrivilegedNames.STANDARD.match(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"product-catalog", "reports", "webmaster-tools2", "productivity"})
  void namesOfOtherRoles(String name) {
    assertThat(PrivilegedNames.STANDARD.match(name)).isEqualTo(name.startsWith("webmaster"));
  }

  @Test
  void aChangeReadsOnlyWhatItTouches() {
    IntStream.range(0, 10_000).forEach(i -> open("caller-" + i));
    int before = memory.reads();
    List<IncidentSweep.LookResult> looks =
        newSweep()
            .about(
                Set.of(TouchKeys.principal(Denials.HOME, "caller-77")),
                subject -> subject.caller().endsWith("/caller-77"),
                Instant.MAX);
    assertThat(looks).hasSize(1);
    assertThat(memory.reads() - before).isLessThan(10);
  }

  @Test
  void aChangeOfARoleThatManyAssumeIsSharedAmongWorkers() {
    IntStream.range(0, 300).forEach(i -> open("caller-" + i));
    truth = denial -> Denials.allowed(denial, CauseCode.CHANGED_SINCE);
    List<IncidentSweep.LookResult> looks =
        new ArrayList<>(
            newSweep()
                .about(Set.of(TouchKeys.principal(Denials.HOME, "app")), _ -> true, Instant.MAX));
    assertThat(looks).hasSize(LookQueue.PART);
    looks.addAll(queue.work());
    assertThat(looks).hasSize(300).allMatch(look -> look.after() == IncidentState.RESOLVED);
  }

  @Test
  void whenTheQueueFailsTheSweepLooksItself() {
    IntStream.range(0, 200).forEach(i -> open("caller-" + i));
    queue.broken = true;
    now = now.plus(MINUTE);
    assertThat(newSweep().dueInParts(Instant.MAX)).hasSize(200);
  }

  /// Workers that take what is in the queue.
  private final class Queue implements LookQueue {
    private record Part(List<String> incidents, boolean ifDue) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private int workers = Integer.MAX_VALUE;
    private boolean broken;

    @Override
    public void look(List<String> incidents, Duration delay) {
      put(incidents, false);
    }

    @Override
    public void lookIfDue(List<String> incidents, Duration delay, Instant until) {
      put(incidents, true);
    }

    private void put(List<String> incidents, boolean ifDue) {
      if (broken) {
        throw new RepositoryFailure("the queue does not answer");
      }
      for (int from = 0; from < incidents.size(); from += PART) {
        parts.add(
            new Part(incidents.subList(from, Math.min(from + PART, incidents.size())), ifDue));
      }
    }

    @Override
    public void giveUp(String incident, int count, String reason) {
      failures.add(incident + " " + count + " " + reason);
    }

    List<IncidentSweep.LookResult> work() {
      List<IncidentSweep.LookResult> all = new ArrayList<>();
      for (int i = 0; i < workers && !parts.isEmpty(); i++) {
        Part part = parts.removeFirst();
        all.addAll(newSweep().look(part.incidents(), part.ifDue(), Instant.MAX));
      }
      return all;
    }
  }

  /// The store, with items that cannot be read.
  private final class Store implements IncidentRepository {
    private final Map<String, LookFailures> failing = new HashMap<>();

    @Override
    public Optional<Incident> find(String id) {
      if (unreadable.contains(id)) {
        throw new UnreadableIncident("not an incident");
      }
      return memory.find(id);
    }

    @Override
    public Outcome write(IncidentRepository.Change change) {
      change.incidents().forEach(incident -> failing.remove(incident.id()));
      return memory.write(change);
    }

    @Override
    public Optional<byte[]> event(String id) {
      return memory.event(id);
    }

    @Override
    public List<String> due(Instant until, int most) {
      return memory.due(until, Integer.MAX_VALUE).stream()
          .filter(id -> !isPutOff(id, until))
          .limit(most)
          .toList();
    }

    private boolean isPutOff(String id, Instant until) {
      return Optional.ofNullable(failing.get(id))
          .filter(one -> until.isBefore(one.until()))
          .isPresent();
    }

    @Override
    public List<String> urgent(Instant until, int most) {
      return memory.urgent(until, most).stream().filter(id -> !failing.containsKey(id)).toList();
    }

    @Override
    public List<String> live() {
      return memory.live();
    }

    @Override
    public List<String> touching(Set<String> keys) {
      return memory.touching(keys);
    }

    @Override
    public List<String> endedSince(Instant since) {
      return memory.endedSince(since);
    }

    @Override
    public Optional<LookFailures> failed(String id, Instant time, Duration longest) {
      if (!unreadable.contains(id)) {
        return IncidentRepository.super.failed(id, time, longest);
      }
      return Optional.of(
          failing.compute(
              id,
              (_, before) ->
                  LookFailures.after(before == null ? 0 : before.times(), time, longest)));
    }
  }
}
