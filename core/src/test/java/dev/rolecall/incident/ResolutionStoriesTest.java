package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.MuteRule;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.installation.NumericSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What ends an incident and what does not, hour by hour: denials arrive 3 minutes after they
/// happened, successes are seen after 5, and a sweep runs each minute.
class ResolutionStoriesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final String GITHUB =
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

  private final Scene scene = new Scene();

  /// What arrives, by when.
  private final TreeMap<Instant, List<Denial>> onTheirWay = new TreeMap<>();

  private final List<Change> changes = new ArrayList<>();
  private final Map<NotificationKind, Integer> heard = new TreeMap<>();
  private final List<Incident> shown = new ArrayList<>();

  private void arrives(Duration late, Denial denial) {
    onTheirWay
        .computeIfAbsent(scene.now().plus(late), _ -> new ArrayList<>())
        .add(scene.happened(denial));
  }

  private void denied(String session) {
    arrives(MINUTE.multipliedBy(3), scene.happened("ci", session, "deploy"));
  }

  private void succeeded(String session) {
    changes.add(success("arn:aws:sts::111122223333:assumed-role/ci/" + session, scene.now()));
  }

  private static Change success(String by, Instant time) {
    return new Change(
        time,
        ChangeEvent.AssumeRole,
        by,
        Optional.empty(),
        Map.of(ChangeEvent.Name.ROLE, "deploy"),
        Change.Kind.ASSUMED);
  }

  private void mended() {
    changes.add(
        new Change(
            scene.now(),
            ChangeEvent.UpdateAssumeRolePolicy,
            "arn:aws:iam::111122223333:user/jane",
            Optional.empty(),
            Map.of(ChangeEvent.Name.ROLE, "deploy"),
            Change.Kind.ROLE));
  }

  /// Changes are seen after 5 minutes.
  private List<Change> seen() {
    return changes.stream()
        .filter(change -> !change.time().plus(MINUTE.multipliedBy(5)).isAfter(scene.now()))
        .toList();
  }

  private Explanation blocked(Denial denial, CauseCode cause) {
    return Denials.explanation(denial, cause, Confidence.CERTAIN, Decision.IMPLICIT_DENY, seen());
  }

  private Explanation allowed(Denial denial, CauseCode cause) {
    return Denials.explanation(denial, cause, Confidence.LIKELY, Decision.ALLOW, seen());
  }

  private static Explanation dependingOn(Explanation explanation, Set<String> keys) {
    return new Explanation(
        explanation.denial(),
        explanation.callerPrincipal(),
        explanation.diagnosis(),
        explanation.checklist(),
        explanation.changes(),
        explanation.fixes(),
        explanation.suggestions(),
        explanation.candidates(),
        explanation.setup(),
        explanation.outOfReach(),
        explanation.roleTags(),
        explanation.undated(),
        explanation.accountNames(),
        keys);
  }

  /// Time passes, second by second in effect, with a sweep each minute.
  private void pass(Duration time) {
    Instant end = scene.now().plus(time);
    while (scene.now().isBefore(end)) {
      Instant minute = scene.now().plus(MINUTE).isAfter(end) ? end : scene.now().plus(MINUTE);
      while (!onTheirWay.isEmpty() && !onTheirWay.firstKey().isAfter(minute)) {
        Map.Entry<Instant, List<Denial>> next = onTheirWay.pollFirstEntry();
        scene.after(Duration.between(scene.now(), next.getKey()));
        next.getValue().forEach(scene::deliver);
      }
      scene.after(Duration.between(scene.now(), minute));
      scene.sweep();
      hear();
    }
  }

  private void hear() {
    for (Notification notification : scene.heard) {
      Notification.OfRefusal refusal = (Notification.OfRefusal) notification;
      heard.merge(refusal.kind(), 1, Integer::sum);
      shown.add(refusal.incident());
    }
    scene.heard.clear();
  }

  private int heard(NotificationKind kind) {
    return heard.getOrDefault(kind, 0);
  }

  private Incident incident() {
    return scene.incident("ci", "deploy");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15, 60})
  void aJobThatSucceedsEndsNothingOfAJobThatFails(int every) {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    for (int minute = 0; minute < DAY.toMinutes(); minute += every) {
      denied("broken");
      pass(Duration.ofSeconds(30));
      succeeded("working");
      pass(Duration.ofMinutes(every).minusSeconds(30));
    }
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(heard(NotificationKind.RESOLVED)).isZero();
    assertThat(heard(NotificationKind.REOPENED)).isZero();
    assertThat(heard(NotificationKind.REMINDER)).isLessThanOrEqualTo(6);
    assertThat(incident().success())
        .hasValueSatisfying(success -> assertThat(success.name()).isEqualTo("working"));
  }

  @Test
  void withoutTheJobThatSucceedsItIsTheSame() {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    for (int minute = 0; minute < DAY.toMinutes(); minute += 5) {
      denied("broken");
      pass(MINUTE.multipliedBy(5));
    }
    assertThat(heard)
        .containsEntry(NotificationKind.FIRST, 1)
        .containsEntry(NotificationKind.REMINDER, 6)
        .doesNotContainKey(NotificationKind.RESOLVED);
    assertThat(heard(NotificationKind.PROGRESS)).isEqualTo(281);
    assertThat(incident().success()).isEmpty();
  }

  /// Only the numbers in their names tell the two jobs apart: one false end shows that, no second.
  @ParameterizedTest
  @ValueSource(ints = {5, 15, 60})
  void jobsThatCannotBeToldApartEndItAtMostOnce(int every) {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    for (int minute = 0; minute < DAY.toMinutes(); minute += every) {
      denied("botocore-session-17157" + minute);
      pass(Duration.ofSeconds(30));
      succeeded("botocore-session-27157" + minute);
      pass(Duration.ofMinutes(every).minusSeconds(30));
    }
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(heard(NotificationKind.RESOLVED)).isLessThanOrEqualTo(1);
    assertThat(heard(NotificationKind.REOPENED)).isEqualTo(heard(NotificationKind.RESOLVED));
    assertThat(heard(NotificationKind.REMINDER)).isLessThanOrEqualTo(7);
    assertThat(incident().phase()).isEqualTo(IncidentState.OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    "nightly, nightly, true",
    "build-141, build-142, true",
    "botocore-session-1715782, botocore-session-1715999, true",
    "7d1f0a5e-5b0c-4a77-9d0e-0a1b2c3d4e5f, 1d1f0a5e-5b0c-4a77-9d0e-0a1b2c3d4e5f, true",
    "nightly, hourly, false",
    "jane@example.com, john@example.com, false",
    "i-0abc1234def567890, i-0fff1234def567890, false",
    "sync-111122223333, sync-444455556666, false",
  })
  void aSuccessIsProofForTheSameIdentityOnly(String failed, String worked, boolean proof) {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    denied(failed);
    pass(MINUTE);
    succeeded(worked);
    pass(MINUTE.multipliedBy(15));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(proof ? 1 : 0);
    assertThat(incident().resolution().map(Resolution::how))
        .isEqualTo(proof ? Optional.of(Resolution.How.SUCCEEDED) : Optional.empty());
  }

  @Test
  void everyIdentityHasToSucceed() {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    denied("one");
    denied("two");
    pass(MINUTE.multipliedBy(10));
    succeeded("one");
    pass(MINUTE.multipliedBy(30));
    assertThat(heard(NotificationKind.RESOLVED)).isZero();
    succeeded("two");
    pass(MINUTE.multipliedBy(30));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(1);
  }

  @Test
  void aSuccessOnTheRoleAccountsSideHasThePrincipalId() {
    scene.truth = denial -> blocked(denial, CauseCode.EXTERNAL_ID_REQUIRED);
    denied("broken");
    pass(MINUTE);
    changes.add(success("AROAEXAMPLEEXAMPLE123:working", scene.now()));
    pass(MINUTE.multipliedBy(15));
    assertThat(heard(NotificationKind.RESOLVED)).isZero();
    changes.add(success("AROAEXAMPLEEXAMPLE123:broken", scene.now()));
    pass(MINUTE.multipliedBy(15));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(1);
  }

  @Test
  void whatWasDeniedBetweenTheFixAndTheLookIsTold() {
    scene.truth = denial -> blocked(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("job");
    pass(MINUTE.multipliedBy(10));
    Instant fixed = scene.now();
    mended();
    scene.truth =
        denial ->
            allowed(
                denial,
                denial.time().orElseThrow().isAfter(fixed)
                    ? CauseCode.PROPAGATION
                    : CauseCode.CHANGED_SINCE);
    scene.after(SECOND.multipliedBy(4));
    arrives(MINUTE.multipliedBy(4), scene.happened("ci", "job", "deploy"));
    pass(MINUTE.multipliedBy(2));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(1);
    pass(MINUTE.multipliedBy(4));
    assertThat(heard(NotificationKind.REOPENED)).isEqualTo(1);
    assertThat(incident().denials()).isEqualTo(2);
    assertThat(incident().phase()).isEqualTo(IncidentState.OPEN);
    pass(HOUR.multipliedBy(2));
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(incident().resolution().map(Resolution::how)).contains(Resolution.How.PASSED);
  }

  /// The job retries until IAM knows the change: its success shows that the late denial is old.
  @Test
  void whatWasDeniedAfterTheFixAndSucceededThenIsCounted() {
    scene.truth = denial -> blocked(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("job");
    pass(MINUTE.multipliedBy(10));
    Instant fixed = scene.now();
    mended();
    scene.truth =
        denial ->
            allowed(
                denial,
                denial.time().orElseThrow().isAfter(fixed)
                    ? CauseCode.PROPAGATION
                    : CauseCode.CHANGED_SINCE);
    scene.after(SECOND.multipliedBy(4));
    arrives(MINUTE.multipliedBy(8), scene.happened("ci", "job", "deploy"));
    scene.after(SECOND.multipliedBy(8));
    succeeded("job");
    pass(MINUTE.multipliedBy(15));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(1);
    assertThat(heard(NotificationKind.REOPENED)).isZero();
    assertThat(incident().denials()).isEqualTo(2);
  }

  /// Nothing that was read explains it, so that nothing that is read ends it again and again.
  @ParameterizedTest
  @EnumSource(
      value = CauseCode.class,
      names = {"PROPAGATION", "CHANGED_SINCE", "SESSION_POLICY", "UNDETERMINED"})
  void whatComesBackThoughThePoliciesAllowItIsTakenBackOnce(CauseCode cause) {
    scene.truth = denial -> blocked(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("job");
    pass(MINUTE.multipliedBy(10));
    scene.truth = denial -> allowed(denial, cause);
    for (int i = 0; i < 22; i++) {
      denied("job");
      pass(MINUTE.multipliedBy(65));
    }
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(heard(NotificationKind.RESOLVED)).isLessThanOrEqualTo(2);
    assertThat(heard(NotificationKind.REOPENED)).isLessThanOrEqualTo(2);
  }

  @Test
  void whatWasDeniedBeforeTheFixIsCounted() {
    scene.truth = denial -> blocked(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("job");
    pass(MINUTE.multipliedBy(10));
    arrives(MINUTE.multipliedBy(8), scene.happened("ci", "job", "deploy"));
    pass(MINUTE);
    mended();
    scene.truth = denial -> allowed(denial, CauseCode.CHANGED_SINCE);
    pass(MINUTE.multipliedBy(15));
    assertThat(heard(NotificationKind.RESOLVED)).isEqualTo(1);
    assertThat(heard(NotificationKind.REOPENED)).isZero();
    assertThat(incident().denials()).isEqualTo(2);
    assertThat(incident().phase()).isEqualTo(IncidentState.RESOLVED);
    assertThat(shown.getLast().denials()).isEqualTo(2);
  }

  /// The last denial before the look is after the change: IAM gets its time before it is over.
  @Test
  void aDenialAfterTheFixThatArrivesBeforeTheLookIsNotSwallowed() {
    scene.truth = denial -> blocked(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    denied("job");
    pass(MINUTE.multipliedBy(10));
    mended();
    pass(MINUTE.multipliedBy(30));
    denied("job");
    pass(MINUTE.multipliedBy(10));
    scene.truth = denial -> allowed(denial, CauseCode.SESSION_POLICY);
    pass(MINUTE.multipliedBy(30));
    assertThat(heard(NotificationKind.RESOLVED)).isZero();
  }

  @Test
  void soonAfterAnEndItIsTheSameEpisode() {
    scene.denied("ci", "deploy");
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    scene.truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    scene.after(MINUTE.multipliedBy(90)).denied("ci", "deploy");
    assertThat(scene.heard())
        .containsExactly(
            "FIRST 1 PRINCIPAL_NOT_TRUSTED",
            "RESOLVED 1 PRINCIPAL_NOT_TRUSTED",
            "REOPENED 2 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().episode()).isEqualTo(1);
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    scene.truth = denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    scene.after(HOUR.multipliedBy(7)).denied("ci", "deploy");
    assertThat(scene.heard())
        .containsExactly("RESOLVED 2 PRINCIPAL_NOT_TRUSTED", "FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().episode()).isEqualTo(2);
  }

  @Test
  void aThousandNamesOfSessionsAreExplainedOnce() {
    for (int i = 0; i < 1_000; i++) {
      scene.denied("ci", name(i), "deploy");
      scene.after(Duration.ofMillis(36));
    }
    assertThat(scene.explained()).isEqualTo(1);
    assertThat(scene.heard()).containsExactly("FIRST 1 PRINCIPAL_NOT_TRUSTED");
    assertThat(incident().denials()).isEqualTo(1_000);
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).containsExactly("RESOLVED 1000 PRINCIPAL_NOT_TRUSTED");
  }

  /// Words, so that no part of them is a number.
  private static String name(int i) {
    return "job-" + (char) ('a' + i / 26 / 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts:rolesessionname", "aws:userid"})
  void whereAPolicyDependsOnTheNameEachCounts(String key) {
    scene.truth =
        denial ->
            dependingOn(Denials.denied(denial, CauseCode.TRUST_CONDITION_FAILED), Set.of(key));
    for (int i = 0; i < 10; i++) {
      scene.denied("ci", name(i), "deploy");
      scene.denied("ci", name(i), "deploy");
    }
    assertThat(scene.explained()).isEqualTo(10);
    assertThat(scene.heard()).containsExactly("FIRST 1 TRUST_CONDITION_FAILED");
    scene.truth =
        denial ->
            dependingOn(
                denial.caller().equals(caller(3))
                    ? Denials.denied(denial, CauseCode.TRUST_CONDITION_FAILED)
                    : Denials.allowed(denial, CauseCode.SESSION_POLICY),
                Set.of(key));
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).noneMatch(line -> line.startsWith("RESOLVED"));
    scene.truth =
        denial -> dependingOn(Denials.allowed(denial, CauseCode.SESSION_POLICY), Set.of(key));
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).containsExactly("RESOLVED 20 TRUST_CONDITION_FAILED");
  }

  private Caller caller(int i) {
    return Denials.denial("", scene.now(), "ci", name(i), "deploy").caller();
  }

  /// Whether the run succeeds after some retries or not.
  @ParameterizedTest
  @CsvSource({"30, true", "30, false", "360, true", "1440, false"})
  void delaysThatComeWithEveryRunAreToldOnce(int every, boolean succeeds) {
    scene.truth = denial -> allowed(denial, CauseCode.PROPAGATION);
    Instant end = scene.now().plus(every < 1_000 ? DAY : DAY.multipliedBy(5));
    while (scene.now().isBefore(end)) {
      mended();
      for (int i = 0; i < 5; i++) {
        scene.after(SECOND.multipliedBy(4));
        denied("run");
      }
      if (succeeds) {
        scene.after(SECOND.multipliedBy(4));
        succeeded("run");
      }
      pass(Duration.ofMinutes(every));
    }
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(heard).containsOnlyKeys(NotificationKind.FIRST, NotificationKind.PROGRESS);
    assertThat(shown.getFirst().recurring()).isTrue();
    assertThat(shown.getFirst().cause()).contains(CauseCode.PROPAGATION);
  }

  @Test
  void whatWasAllowedAlreadyIsNeverSaidToBeAllowedNow() {
    scene.truth = denial -> allowed(denial, CauseCode.PROPAGATION);
    for (int i = 0; i < 5; i++) {
      denied("run");
      pass(MINUTE);
    }
    pass(HOUR.multipliedBy(2));
    assertThat(heard(NotificationKind.FIRST)).isEqualTo(1);
    assertThat(incident().resolution().map(Resolution::how)).contains(Resolution.How.PASSED);
  }

  @Test
  void thirtyBranchesOfOneRepositoryAreOneAlert() {
    scene.truth =
        denial ->
            dependingOn(
                Denials.denied(denial, CauseCode.OIDC_CLAIM_MISMATCH),
                Set.of("token.actions.githubusercontent.com:sub"));
    for (int i = 0; i < 30; i++) {
      deliver("repo:octo-org/web:ref:refs/heads/feature-" + name(i), "e" + i);
      scene.after(SECOND);
    }
    assertThat(scene.heard()).containsExactly("FIRST 1 OIDC_CLAIM_MISMATCH");
    Incident incident =
        scene.store.all().stream()
            .filter(one -> one.id().startsWith("refusal"))
            .findFirst()
            .orElseThrow();
    assertThat(incident.subject().caller()).isEqualTo(GITHUB + "#repo:octo-org/web");
    assertThat(incident.sessions().named()).hasSize(30);
    assertThat(incident.sessions().more()).isFalse();
    assertThat(scene.explained()).isEqualTo(30);

    // The trust policy lets main pass: that ends nothing of what a branch is denied.
    deliver("repo:octo-org/web:ref:refs/heads/main", "main");
    scene.truth =
        denial ->
            dependingOn(
                ((Caller.WebIdentity) denial.caller()).subject().endsWith("/main")
                    ? Denials.allowed(denial, CauseCode.SESSION_POLICY)
                    : Denials.denied(denial, CauseCode.OIDC_CLAIM_MISMATCH),
                Set.of("token.actions.githubusercontent.com:sub"));
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).noneMatch(line -> line.startsWith("RESOLVED"));
    scene.truth = denial -> Denials.allowed(denial, CauseCode.SESSION_POLICY);
    scene.after(MINUTE).changed();
    assertThat(scene.heard()).containsExactly("RESOLVED 31 OIDC_CLAIM_MISMATCH");
  }

  /// The caller asks for a role whose name goes on like a sentence of AWS.
  @ParameterizedTest
  @ValueSource(
      strings = {
        " with an explicit deny in a service control policy",
        " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o/p",
        "x with an explicit deny in a service control policy",
        " because no service control policy allows the sts:AssumeRole action",
        "\u00a0 with an explicit deny in a service control policy",
      })
  void aReasonThatTheCallerWroteMutesNothing(String written) {
    Scene muted = mutingScps();
    muted.truth = new Explainer(Evidence.none())::explain;
    Sample forged =
        Sample.bySession()
            .put(
                "errorMessage",
                Sample.refused("arn:aws:sts::111111111111:assumed-role/ci/build-7") + written);
    muted.deliver(muted.happened(forged.denial()));
    assertThat(muted.heard()).hasSize(1).first().asString().startsWith("FIRST 1");
    assertThat(muted.store.all())
        .filteredOn(one -> one.subject() instanceof IncidentSubject.Refusal)
        .extracting(Incident::phase)
        .containsExactly(IncidentState.OPEN);
  }

  @Test
  void aReasonThatAwsWroteIsMuted() {
    Scene muted = mutingScps();
    muted.truth = new Explainer(Evidence.none())::explain;
    muted.deliver(
        muted.happened(
            Sample.bySession()
                .withParameters()
                .put(
                    "errorMessage",
                    Sample.refused("arn:aws:sts::111111111111:assumed-role/ci/build-7")
                        + " with an explicit deny in a service control policy")
                .denial()));
    assertThat(muted.heard()).isEmpty();
  }

  private static Scene mutingScps() {
    IncidentRules rules =
        IncidentRules.of(
            NumericSetting::standard,
            true,
            List.of(
                new MuteRule(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("222222222222"),
                    Optional.of(CauseCode.SCP_DENY),
                    Scene.START.plus(DAY))));
    return new Scene(rules);
  }

  /// A mute that was written before incidents were grouped by workload names one branch.
  @Test
  void aMuteOfOneSubjectCoversNoOther() {
    Scene muted =
        new Scene(
            IncidentRules.of(
                NumericSetting::standard,
                true,
                List.of(
                    new MuteRule(
                        Optional.of(GITHUB + "#repo:octo-org/web:ref:refs/heads/legacy"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Scene.START.plus(DAY)))));
    muted.truth = denial -> Denials.denied(denial, CauseCode.OIDC_CLAIM_MISMATCH);
    muted.deliver(muted.happened(web("repo:octo-org/web:ref:refs/heads/legacy", "e1")));
    assertThat(muted.heard()).isEmpty();
    muted.deliver(muted.happened(web("repo:octo-org/web:ref:refs/heads/main", "e2")));
    assertThat(muted.heard()).containsExactly("FIRST 2 OIDC_CLAIM_MISMATCH");
  }

  private void deliver(String subject, String eventId) {
    scene.deliver(scene.happened(web(subject, eventId)));
  }

  private Denial web(String subject, String eventId) {
    return new Denial(
        Optional.of(eventId),
        Optional.empty(),
        Optional.of(scene.now()),
        Optional.of("eu-west-1"),
        Optional.of(new AccountId("111122223333")),
        AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY,
        "sts:AssumeRoleWithWebIdentity",
        new Caller.WebIdentity(Optional.of(GITHUB), Optional.of("sts.amazonaws.com"), subject),
        new TargetRole.Known(RoleArn.parse("arn:aws:iam::111122223333:role/deploy").orElseThrow()),
        Passed.UNKNOWN,
        Passed.UNKNOWN,
        true,
        RequestContext.builder(_ -> KeyState.ABSENT)
            .put("token.actions.githubusercontent.com:sub", KeyState.present(subject))
            .put("token.actions.githubusercontent.com:aud", KeyState.present("sts.amazonaws.com"))
            .build(),
        new AwsReason.NotGiven(),
        "AccessDenied",
        "An unknown error occurred",
        "test",
        "192.0.2.7",
        Optional.empty());
  }
}
