package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.LinkSettings;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.teams.TeamsFormat;
import dev.rolecall.installation.AccessPortalUrl;
import dev.rolecall.installation.RunbookUrl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleLinksTest {

  private static final Explanation MISSING =
      Stories.of(CauseCode.EXTERNAL_ID_MISSING).explanation();

  private static LinkSettings settings(String runbook, String portal) {
    return new LinkSettings(RunbookUrl.parse(runbook), AccessPortalUrl.parse(portal));
  }

  private static List<String> addresses(LinkSettings settings) {
    return new ConsoleLinks(settings)
        .of(MISSING.denial(), CauseCode.EXTERNAL_ID_MISSING).stream()
            .map(Block.Link::address)
            .toList();
  }

  @Test
  void withoutSettingsLinksOpenInTheAccountOfTheReadersSession() {
    assertThat(addresses(LinkSettings.CONSOLE))
        .containsExactly(
            "https://console.aws.amazon.com/iam/home#/roles/details/deploy?section=trust_relationships",
            "https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events?EventId="
                + MISSING.denial().eventId().orElseThrow());
  }

  @Test
  void anAccessPortalSelectsTheAccountOfEachLink() {
    assertThat(addresses(settings("", "https://d-1234567890.awsapps.com/start/")))
        .first()
        .isEqualTo(
            "https://d-1234567890.awsapps.com/start/#/console?account_id=222222222222&destination="
                + "https%3A%2F%2Fconsole.aws.amazon.com%2Fiam%2Fhome%23%2Froles%2Fdetails%2Fdeploy"
                + "%3Fsection%3Dtrust_relationships");
    assertThat(
            addresses(
                settings("", "https://acme.awsapps.com/start#/console?role_name=ReadOnly@ops")))
        .element(1)
        .asString()
        .startsWith(
            "https://acme.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnly%40ops"
                + "&destination=https%3A%2F%2Feu-west-1.console");
  }

  @Test
  void aPortalOfAnotherPartitionOpensNoAccount() {
    assertThat(addresses(settings("", "https://start.home.awsapps.cn/directory/acme")))
        .allMatch(address -> address.contains("console.aws.amazon.com/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://d-1234567890.awsapps.com/start",
        "https://d-1234567890.awsapps.com/start?x=1",
        "https://d-1234567890.awsapps.com/start|evil",
        "https://user@evil.example/start",
        "https://d-1234567890.awsapps.com/start#/console?account_id=1",
        "javascript:alert(1)",
        "",
      })
  void onlyAStartUrlIsAPortal(String text) {
    assertThat(AccessPortalUrl.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://wiki.example.com/rolecall/,https://wiki.example.com/rolecall/MFA_REQUIRED",
    "https://wiki.example.com/rolecall,https://wiki.example.com/rolecall/MFA_REQUIRED",
    "https://wiki.example.com,https://wiki.example.com/MFA_REQUIRED",
    "https://wiki.example.com/?page=,https://wiki.example.com/?page=MFA_REQUIRED",
    "https://wiki.example.com/{cause}.md#fix,https://wiki.example.com/MFA_REQUIRED.md#fix",
  })
  void aRunbookHasAPageForEachCause(String setting, String page) {
    assertThat(RunbookUrl.parse(setting).orElseThrow().page("MFA_REQUIRED")).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://wiki.example.com/",
        "wiki.example.com",
        "https://wiki.example.com/{code}",
        "https://wiki.example.com/<b>",
        "https://wiki.example.com/a b",
        "https://wiki.example.com/|x",
        "https://wiki.example.com/\"",
      })
  void onlyAnHttpsAddressIsARunbook(String text) {
    assertThat(RunbookUrl.parse(text)).isEmpty();
  }

  @Test
  void everyChannelLinksToTheRunbook() throws IOException {
    WritingOptions writingOptions =
        WritingOptions.plain().linking(settings("https://wiki.example.com/rolecall/", ""));
    String page = "https://wiki.example.com/rolecall/EXTERNAL_ID_MISSING";
    String slack = SlackFormat.write(MISSING, writingOptions).json().toString();
    assertThat(slack).contains("\"url\":\"" + page + "\"", "<" + page + "|Runbook");
    assertThat(TeamsFormat.write(MISSING, writingOptions).toString()).contains(page);
    var texts = SnsFormat.write(MISSING, writingOptions).texts();
    assertThat(texts.get("email")).contains(page);
    assertThat(texts.get("https")).contains(page);
    JsonNode json =
        new ObjectMapper().readTree(Optional.ofNullable(texts.get("sqs")).orElseThrow());
    assertThat(json.path("runbook").asText()).isEqualTo(page);
  }
}
