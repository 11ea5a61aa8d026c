package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What people do about incidents, and what they hear afterwards.
class IncidentActionsTest {

  static final IncidentAction ACKNOWLEDGE = new IncidentAction.Acknowledge();
  static final IncidentAction UNTIL_FIXED = new IncidentAction.Snooze(Optional.empty());
  static final IncidentAction UNSNOOZE = new IncidentAction.Unsnooze();
  static final IncidentAction RESOLVE = new IncidentAction.Resolve();
  static final IncidentAction CHECK = new IncidentAction.CheckAgain();
  static final IncidentAction RESEND = new IncidentAction.Resend();
  static final List<IncidentAction> ALL =
      List.of(ACKNOWLEDGE, UNTIL_FIXED, UNSNOOZE, RESOLVE, CHECK, RESEND);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Scene scene = new Scene();
  private final List<String> looks = new ArrayList<>();
  private final IncidentActions actions =
      new IncidentActions(scene.store, (ids, _) -> looks.addAll(ids), scene::now);

  private Incident incident() {
    return scene.incident("ci", "deploy");
  }

  private ActionRequest request(IncidentAction action) {
    return new ActionRequest(
        incident().id(), Optional.empty(), action, "ana", Optional.empty(), Optional.empty());
  }

  private ActionResult act(IncidentAction action) {
    return actions.perform(request(action));
  }

  private void done(IncidentAction action) {
    assertThat(act(action)).isInstanceOf(ActionResult.Done.class);
  }

  private IncidentAction snooze(Duration length) {
    return new IncidentAction.Snooze(Optional.of(scene.now().plus(length)));
  }

  /// A denial each minute, and a look each minute.
  private void goesOn(Duration length) {
    for (Instant end = scene.now().plus(length); scene.now().isBefore(end); ) {
      scene.after(MINUTE).denied("ci", "deploy");
      scene.sweep();
    }
  }

  private List<String> heardAloud() {
    return scene.heard().stream()
        .filter(one -> !one.startsWith("PROGRESS") && !one.startsWith("HANDLED"))
        .toList();
  }

  private void begins() {
    scene.denied("ci", "deploy");
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
  }

  private void causeChanges() {
    scene.truth = denial -> Denials.denied(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    goesOn(Duration.ofMinutes(3));
  }

  @Test
  void theNextLookShowsWhoDidWhat() {
    begins();
    scene.after(MINUTE.dividedBy(4));
    Instant at = scene.now();
    done(ACKNOWLEDGE);
    assertThat(looks).containsExactly(incident().id());
    assertThat(incident().due()).isEqualTo(at);
    assertThat(incident().actions())
        .containsExactly(
            new ActionTaken(
                "ana", ActionTaken.Kind.ACKNOWLEDGED, at, Optional.empty(), Optional.empty()));
    scene.sweep();
    assertThat(scene.heard()).containsExactly("HANDLED 1 PRINCIPAL_NOT_TRUSTED");
    scene.after(MINUTE).sweep();
    assertThat(scene.heard()).isEmpty();
  }

  @Test
  void whatIsAcknowledgedSendsNoRemindersUntilTheCauseChanges() {
    begins();
    done(ACKNOWLEDGE);
    goesOn(HOUR.multipliedBy(6));
    assertThat(heardAloud()).isEmpty();
    causeChanges();
    assertThat(heardAloud()).singleElement().asString().startsWith("CHANGED");
    assertThat(incident().hasAcknowledgement()).isFalse();
    goesOn(HOUR);
    assertThat(heardAloud()).hasSize(2).allMatch(one -> one.startsWith("REMINDER"));
    done(ACKNOWLEDGE);
    goesOn(HOUR.multipliedBy(6));
    assertThat(heardAloud()).isEmpty();
  }

  @Test
  void whatIsSnoozedIsCountedAndEditedInPlaceAndTheEndOfTheSnoozeIsAReminder() {
    begins();
    done(snooze(HOUR.multipliedBy(6)));
    goesOn(HOUR.multipliedBy(6).minus(MINUTE));
    List<String> heard = scene.heard();
    assertThat(heard.getFirst()).startsWith("HANDLED");
    assertThat(heard).hasSizeGreaterThan(100);
    assertThat(heard.stream().skip(1)).allMatch(one -> one.startsWith("PROGRESS"));
    goesOn(MINUTE);
    assertThat(scene.heard()).containsExactly("REMINDER 361 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().snooze()).isEmpty();
    goesOn(HOUR.multipliedBy(2));
    assertThat(heardAloud()).isNotEmpty().allMatch(one -> one.startsWith("REMINDER"));
  }

  @Test
  void aSnoozeThatEndsInSilenceOnlyBringsMessagesUpToDate() {
    begins();
    done(snooze(HOUR.multipliedBy(2)));
    scene.sweep();
    scene.heard();
    for (int i = 0; i < 121; i++) {
      scene.after(MINUTE).sweep();
    }
    assertThat(scene.heard()).containsExactly("HANDLED 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void aCauseThatChangedInASnoozeIsToldAtItsEnd() {
    begins();
    done(snooze(HOUR));
    causeChanges();
    goesOn(HOUR.minus(MINUTE.multipliedBy(4)));
    assertThat(heardAloud()).isEmpty();
    goesOn(MINUTE);
    assertThat(heardAloud()).containsExactly("CHANGED 61 EXTERNAL_ID_REQUIRED");
  }

  @Test
  void aCauseThatChangedInASnoozeIsToldWhenSomebodyEndsIt() {
    begins();
    done(UNTIL_FIXED);
    causeChanges();
    assertThat(heardAloud()).isEmpty();
    done(UNSNOOZE);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("CHANGED 4 EXTERNAL_ID_REQUIRED");
  }

  @Test
  void aSnoozeForSomeTimeOutlastsSilence() {
    begins();
    done(snooze(Duration.ofDays(7)));
    scene.after(Duration.ofDays(3)).sweep();
    assertThat(incident().phase()).isEqualTo(IncidentState.QUIET);
    scene.denied("ci", "deploy");
    assertThat(heardAloud()).isEmpty();
    scene.after(Duration.ofDays(4)).sweep();
    assertThat(heardAloud()).containsExactly("RESOLVED 2 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void aSnoozeUntilFixedEndsWithTheEnd() {
    begins();
    done(UNTIL_FIXED);
    goesOn(Duration.ofHours(30));
    assertThat(heardAloud()).isEmpty();
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(HOUR).sweep();
    assertThat(heardAloud()).singleElement().asString().startsWith("RESOLVED");
    scene.truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    scene.after(Duration.ofDays(2)).denied("ci", "deploy");
    assertThat(heardAloud()).hasSize(1);
    assertThat(incident().snooze()).isEmpty();
    assertThat(incident().actions()).isEmpty();
  }

  @Test
  void aSnoozeDoesNotHideTheEnd() {
    begins();
    done(snooze(Duration.ofDays(7)));
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    assertThat(heardAloud()).containsExactly("RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void aSnoozeEndsInTheFutureAndWithinItsLimit() {
    begins();
    for (Duration length : List.of(Duration.ZERO, HOUR.negated(), Duration.ofDays(91))) {
      IncidentAction snooze = snooze(length);
      assertThatThrownBy(() -> act(snooze)).isInstanceOf(IllegalArgumentException.class);
    }
    done(snooze(IncidentActions.LONGEST_SNOOZE));
  }

  @Test
  void anotherSnoozeTakesThePlaceOfTheFirst() {
    begins();
    done(snooze(HOUR));
    IncidentAction longer = snooze(Duration.ofDays(1));
    done(longer);
    assertThat(act(longer)).isInstanceOf(ActionResult.AlreadyDone.class);
    scene.after(Duration.ofSeconds(2));
    assertThat(act(snooze(Duration.ofDays(1)))).isInstanceOf(ActionResult.AlreadyDone.class);
    goesOn(HOUR.multipliedBy(3));
    assertThat(heardAloud()).isEmpty();
    done(UNSNOOZE);
    assertThat(act(UNSNOOZE)).isInstanceOf(ActionResult.AlreadyDone.class);
    scene.sweep();
    assertThat(scene.heard().getLast()).startsWith("HANDLED");
  }

  @Test
  void whoResolvesByHandEndsIt() {
    begins();
    done(ACKNOWLEDGE);
    scene.after(MINUTE);
    done(RESOLVE);
    assertThat(incident().resolution())
        .contains(new Resolution(Resolution.How.BY_HAND, scene.now()));
    assertThat(act(RESOLVE)).isInstanceOf(ActionResult.AlreadyDone.class);
    assertThat(act(ACKNOWLEDGE)).isInstanceOf(ActionResult.Ended.class);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().needsLooks()).isFalse();
    scene.after(MINUTE).sweep();
    assertThat(scene.heard()).isEmpty();
  }

  @Test
  void aDenialAfterItWasResolvedByHandIsHeard() {
    begins();
    done(RESOLVE);
    scene.sweep();
    scene.heard();
    scene.after(MINUTE).denied("ci", "deploy");
    assertThat(scene.heard()).hasSize(1);
    assertThat(incident().phase()).isEqualTo(IncidentState.OPEN);
  }

  @Test
  void whatNobodyWasToldOfEndsInSilence() {
    scene.truth = denial -> Denials.allowed(denial, CauseCode.PROPAGATION);
    scene.denied("ci", "deploy");
    assertThat(incident().phase()).isEqualTo(IncidentState.HELD);
    assertThat(act(RESEND)).isInstanceOf(ActionResult.NeverSent.class);
    done(RESOLVE);
    scene.after(HOUR).sweep();
    assertThat(scene.heard()).isEmpty();
    assertThat(incident().needsLooks()).isFalse();
  }

  @Test
  void whatIsSnoozedBeforeItIsToldIsToldAfterTheSnooze() {
    scene.truth = denial -> Denials.allowed(denial, CauseCode.PROPAGATION);
    scene.denied("ci", "deploy");
    done(snooze(HOUR));
    scene.truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    goesOn(HOUR.minus(MINUTE));
    assertThat(scene.heard()).isEmpty();
    goesOn(MINUTE.multipliedBy(2));
    assertThat(heardAloud()).singleElement().asString().startsWith("FIRST");
  }

  @Test
  void aCheckDiagnosesAgain() {
    begins();
    int before = scene.explained();
    scene.after(MINUTE.multipliedBy(2)).sweep();
    scene.heard();
    scene.truth = denial -> Denials.denied(denial, CauseCode.MFA_REQUIRED);
    scene.after(Duration.ofSeconds(1));
    done(CHECK);
    assertThat(act(CHECK)).isInstanceOf(ActionResult.AlreadyDone.class);
    scene.sweep();
    assertThat(scene.explained()).isGreaterThan(before);
    assertThat(scene.heard()).containsExactly("CHANGED 1 MFA_REQUIRED");
    int checked = scene.explained();
    scene.after(Duration.ofSeconds(1)).denied("ci", "deploy");
    assertThat(scene.explained()).isGreaterThan(checked);
  }

  @Test
  void aCheckThatFindsTheFixEndsIt() {
    begins();
    scene.after(HOUR.multipliedBy(8)).sweep();
    scene.heard();
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    done(CHECK);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().wanted()).isEmpty();
  }

  @Test
  void theNewestNoticeIsSentAgainUnderANewNumber() {
    begins();
    int number = incident().notices();
    done(RESEND);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().notices()).isEqualTo(number + 1);
    goesOn(Duration.ofMinutes(20));
    assertThat(heardAloud()).singleElement().asString().startsWith("REMINDER");
    done(RESEND);
    scene.sweep();
    assertThat(heardAloud()).singleElement().asString().startsWith("REMINDER");
    causeChanges();
    scene.heard();
    done(RESEND);
    scene.sweep();
    assertThat(heardAloud()).singleElement().asString().startsWith("CHANGED");
    scene.after(MINUTE);
    done(RESOLVE);
    scene.sweep();
    scene.heard();
    scene.after(MINUTE);
    done(RESEND);
    scene.sweep();
    assertThat(scene.heard()).singleElement().asString().startsWith("RESOLVED");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aRequestThatComesTwiceIsDoneOnce(IncidentAction action) {
    begins();
    if (action.equals(UNSNOOZE)) {
      done(UNTIL_FIXED);
    }
    ActionRequest once =
        new ActionRequest(
            incident().id(),
            Optional.of(1),
            action,
            "ana",
            Optional.empty(),
            Optional.of("request-1"));
    assertThat(actions.perform(once)).isInstanceOf(ActionResult.Done.class);
    Incident after = incident();
    scene.after(HOUR);
    assertThat(actions.perform(once)).isEqualTo(new ActionResult.AlreadyDone(after));
    assertThat(incident()).isEqualTo(after);
  }

  @Test
  void aSecondPersonAcknowledgesToo() {
    begins();
    done(ACKNOWLEDGE);
    assertThat(act(ACKNOWLEDGE)).isInstanceOf(ActionResult.AlreadyDone.class);
    ActionRequest other =
        new ActionRequest(
            incident().id(),
            Optional.empty(),
            ACKNOWLEDGE,
            "bo",
            Optional.empty(),
            Optional.empty());
    assertThat(actions.perform(other)).isInstanceOf(ActionResult.Done.class);
    assertThat(act(ACKNOWLEDGE)).isInstanceOf(ActionResult.AlreadyDone.class);
    assertThat(incident().actions()).extracting(ActionTaken::actor).containsExactly("ana", "bo");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aButtonOfAnEarlierEpisodeDoesNothing(IncidentAction action) {
    begins();
    done(RESOLVE);
    scene.sweep();
    scene.after(Duration.ofDays(2)).denied("ci", "deploy");
    Incident before = incident();
    assertThat(before.episode()).isEqualTo(2);
    ActionRequest old =
        new ActionRequest(
            before.id(), Optional.of(1), action, "ana", Optional.empty(), Optional.of("late"));
    assertThat(actions.perform(old)).isEqualTo(new ActionResult.Ended(before));
    assertThat(incident()).isEqualTo(before);
  }

  @Test
  void whatIsUnknownIsNotFound() {
    assertThat(
            actions.perform(
                new ActionRequest(
                    "refusal-none",
                    Optional.empty(),
                    ACKNOWLEDGE,
                    "ana",
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo(new ActionResult.NotFound("refusal-none"));
    begins();
    Incident watched =
        scene.store.all().stream()
            .filter(one -> one.phase() == IncidentState.WATCHED)
            .findFirst()
            .orElseThrow();
    assertThat(
            actions.perform(
                new ActionRequest(
                    watched.id(),
                    Optional.empty(),
                    RESOLVE,
                    "ana",
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo(new ActionResult.NotFound(watched.id()));
  }

  @Test
  void aPartOfASearchSaysWhereItBelongsAndTheSearchTakesTheAction() {
    for (int i = 0; i < 12; i++) {
      scene.denied("ci", "role-" + i);
    }
    for (int i = 0; i < 4; i++) {
      scene.after(MINUTE).sweep();
    }
    Incident search =
        scene.store.all().stream()
            .filter(one -> one.subject() instanceof IncidentSubject.Search)
            .findFirst()
            .orElseThrow();
    Incident part =
        scene.store.all().stream()
            .filter(one -> one.phase() == IncidentState.FOLDED)
            .findFirst()
            .orElseThrow();
    scene.heard();
    ActionRequest request =
        new ActionRequest(
            part.id(), Optional.empty(), UNTIL_FIXED, "ana", Optional.empty(), Optional.empty());
    assertThat(actions.perform(request)).isEqualTo(new ActionResult.PartOf(part, search.id()));
    assertThat(
            actions.perform(
                new ActionRequest(
                    search.id(),
                    Optional.empty(),
                    UNTIL_FIXED,
                    "ana",
                    Optional.empty(),
                    Optional.empty())))
        .isInstanceOf(ActionResult.Done.class);
    scene.sweep();
    assertThat(scene.heard()).contains("HANDLED search 12");
  }

  @Test
  void whatPeopleTypeIsBoundedAndVisible() {
    begins();
    actions.perform(
        new ActionRequest(
            incident().id(),
            Optional.empty(),
            ACKNOWLEDGE,
            " an\u001b[31ma\u202e" + "a".repeat(1_000),
            Optional.of("line\nline" + "\ud83d\ude00".repeat(1_000)),
            Optional.of("r".repeat(10_000))));
    ActionTaken taken = incident().actions().getFirst();
    assertThat(taken.actor()).hasSize(100).startsWith("an\\u001b[31ma\\u202ea");
    assertThat(taken.reason().orElseThrow()).startsWith("line\\u000aline");
    assertThat(taken.reason().orElseThrow().codePoints().count()).isEqualTo(300);
    assertThat(incident().requests().getFirst()).hasSize(200);
  }

  @Test
  void onlyTheNewestActionsAndRequestsAreKept() {
    begins();
    for (int i = 0; i < 100; i++) {
      scene.after(MINUTE);
      actions.perform(
          new ActionRequest(
              incident().id(),
              Optional.empty(),
              CHECK,
              "person-" + i,
              Optional.empty(),
              Optional.of("request-" + i)));
    }
    assertThat(incident().actions())
        .hasSize(20)
        .last()
        .extracting(ActionTaken::actor)
        .isEqualTo("person-99");
    assertThat(incident().requests()).hasSize(20).contains("request-99");
  }

  @Test
  void anActionGivesWayToADenialThatWasQuicker() {
    begins();
    Denial denial = scene.happened("ci", "deploy");
    IncidentRepository slow =
        new Delegating(scene.store) {
          private boolean once = true;

          @Override
          public Outcome write(Change change) {
            if (once) {
              once = false;
              scene.deliver(denial);
            }
            return super.write(change);
          }
        };
    assertThat(
            new IncidentActions(slow, LookQueue.none(), scene::now).perform(request(ACKNOWLEDGE)))
        .isInstanceOf(ActionResult.Done.class);
    assertThat(incident().denials()).isEqualTo(2);
    assertThat(incident().hasAcknowledgement()).isTrue();
  }

  @Test
  void aQueueThatFailsLeavesTheLookToTheSchedule() {
    begins();
    LookQueue broken =
        (_, _) -> {
          throw new RepositoryFailure("the queue is gone");
        };
    assertThat(new IncidentActions(scene.store, broken, scene::now).perform(request(ACKNOWLEDGE)))
        .isInstanceOf(ActionResult.Done.class);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("HANDLED 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void aNoticeThatIsOnItsWayIsFinishedBeforeTheEndIsTold() {
    scene.breakOutlet(true);
    assertThatThrownBy(() -> scene.denied("ci", "deploy"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(incident().pending().orElseThrow().kind()).isEqualTo(NotificationKind.FIRST);
    done(RESOLVE);
    scene.breakOutlet(false);
    scene.after(MINUTE).sweep();
    scene.after(MINUTE).sweep();
    assertThat(scene.heard())
        .containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED", "RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().needsLooks()).isFalse();
  }

  /// A store in front of another one.
  private static class Delegating implements IncidentRepository {
    private final IncidentRepository store;

    Delegating(IncidentRepository store) {
      this.store = store;
    }

    @Override
    public Optional<Incident> find(String id) {
      return store.find(id);
    }

    @Override
    public Outcome write(Change change) {
      return store.write(change);
    }

    @Override
    public Optional<byte[]> event(String id) {
      return store.event(id);
    }

    @Override
    public List<String> due(Instant until, int most) {
      return store.due(until, most);
    }

    @Override
    public List<String> live() {
      return store.live();
    }

    @Override
    public List<String> endedSince(Instant since) {
      return store.endedSince(since);
    }
  }
}
