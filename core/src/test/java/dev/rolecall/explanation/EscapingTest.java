package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.Slow;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever strangers write into names, claims, messages and policies stays text.
@Slow
class EscapingTest {

  private static final int LETTERS = 150;
  private static final WritingOptions HCL = new WritingOptions(false, true, false, 90);

  /// A letter with a stranger's text wherever there can be one.
  static Explanation hostile(HostileTexts texts) {
    String subject = texts.next();
    String document = document(texts);
    return new Explanations()
        .byGithub(subject)
        .by(new Caller.WebIdentity(Optional.of(texts.next()), Optional.empty(), subject))
        .role(new TargetRole.Unreadable(texts.next(), TargetRole.Unreadable.Source.REQUEST))
        .userAgent(texts.next())
        .sure(Confidence.LIKELY)
        .awsSays(new AwsReason.NotGiven(), texts.next())
        .because(
            Explanations.near(
                NearMiss.Kind.SPELLING,
                texts.next(),
                Explanations.wanting(
                    "StringLike",
                    texts.next(),
                    List.of(texts.next(), texts.next()),
                    KeyState.present(subject),
                    Explanations.at(
                        0,
                        texts.next(),
                        Explanations.named(
                            texts.next(),
                            Explanations.in(
                                dev.rolecall.denial.PolicyType.IDENTITY_POLICY,
                                Explanations.bare(CauseCode.OIDC_CLAIM_MISMATCH)))))))
        .open(new Gap(texts.next(), texts.next(), texts.next()))
        .changes(
            new Change(
                Explanations.DENIED,
                ChangeEvent.AttachRolePolicy,
                texts.next(),
                Optional.of(texts.next()),
                Map.of(ChangeEvent.Name.POLICY, texts.next(), ChangeEvent.Name.ROLE, texts.next()),
                Change.Kind.ROLE))
        .fixes(
            Explanations.fix(
                Fix.Place.TRUST_POLICY, "222222222222", texts.next(), Stories.TRUST, document),
            Explanations.fix(Fix.Place.ROLE_POLICY, "111111111111", texts.next(), "", document))
        .explanation();
  }

  private static String document(HostileTexts texts) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Version", "2012-10-17")
        .set(
            "Statement",
            JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().put("Sid", texts.next())))
        .toString();
  }

  static boolean isHidden(int c) {
    return c != '\n'
        && (Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || Character.getType(c) == Character.SURROGATE
            || Character.getType(c) == Character.LINE_SEPARATOR);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noHiddenCharacterReachesATerminal(long seed) {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < LETTERS; i++) {
      String text = TextFormat.verbose(hostile(texts), HCL);
      assertThat(text.codePoints().filter(EscapingTest::isHidden).boxed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void colourAddsItsOwnSequencesOnly(long seed) {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < LETTERS; i++) {
      Explanation explanation = hostile(texts);
      String colored = TextFormat.verbose(explanation, new WritingOptions(false, true, true, 90));
      assertThat(colored.replaceAll("\u001b\\[(0|1|2|31|32|36)m", ""))
          .isEqualTo(TextFormat.verbose(explanation, HCL));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void markdownStaysText(long seed) {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < LETTERS; i++) {
      String outside = MarkdownOutside.of(MarkdownFormat.write(hostile(texts), HCL));
      assertThat(outside.codePoints().filter(EscapingTest::isHidden).boxed()).isEmpty();
      assertThat(outside)
          .doesNotContain("evil")
          .doesNotContain("@channel")
          .doesNotContain("<script")
          .doesNotContain("**bold**")
          .doesNotContain("| a |");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void jsonIsOneLineOfJson(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < LETTERS; i++) {
      String json = JsonFormat.write(hostile(texts), HCL);
      assertThat(json.codePoints().filter(EscapingTest::isHidden).boxed()).isEmpty();
      JsonNode tree = new ObjectMapper().readTree(json);
      assertThat(tree.path("schema").asText()).isEqualTo("rolecall/1");
    }
  }

  @Test
  void aCodeSpanHoldsAnyBackticks() {
    assertThat(MarkdownText.code("a``b`c")).isEqualTo("```a``b`c```");
    assertThat(MarkdownText.code("`")).isEqualTo("`` ` ``");
    assertThat(MarkdownText.code("")).isEqualTo("(empty)");
  }

  @Test
  void aFenceIsLongerThanWhatItHolds() {
    assertThat(MarkdownText.fence("x")).isEqualTo("```");
    assertThat(MarkdownText.fence("a ````` b")).isEqualTo("``````");
  }

  @Test
  void aFenceInAQuotationIsClosedInIt() {
    String markdown =
        MarkdownFormat.write(Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED).explanation(), HCL);
    assertThat(Pattern.compile("(?m)^> ```").matcher(markdown).results().count() % 2).isZero();
  }
}
