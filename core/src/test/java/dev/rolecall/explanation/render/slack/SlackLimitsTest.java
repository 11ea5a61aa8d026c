package dev.rolecall.explanation.render.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stand-in for Slack refuses what Slack refuses: else tests against it would prove nothing.
class SlackLimitsTest {

  private static Optional<String> refusal(String body) throws JsonProcessingException {
    return SlackLimits.of(new ObjectMapper().readTree(body)).map(SlackLimits.Refusal::word);
  }

  private static String rich(String element) {
    return "{'text':'t','blocks':[{'type':'rich_text','elements':[" + element + "]}]}";
  }

  @Test
  void aMessageWithinTheLimitsIsTaken() throws JsonProcessingException {
    assertThat(
            refusal(
                rich("{'type':'rich_text_section','elements':[{'type':'text','text':'a',"
                        + "'style':{'code':true}}]}")
                    .replace('\'', '"')))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'blocks':[{'type':'divider'}]} | no_text",
        "{'text':'t','blocks':[{'type':'unheard'}]} | invalid_blocks",
        "{'text':'t','blocks':[{'type':'header','text':{'type':'mrkdwn','text':'x'}}]} |"
            + " invalid_blocks",
        "{'text':'t','blocks':[{'type':'header','text':{'type':'plain_text','text':''}}]} |"
            + " invalid_blocks",
        "{'text':'t','blocks':[{'type':'section'}]} | invalid_blocks",
        "{'text':'t','blocks':[{'type':'rich_text','elements':[]}]} | invalid_blocks",
        "{'text':'t','blocks':[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'broadcast','range':'channel'}]}]}]}"
            + " | invalid_blocks",
        "{'text':'t','blocks':[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'usergroup','usergroup_id':'team'}]}]}]}"
            + " | invalid_blocks",
        "{'text':'t','blocks':[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[]}]}]}"
            + " | invalid_blocks",
      })
  void whatBreaksARuleIsRefused(String body, String word) throws JsonProcessingException {
    assertThat(refusal(body.replace('\'', '"'))).contains(word);
  }

  @ParameterizedTest
  @CsvSource({"100,<,true", "2000,<,false", "2900,x,true", "3100,x,false"})
  void lengthsAreCountedAfterEscaping(int length, String sign, boolean taken)
      throws JsonProcessingException {
    String text = "{'type':'text','text':'" + sign.repeat(length) + "'}";
    String body = rich("{'type':'rich_text_section','elements':[" + text + "]}");
    assertThat(refusal(body.replace('\'', '"')).isEmpty()).isEqualTo(taken);
  }

  @Test
  void moreBlocksOrCharactersThanAMessageMayHaveAreRefused() throws JsonProcessingException {
    String divider = "{\"type\":\"divider\"},";
    String many = "{\"text\":\"t\",\"blocks\":[" + divider.repeat(50) + "{\"type\":\"divider\"}]}";
    assertThat(refusal(many)).contains("invalid_blocks");
    String block =
        "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
            + "x".repeat(2_900)
            + "\"}}";
    String sum = (block + ",").repeat(4) + block;
    assertThat(refusal("{\"text\":\"t\",\"blocks\":[" + sum + "]}"))
        .contains("msg_blocks_too_long");
  }
}
