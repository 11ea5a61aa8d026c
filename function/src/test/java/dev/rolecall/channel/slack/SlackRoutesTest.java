package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackRoutesTest {

  private static final String ROUTES =
      """
      [{"account":"111111111111","cause":"SCP_DENY","channel":"org"},
       {"account":"111111111111","channel":"team-a"},
       {"roleAccount":"222222222222","channel":"owners"},
       {"severity":"SECURITY","channel":"security","repeatMinutes":60},
       {"severity":"HIGH","channel":"pager"}]
      """;

  @ParameterizedTest
  @CsvSource({
    "111111111111,222222222222,SCP_DENY,HIGH,org",
    "111111111111,222222222222,RCP_DENY,HIGH,team-a",
    "333333333333,222222222222,RCP_DENY,HIGH,owners",
    "333333333333,'',RCP_DENY,HIGH,pager",
    "333333333333,'','',SECURITY,security",
    "333333333333,'',RCP_DENY,LOW,everything-else"
  })
  void theFirstRouteWhoseConditionsAllHoldWins(
      String account, String roleAccount, String cause, String severity, String channel) {
    assertThat(
            SlackRoutes.parse(ROUTES, "everything-else")
                .channel(new SlackAlert.Facts(account, roleAccount, cause, severity)))
        .isEqualTo(channel);
  }

  @Test
  void aRouteMayLimitHowOftenItSaysTheSame() {
    SlackRoutes routes = SlackRoutes.parse(ROUTES, "everything-else");
    assertThat(routes.route(new SlackAlert.Facts("", "", "", "SECURITY")).repeat())
        .contains(Duration.ofHours(1));
    assertThat(routes.route(new SlackAlert.Facts("", "", "", "HIGH")).repeat()).isEmpty();
    assertThat(routes.route(new SlackAlert.Facts("", "", "", "LOW")).repeat()).isEmpty();
  }

  @Test
  void withoutRoutesEverythingGoesToTheDefaultChannel() {
    assertThat(SlackRoutes.parse(" ", "all").channel(new SlackAlert.Facts("", "", "", "")))
        .isEqualTo("all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | not valid JSON",
        "{} | not a list",
        "[{\"account\":\"1\"}] | route 1 for Slack has no `channel`",
        "[{\"channel\":\"a\"},{\"acount\":\"1\",\"channel\":\"a\"}] | route 2 for Slack: `acount`",
        "[{\"account\":1,\"channel\":\"a\"}] | `account` is not a known condition with a text",
        "[{\"severity\":\"SECURTY\",\"channel\":\"a\"}] | `severity` must be one of [HIGH, LOW,"
            + " MEDIUM,",
        "[{\"channel\":\"a\",\"repeatMinutes\":4}] | `repeatMinutes` must be a whole number from 5",
        "[{\"channel\":\"a\",\"repeatMinutes\":1441}] | from 5 to 1440",
        "[{\"channel\":\"a\",\"repeatMinutes\":7.5}] | `repeatMinutes` must be a whole number",
        "[{\"channel\":\"a\",\"repeatMinutes\":\"60\"}] | `repeatMinutes` must be a whole number"
      })
  void aMistakeIsNamed(String json, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlackRoutes.parse(json, "all"))
        .withMessageContaining(said);
  }
}
