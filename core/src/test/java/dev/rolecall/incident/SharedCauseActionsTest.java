package dev.rolecall.incident;

import static dev.rolecall.incident.SharedCauseScene.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What people do about an alert that stands for many callers and roles.
class SharedCauseActionsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final SharedCauseScene scene = new SharedCauseScene(true);
  private final IncidentActions actions =
      new IncidentActions(scene.store, LookQueue.none(), scene::now);

  private void pairs() {
    IntStream.range(0, 10).forEach(i -> scene.denied("ci-" + i, role("444455556666", "deploy")));
  }

  private void begins() {
    pairs();
    scene.after(MINUTE.multipliedBy(2));
    assertThat(scene.messages()).containsExactly("FIRST shared 10 SCP_DENY");
    scene.heard.clear();
  }

  private Incident shared() {
    return scene.store.all().stream()
        .filter(one -> one.subject() instanceof IncidentSubject.SharedCause)
        .findFirst()
        .orElseThrow();
  }

  private ActionResult act(String id, IncidentAction action) {
    return actions.perform(
        new ActionRequest(id, Optional.empty(), action, "ana", Optional.empty(), Optional.empty()));
  }

  private void done(IncidentAction action) {
    assertThat(act(shared().id(), action)).isInstanceOf(ActionResult.Done.class);
  }

  private void goesOn(Duration length) {
    for (long i = 0; i < length.toMinutes(); i += 10) {
      pairs();
      scene.after(MINUTE.multipliedBy(10));
    }
  }

  @Test
  void aMemberSaysWhereItBelongs() {
    begins();
    Incident member =
        scene.members().stream()
            .filter(one -> one.phase() == IncidentState.FOLDED)
            .findFirst()
            .orElseThrow();
    assertThat(act(member.id(), new IncidentAction.Resolve()))
        .isEqualTo(new ActionResult.PartOf(member, shared().id()));
  }

  @Test
  void whatIsAcknowledgedSendsNoReminders() {
    begins();
    done(new IncidentAction.Acknowledge());
    scene.after(MINUTE);
    assertThat(scene.inShort()).contains("HANDLED shared 10 SCP_DENY");
    goesOn(HOUR.multipliedBy(4));
    assertThat(scene.messages()).isEmpty();
  }

  @Test
  void aSnoozeEndsWithAReminder() {
    begins();
    done(new IncidentAction.Snooze(Optional.of(scene.now().plus(HOUR.multipliedBy(2)))));
    goesOn(HOUR.multipliedBy(2).minus(MINUTE.multipliedBy(10)));
    assertThat(scene.messages()).isEmpty();
    goesOn(MINUTE.multipliedBy(20));
    assertThat(scene.messages()).containsExactly("REMINDER shared 10 SCP_DENY");
  }

  @Test
  void aSnoozeForSomeTimeOutlastsSilence() {
    begins();
    done(new IncidentAction.Snooze(Optional.of(scene.now().plus(Duration.ofDays(7)))));
    scene.after(Duration.ofDays(3));
    pairs();
    scene.after(HOUR);
    assertThat(scene.messages()).isEmpty();
    assertThat(shared().snooze()).isPresent();
    scene.after(Duration.ofDays(5));
    assertThat(scene.messages()).containsExactly("RESOLVED shared 10 SCP_DENY");
  }

  @Test
  void whoResolvesItByHandEndsItForAll() {
    begins();
    done(new IncidentAction.Resolve());
    scene.after(HOUR.multipliedBy(3));
    assertThat(scene.messages()).containsExactly("RESOLVED shared 10 SCP_DENY");
    assertThat(shared().resolution().map(Resolution::how)).contains(Resolution.How.BY_HAND);
    assertThat(scene.members()).allMatch(one -> one.phase() == IncidentState.RESOLVED);
    scene.heard.clear();
    pairs();
    scene.after(MINUTE.multipliedBy(2));
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void aCheckThatFindsTheFixEndsIt() {
    begins();
    goesOn(HOUR.multipliedBy(7));
    scene.heard.clear();
    scene.truth = SharedCauseScene::allowed;
    done(new IncidentAction.CheckAgain());
    scene.after(MINUTE.multipliedBy(5));
    assertThat(scene.messages()).isEqualTo(List.of("RESOLVED shared 10 SCP_DENY"));
  }

  @Test
  void itsNewestNoticeIsSentAgain() {
    begins();
    done(new IncidentAction.Resend());
    scene.after(MINUTE);
    assertThat(scene.messages()).containsExactly("FIRST shared 10 SCP_DENY");
  }
}
