package dev.rolecall.incident.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookMessageTest {

  @Test
  void aMessageIsReadAsItWasWritten() {
    LookMessage plain = new LookMessage(List.of("refusal-1", "search-2"), Optional.empty());
    assertThat(plain.json())
        .isEqualTo("{\"rolecall\":\"look\",\"incidents\":[\"refusal-1\",\"search-2\"]}");
    assertThat(LookMessage.parse(plain.json())).contains(plain);

    LookMessage part =
        new LookMessage(List.of("refusal-1"), Optional.of(Instant.parse("2026-11-03T02:00:00Z")));
    assertThat(LookMessage.parse(part.json())).contains(part);
  }

  @Test
  void whatFailedCanBeSentAgain() {
    assertThat(LookMessage.parse(LookMessage.failed("refusal-1", 6, "it fails")))
        .contains(new LookMessage(List.of("refusal-1"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"rolecall\":\"sweep\"}",
        "{\"rolecall\":\"look\"}",
        "{\"rolecall\":\"look\",\"incidents\":\"refusal-1\"}",
        "{\"rolecall\":\"look\",\"incidents\":[1]}",
        "{\"rolecall\":\"look\",\"incidents\":[\"\"]}",
        "{\"rolecall\":\"look\",\"incidents\":[],\"until\":\"soon\"}"
      })
  void anythingElseIsNone(String text) {
    assertThat(LookMessage.parse(text)).isEmpty();
  }
}
