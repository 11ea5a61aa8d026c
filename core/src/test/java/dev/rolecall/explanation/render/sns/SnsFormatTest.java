package dev.rolecall.explanation.render.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnsFormatTest {

  private static final WritingOptions PLAIN = WritingOptions.plain();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SnsMessage message(Explanations explanations) {
    return SnsFormat.write(explanations.explanation(), PLAIN);
  }

  private static Explanations scp() {
    return new Explanations()
        .actor(Actor.ORGANIZATION)
        .because(Explanations.bare(CauseCode.SCP_DENY));
  }

  private static Change change(long minutesBefore, Change.Kind kind) {
    return new Change(
        Explanations.DENIED.minusSeconds(60 * minutesBefore),
        ChangeEvent.PutRolePolicy,
        "x",
        Optional.empty(),
        Map.of(ChangeEvent.Name.ROLE, "deploy"),
        kind);
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void externalIdsAreMaskedWhereOthersReadAlong(CauseCode code) {
    SnsMessage message = message(Stories.of(code));
    for (String protocol : new String[] {"default", "email", "https", "sms"}) {
      assertThat(message.texts().get(protocol)).doesNotContain(Stories.EXTERNAL_ID);
    }
    assertThat(SlackFormat.write(Stories.of(code).explanation(), PLAIN).json().toString())
        .doesNotContain(Stories.EXTERNAL_ID);
  }

  @Test
  void subscribersCanFilter() {
    assertThat(message(scp()).attributes())
        .containsEntry("cause", "SCP_DENY")
        .containsEntry("confidence", "CERTAIN")
        .containsEntry("actor", "ORGANIZATION")
        .containsEntry("severity", "MEDIUM")
        .containsEntry("account", "111111111111")
        .containsEntry("roleAccount", "222222222222");
  }

  @Test
  void severityTellsWhoIsToBeWoken() {
    assertThat(DenialSeverity.of(scp().explanation())).isEqualTo(Severity.MEDIUM);
    assertThat(DenialSeverity.of(scp().changes(change(60, Change.Kind.ROLE)).explanation()))
        .isEqualTo(Severity.HIGH);
    assertThat(DenialSeverity.of(scp().changes(change(60, Change.Kind.ASSUMED)).explanation()))
        .isEqualTo(Severity.MEDIUM);
    assertThat(DenialSeverity.of(scp().changes(change(2_000, Change.Kind.ROLE)).explanation()))
        .isEqualTo(Severity.MEDIUM);
    assertThat(DenialSeverity.of(scp().stranger().explanation())).isEqualTo(Severity.LOW);
  }

  @Test
  void subjectAndTextMessageAreShortAndSayItAll() {
    SnsMessage message = message(scp());
    assertThat(message.subject())
        .isEqualTo("Rolecall: blocked by SCP: ci-runner (111111111111) to deploy (222222222222)");
    assertThat(message.texts().get("sms"))
        .isEqualTo(
            "Rolecall: blocked by SCP: ci-runner (111111111111) to deploy (222222222222). For: your"
                + " AWS Organizations admins");
  }

  @Test
  void theFunctionsTextHoldsTheContractAndTheMessageForSlack() throws IOException {
    Explanation explanation = scp().explanation();
    JsonNode json = JSON.readTree(SnsFormat.write(explanation, PLAIN).texts().get("lambda"));
    assertThat(json.path("schema").asText()).isEqualTo("rolecall/1");
    assertThat(json.path("severity").asText()).isEqualTo("MEDIUM");
    assertThat(json.path("slack")).isEqualTo(SlackFormat.write(explanation, PLAIN).json());
    assertThat(json.has("shortened")).isFalse();
  }

  @Test
  void aQueueGetsTheSame() {
    SnsMessage message = message(scp());
    assertThat(message.texts().get("sqs")).isEqualTo(message.texts().get("lambda"));
  }

  @Test
  void whatIsTooMuchForBothLeavesTheFunctionTheFactsAndTheMessages() throws IOException {
    ObjectNode json = JSON.createObjectNode().put("schema", "rolecall/1").put("severity", "LOW");
    json.putObject("denial").put("recordedIn", "111111111111");
    json.putObject("diagnosis").put("cause", "SCP_DENY").put("confidence", "LIKELY");
    json.putArray("changes").add("x".repeat(50_000));
    SnsMessage small = message(scp());
    JsonNode slack = JSON.createObjectNode().put("text", "y".repeat(80_000));
    SnsMessage message =
        SnsFormat.write(
            SnsFormat.text(scp().explanation(), PLAIN),
            PLAIN,
            new AmazonQNotification(
                Optional.empty(),
                "x",
                "x",
                SnsFormat.text(scp().explanation(), PLAIN),
                List.of(),
                List.of(),
                Map.of()),
            json,
            Map.of("slack", slack),
            small.attributes());

    assertThat(SnsSize.of(message)).isLessThan(262_144);
    JsonNode sqs = JSON.readTree(message.texts().get("sqs"));
    assertThat(sqs.path("changes").isEmpty()).isFalse();
    assertThat(sqs.path("slack")).isEqualTo(slack);
    JsonNode lambda = JSON.readTree(message.texts().get("lambda"));
    assertThat(lambda.has("changes")).isFalse();
    assertThat(lambda.path("slack")).isEqualTo(slack);
    assertThat(lambda.at("/denial/recordedIn").asText()).isEqualTo("111111111111");
    assertThat(lambda.at("/diagnosis/cause").asText()).isEqualTo("SCP_DENY");
  }

  @Test
  void theThreadIsThatOfTheIncident() throws IOException {
    assertThat(thread(scp())).isEqualTo(thread(scp().userAgent("another")));
    assertThat(thread(scp()))
        .isNotEqualTo(thread(new Explanations().because(Explanations.bare(CauseCode.RCP_DENY))))
        .isNotEqualTo(thread(scp().roleArn("arn:aws:iam::222222222222:role/other")));
  }

  private static String thread(Explanations explanations) throws IOException {
    return JSON.readTree(message(explanations).texts().get("https"))
        .at("/metadata/threadId")
        .asText();
  }

  @Test
  void whatIsTooLongIsShortenedAndSaysWhereTheWholeIs() throws IOException {
    String statement = "{\"Sid\":\"" + "漢\\\"".repeat(3_000) + "\"}";
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + (statement + ",").repeat(30)
            + statement
            + "]}";
    Fix fix =
        Explanations.fix(Fix.Place.TRUST_POLICY, "222222222222", "deploy", Stories.TRUST, document);
    SnsMessage message = message(scp().fixes(fix, fix, fix));
    assertThat(SnsSize.of(message)).isLessThan(250_000);
    JsonNode lambda = JSON.readTree(message.texts().get("lambda"));
    assertThat(lambda.path("shortened").asBoolean()).isTrue();
    assertThat(lambda.path("whole").asText()).contains("rolecall explain");
    assertThat(lambda.at("/diagnosis/cause").asText()).isEqualTo("SCP_DENY");
    assertThat(lambda.path("slack").path("blocks").isArray()).isTrue();
    assertThat(message.texts().get("email")).contains("rolecall explain").hasSizeLessThan(20_001);
  }
}
