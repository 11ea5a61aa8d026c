package dev.rolecall.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsContextTest {

  @Test
  void takesTheObjectOfTheContextAndNothingElse() {
    assertThat(
            settings(Map.of("rolecall", Map.of("logLevel", "WARN"), "rolecallish", 1, "other", 2)))
        .isEqualTo("{\"logLevel\":\"WARN\"}");
  }

  @Test
  void isEmptyWhereTheContextSaysNothing() {
    assertThat(settings(Map.of())).isEqualTo("{}");
  }

  @Test
  void theCommandLineComesBeforeTheFile() {
    assertThat(
            settings(
                Map.of(
                    "rolecall",
                    Map.of("logLevel", "WARN", "cacheSeconds", 5),
                    "rolecall.logLevel",
                    "DEBUG")))
        .isEqualTo("{\"logLevel\":\"DEBUG\",\"cacheSeconds\":5}");
  }

  @Test
  void theCommandLineReachesIntoObjectsAndMakesThem() {
    assertThat(
            settings(
                Map.of(
                    "rolecall", Map.of("slack", Map.of("secret", "ssm:/slack")),
                    "rolecall.slack.channel", "C01ABC234",
                    "rolecall.readerRole.name", "Reader")))
        .isEqualTo(
            "{\"slack\":{\"secret\":\"ssm:/slack\",\"channel\":\"C01ABC234\"},\"readerRole\":{\"name\":\"Reader\"}}");
  }

  @Test
  void theCommandLineGivesListsAndObjectsAsJsonAndTheRestAsText() {
    assertThat(settings(Map.of("rolecall.emails", "[\"a@example.com\"]")))
        .isEqualTo("{\"emails\":[\"a@example.com\"]}");
    assertThat(settings(Map.of("rolecall.organizationAccount", "012345678901")))
        .isEqualTo("{\"organizationAccount\":\"012345678901\"}");
    assertThat(settings(Map.of("rolecall.emails", "[a@example.com")))
        .isEqualTo("{\"emails\":\"[a@example.com\"}");
  }

  @Test
  void whatIsNoObjectIsLeftForTheReaderToRefuse() {
    assertThat(settings(Map.of("rolecall", "INFO", "rolecall.logLevel", "DEBUG")))
        .isEqualTo("\"INFO\"");
  }

  private static String settings(Map<String, Object> context) {
    return SettingsContext.settings(context).toString();
  }
}
