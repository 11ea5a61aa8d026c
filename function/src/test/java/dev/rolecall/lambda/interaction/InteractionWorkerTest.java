package dev.rolecall.lambda.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.StaticSelectElement;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.slack.SlackAnswers;
import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackButtons;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.MemoryRepository;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of what people ask for in Slack.
class InteractionWorkerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STORY = Path.of("..", "events/external-id-missing/vendor-onboarding");
  private static final String CALLER = "arn:aws:iam::111122223333:role/ci";
  private static final String ROLE = "arn:aws:iam::444455556666:role/deploy";

  private final MemoryRepository store = new MemoryRepository();
  private final List<String> looks = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<JsonNode> answers = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final MemoryMarks marks = new MemoryMarks(() -> now);
  private SlackSecret secret = new SlackSecret.BotToken("xoxb-1234567890");
  private String authTest = "{\"ok\": true, \"team_id\": \"T1DC2JH3J\", \"enterprise_id\": null}";
  private int authTests;
  private int responseStatus = 200;
  private boolean broken;
  private Incident incident = deniedAgain();

  private Incident deniedAgain() {
    Denial denial = Denials.denial("event-" + now.toEpochMilli(), now, CALLER, "session", ROLE);
    try {
      new DenialIntake(
              IncidentRules.standard(),
              List.of(),
              store,
              _ -> new DeliveryResult.Delivered(Optional.empty()),
              () -> now)
          .receive(
              denial, new byte[] {1}, one -> Denials.denied(one, CauseCode.PRINCIPAL_NOT_TRUSTED));
    } catch (DeliveryFailure e) {
      throw new AssertionError(e);
    }
    return store.find(IncidentSubject.Refusal.of(denial).id()).orElseThrow();
  }

  private InteractionWorker worker() {
    return worker(Set.of(), true);
  }

  private InteractionWorker worker(Set<String> workspaces, boolean why) {
    RetryingClient client =
        new RetryingClient(
            "Slack",
            SlackAnswers::of,
            this::send,
            time -> now = now.plus(time),
            () -> now,
            Duration.ofSeconds(8));
    return new InteractionWorker(
        new InstalledWorkspace(
            workspaces, secrets(), URI.create("https://slack.com/api"), client, () -> now),
        marks,
        new IncidentActions(store, (incidents, _) -> looks.addAll(incidents), () -> now),
        new WhyCommand(
            why
                ? Optional.of(
                    call -> {
                      if (broken) {
                        throw new IllegalStateException("broken");
                      }
                      return new Explainer(snapshot().evidence()).check(call);
                    })
                : Optional.empty(),
            WritingOptions.plain(),
            () -> now),
        new SlackResponder(client),
        new FunctionLog("test"),
        new InteractionMetrics() {
          @Override
          public void countInteraction(String wish) {
            throw new AssertionError("counted when it is queued");
          }

          @Override
          public void countRefused(Refusal why, int count) {
            refused.add(why.name());
          }
        },
        () -> now);
  }

  private static Snapshot snapshot() {
    return switch (Snapshot.open(List.of(STORY.resolve("snapshot")))) {
      case SnapshotOpening.Opened(Snapshot snapshot) -> snapshot;
      case SnapshotOpening.NotUsable problem -> throw new AssertionError(problem);
    };
  }

  private Secrets<SlackSecret> secrets() {
    return new Secrets<>() {
      @Override
      public SecretReading<SlackSecret> current() {
        return new SecretReading.Read<>(secret);
      }

      @Override
      public SecretReading<SlackSecret> fresh() {
        return current();
      }
    };
  }

  private ChannelHttp.Response send(HttpRequest request) throws IOException {
    if (request.uri().getPath().endsWith("/auth.test")) {
      authTests++;
      assertThat(request.headers().firstValue("Authorization")).contains("Bearer xoxb-1234567890");
      return new ChannelHttp.Response(200, Optional.empty(), authTest);
    }
    assertThat(request.uri().getHost()).isEqualTo("hooks.slack.com");
    answers.add(JSON.readTree(body(request)));
    return new ChannelHttp.Response(
        responseStatus, Optional.empty(), responseStatus == 200 ? "ok" : "");
  }

  private static String body(HttpRequest request) {
    StringBuilder text = new StringBuilder();
    request
        .bodyPublisher()
        .orElseThrow()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ByteBuffer item) {
                text.append(StandardCharsets.UTF_8.decode(item));
              }

              @Override
              public void onError(Throwable throwable) {
                throw new AssertionError(throwable);
              }

              @Override
              public void onComplete() {}
            });
    return text.toString();
  }

  private Interaction press(IncidentButton button, String period, String actionTs) {
    String value = incident.id() + ":" + incident.episode() + period;
    return read(SlackRequests.body(SlackRequests.click(button, value, actionTs)));
  }

  private Interaction read(String body) {
    return switch (InteractionReader.read(body.getBytes(StandardCharsets.UTF_8), now)) {
      case InteractionReader.Reading.Asked(Interaction interaction) ->
          InteractionJson.read(InteractionJson.write(interaction)).orElseThrow();
      case InteractionReader.Reading other -> throw new AssertionError(other);
    };
  }

  private void work(Interaction interaction) {
    worker().work(interaction, now.plusSeconds(50));
  }

  private Incident now() {
    return store.find(incident.id()).orElseThrow();
  }

  private List<ActionTaken.Kind> taken() {
    return now().actions().stream().map(ActionTaken::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ACKNOWLEDGE, '', ACKNOWLEDGED",
    "SNOOZE, :24h, SNOOZED",
    "SNOOZE, :fixed, SNOOZED",
    "CHECK, '', CHECKED_AGAIN",
    "RESOLVE, '', RESOLVED"
  })
  void aClickIsDoneOnceAndLookedAtAtOnce(
      IncidentButton button, String period, ActionTaken.Kind kind) {
    work(press(button, period, "1.1"));

    assertThat(taken()).containsExactly(kind);
    assertThat(now().actions().getFirst().actor()).isEqualTo("roadrunner (U2CERLKJA)");
    assertThat(looks).containsExactly(incident.id());
    assertThat(answers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({":1h, PT1H", ":24h, PT24H", ":7d, PT168H"})
  void aSnoozeEndsWhenItSays(String period, Duration length) {
    work(press(IncidentButton.SNOOZE, period, "1.1"));
    assertThat(now().snooze().orElseThrow().until()).contains(now.plus(length));
  }

  @Test
  void aSnoozeUntilFixedHasNoEnd() {
    work(press(IncidentButton.SNOOZE, ":fixed", "1.1"));
    assertThat(now().snooze().orElseThrow().until()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ACKNOWLEDGE, ''", "SNOOZE, :1h", "CHECK, ''", "RESOLVE, ''"})
  void aDoubleClickIsOneAction(IncidentButton button, String period) {
    work(press(button, period, "1.1"));
    now = now.plusMillis(400);
    work(press(button, period, "1.5"));

    assertThat(taken()).hasSize(1);
    assertThat(looks).hasSize(1);
    assertThat(answers).isEmpty();
  }

  @Test
  void slacksRetryAndTheQueuesAreOneAction() {
    Interaction click = press(IncidentButton.SNOOZE, ":1h", "1.1");
    work(click);
    now = now.plus(Duration.ofMinutes(5));
    work(click);
    work(press(IncidentButton.SNOOZE, ":1h", "1.1"));

    assertThat(taken()).hasSize(1);
    assertThat(looks).hasSize(1);
  }

  @Test
  void whatFailsComesAgainAndIsDoneThen() {
    Interaction click = press(IncidentButton.ACKNOWLEDGE, "", "1.1");
    authTest = "{\"ok\": false, \"error\": \"internal_error\"}";
    assertThatThrownBy(() -> work(click)).isInstanceOf(EventFailure.class);
    assertThat(taken()).isEmpty();

    authTest = "{\"ok\": true, \"team_id\": \"T1DC2JH3J\"}";
    work(click);
    assertThat(taken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACKNOWLEDGE", "CHECK"})
  void aClickOnAnEndedIncidentSaysSoToThePersonAlone(IncidentButton button) {
    Interaction late = press(button, "", "9.9");
    work(press(IncidentButton.RESOLVE, "", "1.1"));
    now = now.plus(Duration.ofHours(1));
    work(late);

    assertThat(now().phase()).isEqualTo(IncidentState.RESOLVED);
    assertThat(taken()).containsExactly(ActionTaken.Kind.RESOLVED);
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().path("response_type").asText()).isEqualTo("ephemeral");
    assertThat(answers.getFirst().path("replace_original").asBoolean(true)).isFalse();
    assertThat(answers.getFirst().path("text").asText()).startsWith("This incident has ended");
  }

  @Test
  void aClickOnAnIncidentThatIsGoneSaysSo() {
    work(
        read(
            SlackRequests.body(
                SlackRequests.click(IncidentButton.RESOLVE, "refusal-00:1", "1.1"))));
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().toString()).contains("no longer has this incident");
  }

  @Test
  void anAnswerThatSlackDoesNotTakeChangesNothing() {
    responseStatus = 404;
    Interaction click =
        read(
            SlackRequests.body(SlackRequests.click(IncidentButton.RESOLVE, "refusal-00:1", "1.1")));
    work(click);
    int sent = answers.size();
    work(click);
    assertThat(answers).hasSize(sent);
  }

  private Interaction by(Interaction interaction, Requester by) {
    return new Interaction(
        interaction.wish(), by, interaction.at(), interaction.request(), interaction.response());
  }

  private static Requester requester(
      String team, @Nullable String enterprise, @Nullable String ownTeam) {
    return new Requester(
        team, Optional.ofNullable(enterprise), Optional.ofNullable(ownTeam), "U666", "stranger");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "T666, -, T666",
        "T666, -, -",
        "T666, E666, T666",
        "T1DC2JH3J, -, T666",
        "'', E666, -",
        "T666, -, T1DC2JH3J"
      })
  void nothingHappensForAStrangersWorkspace(
      String team, @Nullable String enterprise, @Nullable String ownTeam) {
    for (Interaction interaction :
        List.of(
            press(IncidentButton.RESOLVE, "", "1.1"),
            read(SlackRequests.command("why " + CALLER + " " + ROLE)))) {
      work(by(interaction, requester(team, enterprise, ownTeam)));
    }

    assertThat(taken()).isEmpty();
    assertThat(looks).isEmpty();
    assertThat(answers).isEmpty();
    assertThat(refused).containsExactly("OTHER_WORKSPACE", "OTHER_WORKSPACE");
  }

  @Test
  void anInstallationForAWholeOrganizationServesAllItsWorkspaces() {
    authTest =
        "{\"ok\": true, \"team_id\": \"E1\", \"enterprise_id\": \"E1\","
            + " \"is_enterprise_install\": true}";
    Interaction click = press(IncidentButton.ACKNOWLEDGE, "", "1.1");
    work(by(click, requester("T7", "E1", "T7")));
    assertThat(taken()).hasSize(1);
    work(by(press(IncidentButton.RESOLVE, "", "2.1"), requester("T7", "E2", "T7")));
    assertThat(taken()).hasSize(1);
  }

  @Test
  void anInstallationForAWorkspaceOfAnOrganizationServesNoOther() {
    authTest =
        "{\"ok\": true, \"team_id\": \"T1\", \"enterprise_id\": \"E1\","
            + " \"is_enterprise_install\": false}";
    work(by(press(IncidentButton.RESOLVE, "", "1.1"), requester("T2", "E1", "T2")));
    assertThat(taken()).isEmpty();
    work(by(press(IncidentButton.ACKNOWLEDGE, "", "2.1"), requester("T1", "E1", "E1")));
    assertThat(taken()).hasSize(1);
  }

  @Test
  void workspacesOfTheSettingsCountAndSlackIsNotAsked() {
    InteractionWorker worker = worker(Set.of("T7", "E7"), true);
    worker.work(press(IncidentButton.RESOLVE, "", "1.1"), now.plusSeconds(50));
    assertThat(taken()).isEmpty();
    worker.work(
        by(press(IncidentButton.ACKNOWLEDGE, "", "2.1"), requester("T8", "E7", "T7")),
        now.plusSeconds(50));
    assertThat(taken()).hasSize(1);
    assertThat(authTests).isZero();
  }

  @Test
  void slackIsAskedOnceAnHour() {
    InteractionWorker worker = worker();
    for (int i = 0; i < 5; i++) {
      worker.work(press(IncidentButton.CHECK, "", i + ".1"), now.plusSeconds(50));
    }
    assertThat(authTests).isOne();
    now = now.plus(Duration.ofHours(1));
    worker.work(press(IncidentButton.CHECK, "", "9.1"), now.plusSeconds(50));
    assertThat(authTests).isEqualTo(2);
  }

  @Test
  void aWebhooksAddressNamesItsWorkspace() {
    secret =
        new SlackSecret.Webhooks(
            Map.of("default", URI.create("https://hooks.slack.com/services/T1DC2JH3J/B0/secret")));
    work(press(IncidentButton.ACKNOWLEDGE, "", "1.1"));
    assertThat(taken()).hasSize(1);
    work(by(press(IncidentButton.RESOLVE, "", "2.1"), requester("T666", null, null)));
    assertThat(taken()).hasSize(1);
    assertThat(authTests).isZero();
  }

  @Test
  void namesAreTextWhateverTheyHold() {
    ObjectNode payload =
        SlackRequests.click(
            IncidentButton.ACKNOWLEDGE, incident.id() + ":" + incident.episode(), "1.1");
    ((ObjectNode) payload.path("user")).put("name", "<!channel>\n\u001b[31m" + "x".repeat(500));
    work(read(SlackRequests.body(payload)));

    assertThat(now().actions().getFirst().actor())
        .startsWith("<!channel>\\u000a\\u001b[31mxxx")
        .hasSizeLessThanOrEqualTo(100);
  }

  /// What stands below the message is what is read back.
  @Test
  void everyButtonBelowTheMessageIsUnderstood() {
    List<String> understood = new ArrayList<>();
    for (LayoutBlock block : SlackButtons.of(incident, Optional.empty())) {
      for (BlockElement element : ((ActionsBlock) block).getElements()) {
        switch (element) {
          case ButtonElement button ->
              understood.add(understood(button.getActionId(), button.getValue()));
          case StaticSelectElement menu ->
              menu.getOptions()
                  .forEach(
                      option -> understood.add(understood(menu.getActionId(), option.getValue())));
          default -> throw new AssertionError(element);
        }
      }
    }
    assertThat(understood)
        .containsExactly(
            "ACKNOWLEDGE",
            "SNOOZE 1h",
            "SNOOZE 24h",
            "SNOOZE 7d",
            "SNOOZE fixed",
            "CHECK",
            "RESOLVE");
  }

  private String understood(String actionId, String value) {
    IncidentButton button = IncidentButton.of(actionId).orElseThrow();
    Interaction interaction = read(SlackRequests.body(SlackRequests.click(button, value, "1.1")));
    return switch (interaction.wish()) {
      case Interaction.Wish.Press(IncidentButton pressed, IncidentButton.Value read) -> {
        assertThat(read.incident()).isEqualTo(incident.id());
        assertThat(read.episode()).isEqualTo(incident.episode());
        yield pressed + read.period().map(period -> " " + period.key()).orElse("");
      }
      case Interaction.Wish.Command command -> throw new AssertionError(command);
    };
  }

  // ---- The command

  private JsonNode asked(String text) {
    answers.clear();
    work(read(SlackRequests.command(text)));
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().path("response_type").asText()).isEqualTo("ephemeral");
    return answers.getFirst();
  }

  private static final String VENDOR =
      "arn:aws:iam::210987654321:role/integrations/vendor-onboarding";
  private static final String REPORTING = "arn:aws:iam::444455556666:role/vendors/cost-reporting";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "why CALLER ROLE sts:ExternalId",
        "  why   `CALLER`  ->  \u201cROLE\u201d   sts:ExternalId= ",
        "why CALLER \u2192 ROLE sts:ExternalId",
        "why CALLER -&gt; ROLE sts:ExternalId=secret&amp;b"
      })
  void whyExplainsToThePersonAlone(String text) {
    JsonNode answer = asked(text.replace("CALLER", VENDOR).replace("ROLE", REPORTING));

    assertThat(answer.path("text").asText()).startsWith("DENIED: ").contains("vendor-onboarding");
    assertThat(answer.path("blocks").toString())
        .contains("sts:ExternalId", "harborline-production")
        .contains("rolecall check --caller " + VENDOR + " --role " + REPORTING, "--live")
        .doesNotContain("hlb-", "secret");
    assertThat(answer.toString().length()).isLessThan(13_000);
    assertThat(looks).isEmpty();
  }

  @Test
  void whatTheAnswerDependsOnIsAskedFor() {
    JsonNode answer = asked("why " + VENDOR + " " + REPORTING);
    assertThat(answer.path("text").asText()).startsWith("UNDETERMINED: ");
    assertThat(answer.path("blocks").toString()).contains("sts:ExternalId=VALUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "why", "why x", "help why"})
  void usageIsShown(String text) {
    assertThat(asked(text).path("text").asText()).startsWith("Usage: `/rolecall why CALLER ROLE [");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "explain x y|`explain` is not a command. Usage",
        "why VENDOR x|`x` is not a role ARN",
        "why VENDOR arn:aws:iam::1:role/x|`arn:aws:iam::1:role/x` is not a role ARN",
        "why ci-deploy REPORTING|`ci-deploy` is not the ARN of a user",
        "why arn:aws:s3:::bucket REPORTING|`arn:aws:s3:::bucket` is not the ARN of a user",
        "why VENDOR REPORTING ExternalId=1|`ExternalId=1` is not a condition key",
        "why VENDOR <!channel>|`!channel` is not a role ARN"
      })
  void whatCannotBeAskedIsNamed(String text, String answer) {
    assertThat(
            asked(text.replace("VENDOR", VENDOR).replace("REPORTING", REPORTING))
                .path("text")
                .asText())
        .startsWith(answer);
  }

  @Test
  void namesInTheAnswerAreNoMentions() {
    JsonNode answer = asked("why VENDOR <!channel>x<@U1>".replace("VENDOR", VENDOR));
    assertThat(answer.path("text").asText()).contains("&lt;@U1").doesNotContain("<@", "<!");
    assertThat(answer.path("blocks").toString()).doesNotContain("mrkdwn");
    assertThat(answer.path("link_names").asBoolean(true)).isFalse();
  }

  @Test
  void aLongCommandIsNotRead() {
    assertThat(asked("why " + "x".repeat(10_000)).path("text").asText())
        .isEqualTo("The command is too long: at most 3000 characters are allowed.");
  }

  @Test
  void onePersonAsksSoOftenAMinute() {
    InteractionWorker worker = worker();
    for (int i = 0; i <= WhyLimit.MOST; i++) {
      Interaction question = read(SlackRequests.command("why " + VENDOR + " " + REPORTING));
      worker.work(
          new Interaction(question.wish(), question.by(), now, "request-" + i, question.response()),
          now.plusSeconds(50));
    }
    assertThat(answers).hasSize(WhyLimit.MOST + 1);
    assertThat(answers.getLast().path("text").asText())
        .isEqualTo("You can ask 6 times a minute. Wait a minute, then ask again.");
    assertThat(answers.get(WhyLimit.MOST - 1).path("text").asText()).startsWith("UNDETERMINED");
  }

  @Test
  void aQuestionThatComesTwiceIsAnsweredOnce() {
    Interaction question = read(SlackRequests.command("help"));
    work(question);
    work(question);
    assertThat(answers).hasSize(1);
  }

  @Test
  void aQuestionThatFailsIsAnsweredToo() {
    broken = true;
    assertThat(asked("why " + VENDOR + " " + REPORTING).path("text").asText())
        .startsWith("Rolecall could not answer because of an internal error");
  }

  @Test
  void theCommandCanBeSwitchedOff() {
    worker(Set.of(), false)
        .work(read(SlackRequests.command("why " + VENDOR + " " + REPORTING)), now.plusSeconds(50));
    assertThat(answers.getFirst().path("text").asText())
        .isEqualTo(
            "`/rolecall why` is switched off in this installation (setting"
                + " `slack.interactive.why`).");
  }
}
