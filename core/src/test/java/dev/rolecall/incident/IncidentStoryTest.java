package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.MuteRule;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What people hear of denials, story by story.
class IncidentStoryTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Scene scene = new Scene();

  @Test
  void aJobThatTriesTwelveTimesIsOneAlertAndOneUpdate() {
    for (int i = 0; i < 12; i++) {
      scene.denied("ci", "deploy");
      scene.after(SECOND);
    }
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    scene.after(MINUTE).sweep();
    assertThat(scene.heard()).containsExactly("PROGRESS 12 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.explained()).isEqualTo(2);
  }

  @Test
  void remindersComeAtGrowingIntervalsAsLongAsItGoesOn() {
    for (int minute = 0; minute <= 120; minute++) {
      scene.denied("ci", "deploy");
      scene.after(MINUTE);
    }
    assertThat(
            scene.heard.stream()
                .filter(notification -> kind(notification) != NotificationKind.PROGRESS))
        .extracting(notification -> Duration.between(Scene.START, at(notification)).toMinutes())
        .containsExactly(0L, 15L, 45L, 105L);
  }

  @Test
  void nobodyIsRemindedOfWhatHasStopped() {
    scene.denied("ci", "deploy");
    for (int i = 0; i < 10; i++) {
      scene.after(Duration.ofMinutes(20)).sweep();
    }
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.incident("ci", "deploy").phase()).isEqualTo(IncidentState.QUIET);
  }

  @Test
  void withoutAnybodyToUpdateThereAreNoUpdates() {
    Scene plain = new Scene(rules(false, Duration.ofMinutes(2)));
    for (int i = 0; i < 5; i++) {
      plain.denied("ci", "deploy");
      plain.after(MINUTE).sweep();
    }
    assertThat(plain.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void theNextObstacleIsToldAtOnce() {
    scene.denied("ci", "deploy");
    scene.truth = denial -> Denials.denied(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    scene.after(MINUTE.multipliedBy(2)).denied("ci", "deploy");
    assertThat(scene.heard())
        .containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED", "CHANGED 2 EXTERNAL_ID_REQUIRED");
    assertThat(scene.incident("ci", "deploy").overcome())
        .extracting(CauseInterval::cause)
        .containsExactly(CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void theNextObstacleIsSeenByALookToo() {
    scene.denied("ci", "deploy");
    scene.truth = denial -> Denials.denied(denial, CauseCode.MFA_REQUIRED);
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).contains("CHANGED 1 MFA_REQUIRED");
  }

  @Test
  void aWorseLookIsNoOtherObstacle() {
    scene.denied("ci", "deploy");
    scene.truth =
        denial ->
            Denials.explanation(
                denial, CauseCode.SCP_DENY, Confidence.LIKELY, Decision.UNREAD, List.of());
    scene.after(MINUTE.multipliedBy(2)).denied("ci", "deploy");
    assertThat(scene.incident("ci", "deploy").causes())
        .extracting(CauseInterval::cause, CauseInterval::denials)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(CauseCode.PRINCIPAL_NOT_TRUSTED, 2L));
  }

  @Test
  void afterTheFixItIsOverAtOnce() {
    scene.denied("ci", "deploy");
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    assertThat(scene.heard())
        .containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED", "RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.incident("ci", "deploy").resolution())
        .contains(new Resolution(Resolution.How.NOW_ALLOWED, scene.now()));
  }

  @Test
  void aSuccessEndsIt() {
    scene.denied("ci", "deploy");
    Instant success = scene.now().plus(MINUTE);
    scene.truth =
        denial ->
            Denials.explanation(
                denial,
                CauseCode.PRINCIPAL_NOT_TRUSTED,
                Confidence.CERTAIN,
                Decision.IMPLICIT_DENY,
                List.of(
                    new Change(
                        success,
                        ChangeEvent.AssumeRole,
                        "ci",
                        Optional.empty(),
                        Map.of(ChangeEvent.Name.ROLE, "deploy"),
                        Change.Kind.ASSUMED)));
    scene.after(Duration.ofMinutes(6)).sweep();
    assertThat(scene.incident("ci", "deploy").resolution())
        .hasValueSatisfying(end -> assertThat(end.how()).isEqualTo(Resolution.How.SUCCEEDED));
  }

  @Test
  void aDayOfSilenceEndsIt() {
    scene.denied("ci", "deploy");
    scene.after(Duration.ofHours(23)).sweep();
    assertThat(scene.incident("ci", "deploy").phase()).isEqualTo(IncidentState.QUIET);
    scene.after(Duration.ofHours(1)).sweep();
    assertThat(scene.heard())
        .containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED", "RESOLVED 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void theNextDenialIsANewEpisodeAndALateOneIsNot() {
    Denial late = scene.happened("ci", "deploy");
    scene.after(SECOND).denied("ci", "deploy");
    scene.after(Duration.ofHours(25)).sweep();
    scene.deliver(late);
    assertThat(scene.incident("ci", "deploy").denials()).isEqualTo(2);
    assertThat(scene.incident("ci", "deploy").phase()).isEqualTo(IncidentState.RESOLVED);
    scene.heard();
    scene.after(SECOND).denied("ci", "deploy");
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.incident("ci", "deploy").episode()).isEqualTo(2);
  }

  @Test
  void aRoleThatIsSecondsOldIsGivenTwoMinutes() {
    scene.truth = denial -> Denials.allowed(denial, CauseCode.PROPAGATION);
    scene.denied("ci", "deploy");
    scene.after(SECOND).denied("ci", "deploy");
    scene.after(MINUTE.multipliedBy(2)).sweep();
    assertThat(scene.heard()).isEmpty();
    assertThat(scene.incident("ci", "deploy").phase()).isEqualTo(IncidentState.RESOLVED);
    assertThat(scene.incident("ci", "deploy").denials()).isEqualTo(2);
  }

  @Test
  void whatGoesOnAfterTwoMinutesIsTold() {
    scene.truth = denial -> Denials.allowed(denial, CauseCode.PROPAGATION);
    scene.denied("ci", "deploy");
    scene.after(Duration.ofSeconds(121)).denied("ci", "deploy");
    assertThat(scene.heard()).containsExactly("FIRST 2 PROPAGATION");
  }

  @Test
  void whatTurnsOutToBeSomethingElseIsTold() {
    scene.truth = denial -> Denials.allowed(denial, CauseCode.PROPAGATION);
    scene.denied("ci", "deploy");
    scene.truth = denial -> Denials.denied(denial, CauseCode.MFA_REQUIRED);
    scene.after(Duration.ofMinutes(2)).sweep();
    assertThat(scene.heard()).containsExactly("FIRST 1 MFA_REQUIRED");
  }

  @Test
  void aScannerIsFewAlertsAndOneOfThemSaysSo() {
    for (int i = 0; i < 500; i++) {
      scene.denied("scanner", "role-" + i);
      scene.after(Duration.ofMillis(500));
    }
    assertThat(scene.heard())
        .filteredOn(line -> line.startsWith("FIRST"))
        .containsExactly(
            "FIRST 1 PRINCIPAL_NOT_TRUSTED",
            "FIRST 1 PRINCIPAL_NOT_TRUSTED",
            "FIRST 1 PRINCIPAL_NOT_TRUSTED",
            "FIRST search 10");
    scene.after(MINUTE).sweep();
    scene.after(MINUTE).sweep();
    assertThat(scene.heard()).doesNotContain("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.incident("scanner", "role-4").phase()).isEqualTo(IncidentState.FOLDED);
  }

  @Test
  void aPipelineWithFiveRolesIsNoScanner() {
    for (int i = 0; i < 5; i++) {
      scene.denied("ci", "role-" + i);
    }
    scene.after(MINUTE).sweep();
    assertThat(scene.heard()).hasSize(5).allMatch(line -> line.startsWith("FIRST 1"));
  }

  @Test
  void fewRolesADayAreNoSearch() {
    for (int i = 0; i < 30; i++) {
      scene.denied("ci", "role-" + i);
      scene.after(Duration.ofHours(1)).sweep();
    }
    assertThat(scene.heard()).noneMatch(line -> line.contains("search"));
  }

  /// The reason stands in the part of AWS's message that repeats what the caller sent.
  @Test
  void aCauseThatTheCallerMayHaveWrittenFitsNoMuteOfThatCause() {
    Scene muted = muting(CauseCode.SCP_DENY);
    muted.truth = denial -> Denials.denied(denial, CauseCode.SCP_DENY);
    muted.deliver(because(muted.happened("ci", "deploy"), false));
    assertThat(muted.heard()).containsExactly("FIRST 1 SCP_DENY");
  }

  @Test
  void aCauseThatAwsWroteFitsTheMuteOfThatCause() {
    Scene muted = muting(CauseCode.SCP_DENY);
    muted.truth = denial -> Denials.denied(denial, CauseCode.SCP_DENY);
    muted.deliver(because(muted.happened("ci", "deploy"), true));
    assertThat(muted.heard()).isEmpty();
  }

  private static Scene muting(CauseCode cause) {
    MuteRule muteRule =
        new MuteRule(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(cause),
            Scene.START.plus(Duration.ofHours(1)));
    return new Scene(
        new IncidentRules(
            Duration.ofMinutes(15),
            MINUTE,
            true,
            MINUTE,
            Duration.ofHours(24),
            10,
            MINUTE,
            MINUTE,
            List.of(muteRule)));
  }

  private static Denial because(Denial denial, boolean proven) {
    return new Denial(
        denial.eventId(),
        denial.sharedEventId(),
        denial.time(),
        denial.region(),
        denial.recordedIn(),
        denial.call(),
        denial.deniedAction(),
        denial.caller(),
        denial.target(),
        denial.sessionTags(),
        denial.sourceIdentity(),
        denial.parametersRecorded(),
        denial.context(),
        new AwsReason.PolicyDenies(PolicyType.SCP, true, Optional.empty(), proven),
        denial.errorCode(),
        denial.awsMessage(),
        denial.userAgent(),
        denial.sourceIp(),
        Optional.empty());
  }

  @Test
  void whatIsMutedIsCountedUntilTheMuteEnds() {
    MuteRule muteRule =
        new MuteRule(
            Optional.of("arn:aws:iam::111122223333:role/ci"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Scene.START.plus(Duration.ofHours(1)));
    Scene muted =
        new Scene(
            new IncidentRules(
                Duration.ofMinutes(15),
                MINUTE,
                true,
                MINUTE,
                Duration.ofHours(24),
                10,
                MINUTE,
                MINUTE,
                List.of(muteRule)));
    muted.denied("ci", "deploy");
    muted.denied("other", "deploy");
    muted.after(MINUTE).denied("ci", "deploy");
    assertThat(muted.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(muted.incident("ci", "deploy").denials()).isEqualTo(2);
    muted.after(Duration.ofHours(1)).denied("ci", "deploy");
    assertThat(muted.heard()).containsExactly("FIRST 3 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void theSameEventCountsOnce() {
    Denial denial = scene.happened("ci", "deploy");
    scene.deliver(denial);
    scene.deliver(denial);
    scene.deliver(scene.newDesk(), denial);
    assertThat(scene.incident("ci", "deploy").denials()).isEqualTo(1);
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void theCopiesOfOneCallInTwoAccountsCountOnce() {
    Optional<String> call = Optional.of("one-call");
    scene.deliver(Denials.denial("callers", call, scene.now(), "ci", "session", "deploy"));
    scene.deliver(Denials.denial("targets", call, scene.now(), "ci", "session", "deploy"));
    scene.deliver(Denials.denial("next", Optional.of("2"), scene.now(), "ci", "s", "deploy"));
    assertThat(scene.incident("ci", "deploy").denials()).isEqualTo(2);
  }

  @Test
  void whatTheTopicRefusedIsSentByTheNextWhoComesBy() {
    Denial denial = scene.happened("ci", "deploy");
    scene.breakOutlet(true);
    assertThatThrownBy(() -> scene.deliver(denial)).hasMessageContaining("the topic is gone");
    scene.breakOutlet(false);
    scene.deliver(denial);
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(scene.incident("ci", "deploy").denials()).isEqualTo(1);
    scene.sweep();
    assertThat(scene.heard()).isEmpty();
  }

  @Test
  void whatTheTopicRefusedIsSentByTheSweep() {
    scene.breakOutlet(true);
    assertThatThrownBy(() -> scene.denied("ci", "deploy"))
        .hasMessageContaining("the topic is gone");
    scene.breakOutlet(false);
    scene.sweep();
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
  }

  @Test
  void aRepeatTakesOneCallWhereTheIncidentIsKnownAndTwoWhereNot() {
    scene.denied("ci", "deploy");
    int before = scene.store.calls();
    scene.denied("ci", "deploy");
    assertThat(scene.store.calls() - before).isEqualTo(1);
    Denial repeat = scene.happened("ci", "deploy");
    before = scene.store.calls();
    scene.deliver(scene.newDesk(), repeat);
    assertThat(scene.store.calls() - before).isEqualTo(2);
    assertThat(scene.explained()).isEqualTo(1);
  }

  private static NotificationKind kind(Notification notification) {
    return ((Notification.OfRefusal) notification).kind();
  }

  private static Instant at(Notification notification) {
    return ((Notification.OfRefusal) notification).now();
  }

  private static IncidentRules rules(boolean inPlace, Duration propagation) {
    return new IncidentRules(
        Duration.ofMinutes(15),
        MINUTE,
        inPlace,
        propagation,
        Duration.ofHours(24),
        10,
        Duration.ofMinutes(10),
        MINUTE,
        List.of());
  }
}
