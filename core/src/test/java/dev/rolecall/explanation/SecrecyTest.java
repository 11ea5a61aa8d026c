package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// External ids show only where they were asked for; keys, tokens and webhooks nowhere.
class SecrecyTest {

  private static final WritingOptions HIDDEN = new WritingOptions(false, true, false, 100);
  private static final WritingOptions SHOWN = new WritingOptions(true, true, false, 100);

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void markdownHidesExternalIdsInsideDocumentsToo(CauseCode code) {
    Explanation explanation = Stories.of(code).explanation();
    assertThat(MarkdownFormat.write(explanation, HIDDEN)).doesNotContain(Stories.EXTERNAL_ID);
    assertThat(Sentences.summary(explanation)).doesNotContain(Stories.EXTERNAL_ID);
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void jsonHasExternalIdsOnlyInWholeDocuments(CauseCode code) throws IOException {
    JsonNode tree =
        new ObjectMapper().readTree(JsonFormat.write(Stories.of(code).explanation(), HIDDEN));
    for (JsonNode fix : tree.path("fixes")) {
      ((ObjectNode) fix).remove(java.util.List.of("before", "after"));
    }
    assertThat(tree.toString()).doesNotContain(Stories.EXTERNAL_ID);
  }

  @ParameterizedTest
  @EnumSource(
      value = CauseCode.class,
      names = {"EXTERNAL_ID_MISSING", "EXTERNAL_ID_MISMATCH", "EXTERNAL_ID_REQUIRED"})
  void textHidesThemOutsideOfDocuments(CauseCode code) {
    Explanation explanation = Stories.of(code).explanation();
    assertThat(TextFormat.verbose(explanation, HIDDEN)).doesNotContain(Stories.EXTERNAL_ID);
    assertThat(TextFormat.verbose(explanation, SHOWN))
        .contains("--external-id " + Stories.EXTERNAL_ID);
  }

  @Test
  void aDocumentThatIsWrittenBackIsWhole() {
    Explanation explanation = Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED).explanation();
    assertThat(TextFormat.verbose(explanation, HIDDEN))
        .contains("\"sts:ExternalId\": \"" + Stories.EXTERNAL_ID + "\"");
    assertThat(MarkdownFormat.write(explanation, HIDDEN))
        .doesNotContain("--policy-document '{", "cksum")
        .contains("sh -c \"${EDITOR:-vi} $saved.new\"");
  }

  @ParameterizedTest
  @CsvSource({"abcdefghijkl,ab…(12 characters)", "abc,…(3 characters)", "a,…(1 character)"})
  void aMaskNeverShowsMoreThanTwoCharacters(String id, String mask) {
    assertThat(Masking.mask(id)).isEqualTo(mask);
  }

  @Test
  void blanksAndLetterCaseOfAnExternalIdAreTold() {
    assertThat(Sentences.summary(Stories.of(CauseCode.EXTERNAL_ID_MISMATCH).explanation()))
        .contains("differs only in letter case");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl",
        "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUC",
        "https://hooks.slack.com/services/T000/B000/XXXXXXXX",
        "https://prod-01.westeurope.logic.azure.com:443/workflows/0a/triggers/manual/x?sig=Zz9",
        "https://0a.0b.environment.api.powerplatform.com:443/powerautomate/x/y?sig=Zz9"
      })
  void secretsInTextsOfOthersAreRemoved(String secret) {
    Explanation explanation =
        new Explanations()
            .userAgent("x " + secret)
            .awsSays(
                new AwsReason.OtherError(AwsReason.OtherError.Kind.EXPIRED_TOKEN),
                "bad token " + secret + ".")
            .because(Explanations.bare(CauseCode.EXPIRED_TOKEN))
            .explanation();
    assertThat(TextFormat.verbose(explanation, SHOWN)).doesNotContain(secret);
    assertThat(MarkdownFormat.write(explanation, SHOWN)).doesNotContain(secret);
    assertThat(JsonFormat.write(explanation, SHOWN)).doesNotContain(secret);
  }
}
