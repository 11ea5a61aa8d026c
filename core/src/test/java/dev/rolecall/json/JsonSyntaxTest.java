package dev.rolecall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static JsonProcessingException error(String text) {
    return catchThrowableOfType(
        JsonProcessingException.class,
        () -> {
          try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
              parser.getText();
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{a:1}|expected a field name in double quotes, found `a`",
        "{\"a\" 1}|expected a colon, found `1`",
        "{\"a\":1 \"b\":2}|expected a comma, found `\"`",
        "{\"a\":1,}|expected a field name in double quotes, found `}`",
        "[1,]|expected a value, found `]`",
        "{\"a\":'x'}|expected a value, found `'`",
        "{\"a\":foo}|expected a value, found `foo` without quotes",
        "{\"a\":NaN}|expected a value, found `NaN` without quotes",
        "{\"a\":1,\"a\":2}|`a` is given twice",
        "{\"a\":\"\t\"}|a control character inside a string, which must be escaped",
        "{\"a\":\"\\q\"}|an unknown escape sequence in a string",
        "{\"a\":\"\\uzz\"}|an unknown escape sequence in a string",
        "{\"a\":01}|a malformed number",
        "{\"a\":1.}|a malformed number",
        "{\"a\":-}|a malformed number",
        "{|it ends too early",
        "{\"a\":\"b|it ends too early",
        "}|unexpected `}`",
        "[}|unexpected `}`",
      })
  void whatIsWrongIsSaidInPlainWords(String text, String problem) {
    assertThat(JsonSyntax.what(error(text))).isEqualTo(problem);
  }

  @Test
  void thePlaceIsSaid() {
    assertThat(JsonSyntax.problem(error("{\n  \"a\": 1,\n  \"b\" 2\n}")))
        .isEqualTo("invalid JSON at line 3, column 7: expected a colon, found `2`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//", "{\"a\": +}", "\u0000", "<xml>", "# x", "{\"a\": \"\u0007\"}"})
  void theParsersOwnWordsAreNotShown(String text) {
    assertThat(JsonSyntax.problem(error(text)))
        .doesNotContain("Source:", "REDACTED", "code ", "CTRL", "Feature", "token")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void whatIsTooDeepIsSaid() {
    assertThat(JsonSyntax.problem(error("[".repeat(2000)))).endsWith("than Rolecall reads");
  }
}
