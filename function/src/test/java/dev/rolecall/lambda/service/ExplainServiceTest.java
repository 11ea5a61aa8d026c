package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.channel.sns.SnsChannel;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.MemoryRepository;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainServiceTest {

  private static final Path STORY = Path.of("..", "events/external-id-missing/vendor-onboarding");
  private static final Instant NOW = Instant.parse("2026-03-12T09:45:27Z");

  private final List<SnsMessage> topic = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private DeliveryResult answer = new DeliveryResult.Delivered(Optional.of("m-1"));
  private List<RoleArn> ownRoles = List.of();

  private final MemoryRepository store = new MemoryRepository();

  private ExplainService function() {
    return new ExplainService(
        ownRoles,
        new DenialIntake(
            // First alerts do not wait for others.
            IncidentRules.standard().gathering(Duration.ZERO, 0),
            List.of("owner"),
            store,
            new SnsChannel(this::publish, Optional.empty(), Set.of(Channel.SLACK)),
            InstantSource.fixed(NOW)),
        new FunctionLog("test"),
        new Counting(),
        InstantSource.fixed(NOW));
  }

  private DeliveryResult publish(SnsMessage message) {
    topic.add(message);
    return answer;
  }

  private final class Counting implements FunctionMetrics {
    @Override
    public void countDenial(DenialIntake.IntakeResult intakeResult) {
      counted.add(
          intakeResult.cause().map(CauseCode::name).orElse("nothing")
              + " "
              + intakeResult.notice().map(NotificationKind::name).orElse("silently"));
    }

    @Override
    public void countExplanation(
        Confidence confidence, Duration work, Optional<Duration> sinceDenial) {
      counted.add(confidence + " " + sinceDenial.orElseThrow());
    }

    @Override
    public void countLook(IncidentSweep.LookResult lookResult) {
      throw new AssertionError("no sweep here");
    }

    @Override
    public void countSurvey(DoctorReport doctorReport) {
      throw new AssertionError("no survey here");
    }

    @Override
    public void countUnread(String action, Failure failure) {
      counted.add(action + " " + failure);
    }

    @Override
    public void countOtherEvent() {
      counted.add("foreign");
    }

    @Override
    public void countStrangeAccount() {
      counted.add("strange account");
    }

    @Override
    public void countMalformed() {
      counted.add("malformed");
    }

    @Override
    public void countOwnDenial() {
      counted.add("own");
    }
  }

  private static RoleArn role(String arn) {
    return RoleArn.parse(arn).orElseThrow();
  }

  private static Evidence evidence() {
    return switch (Snapshot.open(List.of(STORY.resolve("snapshot")))) {
      case SnapshotOpening.Opened(Snapshot snapshot) -> snapshot.evidence();
      case SnapshotOpening.NotUsable problem -> throw new AssertionError(problem);
    };
  }

  private static String story() throws IOException {
    return Files.readString(STORY.resolve("event.json"));
  }

  private static void run(ExplainService function, String event) {
    function.run(
        event.getBytes(StandardCharsets.UTF_8),
        denial -> new Explainer(evidence()).explain(denial));
  }

  @Test
  void aDenialIsExplainedAndPublishedOnce() throws IOException {
    run(function(), story());

    assertThat(topic).hasSize(1);
    assertThat(topic.getFirst().attributes())
        .containsEntry("cause", "EXTERNAL_ID_MISSING")
        .containsEntry("confidence", "CERTAIN");
    assertThat(counted).containsExactly("EXTERNAL_ID_MISSING FIRST", "CERTAIN PT4M");
  }

  @Test
  void anEventThatComesAgainIsPublishedOnce() throws IOException {
    ExplainService function = function();

    run(function, story());
    run(function, story());

    assertThat(topic).hasSize(1);
  }

  @Test
  void anotherDenialOfTheSameKindIsCountedOnly() throws IOException {
    ExplainService function = function();

    run(function, story());
    run(function, story().replaceFirst("\"eventID\"\\s*:\\s*\"", "\"eventID\": \"another-"));

    assertThat(topic).hasSize(1);
    assertThat(counted)
        .containsExactly(
            "EXTERNAL_ID_MISSING FIRST", "CERTAIN PT4M", "EXTERNAL_ID_MISSING silently");
  }

  /// The role is in another account in each of them, as in the event that is explained.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"account\": \"210987654321\"",
        "\"recipientAccountId\": \"210987654321\"",
        "arn:aws:sts::210987654321:assumed-role"
      })
  void anEventOfAnAccountThatItsRecordDoesNotBelongToIsRejectedAndCounted(String account)
      throws IOException {
    assertThat(story()).contains(account);

    run(function(), story().replaceFirst(account, account.replace("210987654321", "999999999999")));

    assertThat(topic).isEmpty();
    assertThat(store.all()).isEmpty();
    assertThat(counted).containsExactly("strange account");
  }

  /// Denials of federated callers are recorded in the role's account, and they have none.
  @Test
  void everyStoryWithAnEnvelopeFits() throws IOException {
    for (Path story : Corpus.stories()) {
      byte[] event = Files.readAllBytes(story.resolve("event.json"));
      assertThat(
              EventBridgeEvents.denial(event)
                  .flatMap(denial -> EventBridgeEvents.strangeAccount(event, denial)))
          .as(story.toString())
          .isEmpty();
    }
  }

  @Test
  void whatCouldNotBePublishedIsTriedAgain() throws IOException {
    ExplainService function = function();
    answer = new DeliveryResult.TryLater("SNS did not answer in time", Optional.empty());
    assertThatThrownBy(() -> run(function, story()))
        .isInstanceOf(EventFailure.class)
        .hasMessage("SNS did not answer in time");
    assertThat(counted).isEmpty();

    answer = new DeliveryResult.Delivered(Optional.of("m-2"));
    run(function, story());

    assertThat(topic).hasSize(2);
    assertThat(counted).containsExactly("EXTERNAL_ID_MISSING FIRST", "CERTAIN PT4M");
    assertThat(store.all().getFirst().denials()).isEqualTo(1);
  }

  @Test
  void whatSnsRefusesIsKeptWithTheReason() {
    answer =
        new DeliveryResult.Rejected("SNS rejected the message: AuthorizationError (status 403)");

    assertThatThrownBy(() -> run(function(), story()))
        .isInstanceOf(EventFailure.class)
        .hasMessageContaining("AuthorizationError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"source\": \"aws.ec2\", \"detail\": {\"eventName\": \"RunInstances\"}}",
        "{\"source\": \"aws.sts\", \"detail\": {\"eventName\": \"AssumeRole\", \"eventSource\":"
            + " \"sts.amazonaws.com\"}}"
      })
  void otherEventsAreDropped(String event) {
    run(function(), event);

    assertThat(topic).isEmpty();
    assertThat(counted).containsExactly("foreign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"detail\": {", "no JSON"})
  void whatCannotBeUnderstoodIsNotLost(String event) {
    assertThatThrownBy(() -> run(function(), event))
        .isInstanceOf(EventFailure.class)
        .hasMessageStartingWith("invalid event: ");
    assertThat(topic).isEmpty();
    assertThat(counted).containsExactly("malformed");
  }

  @Test
  void theFieldThatIsWrongIsNamed() throws IOException {
    String wrong =
        story().replaceFirst("\"userIdentity\"\\s*:\\s*\\{", "\"userIdentity\": 7, \"x\": {");

    assertThatThrownBy(() -> run(function(), wrong))
        .isInstanceOf(EventFailure.class)
        .hasMessageContaining("userIdentity");
  }

  @Test
  void severalRecordsInOneEventAreNotGuessedAt() throws IOException {
    String two = "[" + story() + "," + story() + "]";

    assertThatThrownBy(() -> run(function(), two))
        .isInstanceOf(EventFailure.class)
        .hasMessageContaining("2 records");
    assertThat(topic).isEmpty();
  }

  /// Else a reader role that refuses us would make an alert of its own, whose explanation asks for
  /// that role again, and so on.
  @Test
  void theFunctionsOwnDenialsAreCountedAndNoAlerts() throws IOException {
    ownRoles =
        List.of(
            role("arn:aws:iam::210987654321:role/rolecall-sweep"),
            role("arn:aws:iam::210987654321:role/vendor-onboarding"));

    run(function(), story());

    assertThat(topic).isEmpty();
    assertThat(counted).containsExactly("own");
  }

  @Test
  void aRoleOfTheSameNameElsewhereIsNotOurs() throws IOException {
    ownRoles = List.of(role("arn:aws:iam::999999999999:role/vendor-onboarding"));

    run(function(), story());

    assertThat(topic).hasSize(1);
  }

  @Test
  void whatStaysUnreadIsCountedOnce() throws IOException {
    ExplainService function = function();
    function.unread("iam:GetRole", new AccountId("444455556666"), Failure.NOT_ALLOWED);

    run(function, story());

    assertThat(counted)
        .containsExactly("iam:GetRole NOT_ALLOWED", "EXTERNAL_ID_MISSING FIRST", "CERTAIN PT4M");
  }
}
