package dev.rolecall.incident;

import static dev.rolecall.incident.SharedCauseScene.allowed;
import static dev.rolecall.incident.SharedCauseScene.because;
import static dev.rolecall.incident.SharedCauseScene.noPermission;
import static dev.rolecall.incident.SharedCauseScene.role;
import static dev.rolecall.incident.SharedCauseScene.scp;
import static dev.rolecall.incident.SharedCauseScene.untrusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people hear when one change blocks many.
class SharedCauseStoriesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ACCOUNT = "444455556666";

  /// 40 callers and 50 roles, in 40 seconds.
  private static void storm(SharedCauseScene scene) {
    for (int i = 0; i < 2000; i++) {
      scene.denied("ci-" + i % 40, role(ACCOUNT, "deploy-" + i / 40));
      if (i % 50 == 49) {
        scene.after(Duration.ofSeconds(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoThousandPairsThatOneScpBlocksAreOneAlertAndOneEnd(boolean queue) {
    SharedCauseScene scene = new SharedCauseScene(queue);
    storm(scene);
    scene.after(Duration.ofMinutes(5));

    assertThat(scene.messages()).hasSize(1);
    assertThat(scene.heard.getFirst().kind()).isEqualTo(NotificationKind.FIRST);
    assertThat(scene.heard.getFirst().at()).isBeforeOrEqualTo(SharedCauseScene.START.plus(MINUTE));
    assertThat(scene.inShort()).last().asString().endsWith(" shared 2000 SCP_DENY");
    assertThat(shared(scene).extent())
        .hasValueSatisfying(
            extent -> {
              assertThat(extent.pairs()).isEqualTo(2000);
              assertThat(extent.denied()).isEqualTo(2000);
              assertThat(extent.callers()).isEqualTo(40);
              assertThat(extent.roles()).isEqualTo(50);
            });

    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofMinutes(10));
    assertThat(scene.messages()).hasSize(2).last().isEqualTo("RESOLVED shared 2000 SCP_DENY");
    assertThat(scene.members()).allMatch(one -> one.phase() == IncidentState.RESOLVED);
  }

  @Test
  void theQueueTellsAQuarterOfAMinuteAfterTheFirstDenial() {
    SharedCauseScene scene = new SharedCauseScene(true);
    storm(scene);
    assertThat(scene.heard.getFirst().at())
        .isEqualTo(SharedCauseScene.START.plus(Duration.ofSeconds(15)));
    // What is part of the alert is not explained for itself as well.
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.explained).isLessThan(20);
  }

  @Test
  void whatJoinsTheAlertWithADenialIsNotExplainedForItself() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 6);
    scene.lag = Duration.ofSeconds(30);
    pairs(scene, 6, 300);
    scene.after(Duration.ofSeconds(20));
    assertThat(scene.heard).hasSize(1);
    pairs(scene, 0, 300);
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.explained).isLessThan(20);
    assertThat(scene.members()).allMatch(one -> one.phase() == IncidentState.FOLDED);
  }

  @Test
  void whoeverIsFoundInTheNextMinutesIsListedAQuarterOfAMinuteLater() {
    SharedCauseScene scene = new SharedCauseScene(true);
    for (int second = 0; second < 180; second++) {
      pairs(scene, second, second + 1);
      scene.after(Duration.ofSeconds(1));
    }
    List<SharedCauseScene.Heard> shown = scene.heard;
    assertThat(shown.getFirst().kind()).isEqualTo(NotificationKind.FIRST);
    Instant first = shown.getFirst().at();
    assertThat(shown.stream().skip(1).map(SharedCauseScene.Heard::kind))
        .containsOnly(NotificationKind.PROGRESS);
    assertThat(
            shown.stream()
                .map(one -> Duration.between(first, one.at()).toSeconds())
                .filter(seconds -> seconds <= 120))
        .containsExactly(0L, 15L, 30L, 45L, 60L, 75L, 90L, 105L, 120L);
    // From then on no more often than every message that is updated.
    assertThat(shown).hasSize(9);
    assertThat(shown.getLast().toString()).startsWith("PROGRESS shared 1");
  }

  @Test
  void itGoesOnAndPeopleAreRemindedOfOneThing() {
    SharedCauseScene scene = new SharedCauseScene(true);
    for (int minute = 0; minute <= 120; minute++) {
      for (int i = 0; i < 10; i++) {
        scene.denied("ci-" + i, role(ACCOUNT, "deploy"));
      }
      scene.after(MINUTE);
    }
    assertThat(scene.messages())
        .containsExactly(
            "FIRST shared 10 SCP_DENY",
            "REMINDER shared 10 SCP_DENY",
            "REMINDER shared 10 SCP_DENY",
            "REMINDER shared 10 SCP_DENY");
    assertThat(shared(scene).denials()).isBetween(1_100L, 1_210L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fourPairsAreFourAlerts(boolean queue) {
    SharedCauseScene scene = new SharedCauseScene(queue);
    pairs(scene, 0, 4);
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages()).isEqualTo(Collections.nCopies(4, "FIRST SCP_DENY"));
    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages().subList(4, 8))
        .isEqualTo(Collections.nCopies(4, "RESOLVED SCP_DENY"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFifthMakesThemOne(boolean queue) {
    SharedCauseScene scene = new SharedCauseScene(queue);
    pairs(scene, 0, 4);
    scene.after(Duration.ofMinutes(4));
    pairs(scene, 4, 5);
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages().subList(4, scene.messages().size()))
        .containsExactly("FIRST shared 5 SCP_DENY");
    // The four messages that people have are edited: they show what they are part of.
    assertThat(scene.inShort()).filteredOn("HANDLED SCP_DENY"::equals).hasSize(4);
    assertThat(scene.members()).allMatch(one -> one.phase() == IncidentState.FOLDED);

    scene.heard.clear();
    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofMinutes(7));
    assertThat(scene.messages())
        .containsExactlyInAnyOrder(
            "RESOLVED SCP_DENY",
            "RESOLVED SCP_DENY",
            "RESOLVED SCP_DENY",
            "RESOLVED SCP_DENY",
            "RESOLVED shared 5 SCP_DENY");
  }

  @Test
  void thoseWhichBeganLongBeforeAreNotOfTheSameChange() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 4);
    scene.after(Duration.ofMinutes(11));
    pairs(scene, 4, 5);
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages()).isEqualTo(Collections.nCopies(5, "FIRST SCP_DENY"));
  }

  @Test
  void anotherPairJoinsWhatIsToldAlready() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 6);
    scene.after(Duration.ofHours(3));
    pairs(scene, 6, 9);
    scene.after(Duration.ofMinutes(20));
    assertThat(scene.messages())
        .containsExactly("FIRST shared 6 SCP_DENY", "REMINDER shared 9 SCP_DENY");
  }

  @Test
  void twoChangesAtOnceAreTwoAlerts() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth =
        denial ->
            because(denial, caller(denial).endsWith("0") ? scp("one", "A") : scp("other", "B"));
    for (int i = 0; i < 40; i++) {
      scene.denied("ci-" + i % 2, role(ACCOUNT, "deploy-" + i));
    }
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages())
        .containsExactly("FIRST shared 20 SCP_DENY", "FIRST shared 20 SCP_DENY");
  }

  @Test
  void aRoleWhoseTrustPolicyWasChangedIsOneAlertWithWhatWasChanged() {
    SharedCauseScene scene = new SharedCauseScene(true);
    Change change =
        new Change(
            scene.now().minus(Duration.ofMinutes(2)),
            ChangeEvent.UpdateAssumeRolePolicy,
            "arn:aws:iam::444455556666:user/ann",
            Optional.of("change"),
            Map.of(ChangeEvent.Name.ROLE, "deploy"),
            Change.Kind.ROLE);
    scene.truth = denial -> because(denial, List.of(change), untrusted());
    for (int i = 0; i < 12; i++) {
      scene.denied("ci-" + i, role(ACCOUNT, "deploy"));
    }
    scene.after(MINUTE);
    assertThat(scene.heard).hasSize(1);
    assertThat(scene.heard.getFirst().notification())
        .isInstanceOfSatisfying(
            Notification.OfSharedCause.class,
            notice -> {
              assertThat(notice.members().change()).contains(change);
              assertThat(notice.members().pairs()).isEqualTo(12);
              assertThat(notice.members().roles()).isEqualTo(1);
              assertThat(notice.incident().subject())
                  .isEqualTo(
                      new IncidentSubject.SharedCause(
                          role(ACCOUNT, "deploy"), "", CauseCode.PRINCIPAL_NOT_TRUSTED));
            });
  }

  @Test
  void whatIsDeniedForAnotherReasonAfterTheFixIsToldForThat() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth =
        denial ->
            caller(denial).endsWith("ci-3")
                ? because(denial, scp("guard", "Deny"), untrusted())
                : because(denial, scp("guard", "Deny"));
    pairs(scene, 0, 8);
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages()).containsExactly("FIRST shared 8 SCP_DENY");

    scene.heard.clear();
    scene.truth =
        denial -> caller(denial).endsWith("ci-3") ? because(denial, untrusted()) : allowed(denial);
    scene.after(Duration.ofMinutes(8));
    assertThat(scene.messages())
        .containsExactlyInAnyOrder("RESOLVED shared 8 SCP_DENY", "FIRST PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void thoseThatTheNextReasonBlocksTogetherAreOneAlertAgain() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 30);
    scene.after(Duration.ofMinutes(2));
    scene.truth = denial -> because(denial, scp("second", "Deny"));
    scene.after(Duration.ofMinutes(40));
    pairs(scene, 0, 30);
    scene.after(Duration.ofMinutes(20));
    assertThat(scene.messages())
        .containsExactly(
            "FIRST shared 30 SCP_DENY", "FIRST shared 30 SCP_DENY", "RESOLVED shared 30 SCP_DENY");
  }

  @Test
  void oneFixForSomeEndsNothingForTheOthers() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 20);
    scene.after(Duration.ofMinutes(2));
    scene.truth =
        denial ->
            caller(denial).endsWith("1") ? allowed(denial) : because(denial, scp("guard", "Deny"));
    scene.changed();
    scene.after(Duration.ofMinutes(10));
    assertThat(scene.messages()).containsExactly("FIRST shared 20 SCP_DENY");
    assertThat(shared(scene).extent())
        .hasValueSatisfying(extent -> assertThat(extent.denied()).isEqualTo(18));
  }

  @Test
  void aCallerWithoutThePermissionThatAsksForFiftyRolesIsOneAlertAndNoSearch() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth = denial -> because(denial, noPermission());
    for (int i = 0; i < 50; i++) {
      scene.denied("fan-out", role("%012d".formatted(200_000_000_000L + i), "deploy"));
      scene.after(Duration.ofSeconds(2));
    }
    scene.after(Duration.ofMinutes(5));
    assertThat(scene.messages()).hasSize(1);
    assertThat(scene.heard.getFirst().kind()).isEqualTo(NotificationKind.FIRST);
    assertThat(shared(scene).subject())
        .isEqualTo(
            new IncidentSubject.SharedCause(
                "arn:aws:iam::111122223333:role/fan-out",
                "",
                CauseCode.IDENTITY_PERMISSION_MISSING));
    assertThat(shared(scene).extent())
        .hasValueSatisfying(extent -> assertThat(extent.roles()).isEqualTo(50));
    assertThat(scene.store.all()).noneMatch(one -> one.subject() instanceof IncidentSubject.Search);
  }

  @Test
  void aCallerThatWasReCreatedIsOneAlertAndNoSearch() {
    SharedCauseScene scene = new SharedCauseScene(true);
    Change change =
        new Change(
            scene.now().minus(Duration.ofMinutes(2)),
            ChangeEvent.CreateRole,
            "arn:aws:iam::111122223333:user/ann",
            Optional.of("change"),
            Map.of(ChangeEvent.Name.ROLE, "ci"),
            Change.Kind.CALLER);
    scene.truth =
        denial ->
            because(
                denial,
                List.of(change),
                Cause.inTrust(CauseCode.DELETED_PRINCIPAL, "sts:AssumeRole"));
    for (int i = 0; i < 30; i++) {
      scene.denied("ci", role(ACCOUNT, "deploy-" + i));
    }
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages()).containsExactly("FIRST shared 30 DELETED_PRINCIPAL");
  }

  @Test
  void aRoleThatWasDeletedIsOneAlert() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth = denial -> because(denial, Cause.of(CauseCode.ROLE_NOT_FOUND, "sts:AssumeRole"));
    for (int i = 0; i < 30; i++) {
      scene.denied("ci-" + i, role(ACCOUNT, "deploy"));
    }
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages()).containsExactly("FIRST shared 30 ROLE_NOT_FOUND");
  }

  @Test
  void whatSomebodyResolvesByHandIsOverForAll() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 12);
    scene.after(Duration.ofMinutes(2));
    scene.resolveByHand(shared(scene).id());
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages())
        .containsExactly("FIRST shared 12 SCP_DENY", "RESOLVED shared 12 SCP_DENY");
    assertThat(scene.members()).allMatch(one -> one.phase() == IncidentState.RESOLVED);
  }

  @Test
  void aCallerThatLooksForRolesIsASearchThoughItHasNoPermissionEither() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth =
        denial ->
            because(denial, Cause.of(CauseCode.ROLE_NOT_FOUND, "sts:AssumeRole"), noPermission());
    for (int i = 0; i < 12; i++) {
      scene.denied("junk", role(ACCOUNT, "guess-" + i));
      scene.after(Duration.ofSeconds(5));
    }
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages()).contains("FIRST search");
  }

  @Test
  void rolesOfManyAccountsThatCannotBeReadAreNoSearch() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth = denial -> SharedCauseScene.unreadRole(denial, noPermission());
    for (int i = 0; i < 100; i++) {
      scene.denied(
          "fan-out",
          role("%012d".formatted(200_000_000_000L + i / 2), i % 2 == 0 ? "deploy" : "audit"));
      scene.after(Duration.ofSeconds(1));
    }
    scene.after(Duration.ofMinutes(5));
    assertThat(scene.messages()).hasSize(1).first().asString().startsWith("FIRST shared");
  }

  @Test
  void rolesOfOneAccountThatCannotBeReadAreOne() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth = denial -> SharedCauseScene.unreadRole(denial, noPermission());
    for (int i = 0; i < 14; i++) {
      scene.denied("junk", role(ACCOUNT, "guess-" + i));
      scene.after(Duration.ofSeconds(5));
    }
    scene.after(Duration.ofMinutes(3));
    assertThat(scene.messages()).contains("FIRST search");
  }

  @Test
  void repeatsWhileTheLooksAreLateOpenNothing() {
    SharedCauseScene scene = new SharedCauseScene(false);
    storm(scene);
    for (int minute = 0; minute < 15; minute++) {
      scene.after(MINUTE);
      storm(scene);
    }
    assertThat(scene.messages()).filteredOn(one -> one.startsWith("FIRST")).hasSize(1);
  }

  @Test
  void lateDenialsFromBeforeTheEndBeginNothing() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 10);
    scene.after(Duration.ofMinutes(2));
    Denial late = scene.happened("ci-3", role(ACCOUNT, "deploy"));
    scene.after(MINUTE);
    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofMinutes(8));
    scene.deliver(late);
    scene.after(Duration.ofMinutes(8));
    assertThat(scene.messages())
        .containsExactly("FIRST shared 10 SCP_DENY", "RESOLVED shared 10 SCP_DENY");
  }

  @Test
  void denialsAfterTheEndAreToldAgain() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 10);
    scene.after(Duration.ofMinutes(2));
    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofHours(3));
    scene.heard.clear();
    scene.truth = denial -> because(denial, scp("guard", "Deny"));
    pairs(scene, 0, 10);
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages()).containsExactly("FIRST shared 10 SCP_DENY");
  }

  @Test
  void denialsSoonAfterTheEndGoOnWithTheSameAlert() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 10);
    scene.after(Duration.ofMinutes(2));
    scene.truth = SharedCauseScene::allowed;
    scene.after(Duration.ofMinutes(8));
    scene.truth = denial -> because(denial, scp("guard", "Deny"));
    pairs(scene, 0, 10);
    scene.after(Duration.ofMinutes(2));
    assertThat(scene.messages())
        .containsExactly(
            "FIRST shared 10 SCP_DENY",
            "RESOLVED shared 10 SCP_DENY",
            "REOPENED shared 10 SCP_DENY");
    assertThat(shared(scene).episode()).isEqualTo(1);
  }

  @Test
  void itIsOverWhenNothingComesForLong() {
    SharedCauseScene scene = new SharedCauseScene(true);
    pairs(scene, 0, 10);
    scene.after(Duration.ofHours(28));
    assertThat(scene.messages())
        .containsExactly("FIRST shared 10 SCP_DENY", "RESOLVED shared 10 SCP_DENY");
  }

  @Test
  void nothingIsHeldWhereNothingCanBeShared() {
    SharedCauseScene scene = new SharedCauseScene(true);
    scene.truth = denial -> because(denial, Cause.of(CauseCode.SESSION_DURATION, "sts:AssumeRole"));
    scene.denied("ci", role(ACCOUNT, "deploy"));
    assertThat(scene.messages()).containsExactly("FIRST SESSION_DURATION");
  }

  private static String caller(Denial denial) {
    return IncidentSubject.Refusal.of(denial).caller();
  }

  private static void pairs(SharedCauseScene scene, int from, int to) {
    IntStream.range(from, to).forEach(i -> scene.denied("ci-" + i, role(ACCOUNT, "deploy")));
  }

  private static Incident shared(SharedCauseScene scene) {
    return scene.store.all().stream()
        .filter(one -> one.subject() instanceof IncidentSubject.SharedCause)
        .findFirst()
        .orElseThrow();
  }
}
