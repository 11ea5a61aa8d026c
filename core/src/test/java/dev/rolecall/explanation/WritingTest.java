package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.diff.Alignment;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.terraform.HclWriter;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words, commands, configuration and differences, one by one.
class WritingTest {

  @ParameterizedTest
  @ValueSource(strings = {"it's", "$(x)", "`x`", "a b", "", "~", "x;y", "\"", "a\\b", "*"})
  void wordsThatAShellWouldReadAreQuoted(String name) {
    assertThat(ShellWords.quote(name)).startsWith("'").endsWith("'");
    assertThat(ShellWords.quote(name).replace("'\\''", "")).matches("'[^']*'");
  }

  @Test
  void aValueThatBeginsWithADashIsNoOption() {
    assertThat(ShellWords.option("--role-name", "-x")).isEqualTo("--role-name='-x'");
    assertThat(ShellWords.option("--role-name", "deploy")).isEqualTo("--role-name deploy");
  }

  @Test
  void aDocumentOfSeveralLinesIsOneWord() {
    assertThat(ShellWords.lines("{\n  \"it's $HOME\"\n}"))
        .isEqualTo("'{\n  \"it'\\''s $HOME\"\n}'");
  }

  @Test
  void hclMeansJustWhatItSays() {
    assertThat(HclWriter.string("${a} %{b} \"c\" \\ d\n"))
        .isEqualTo("\"$${a} %%{b} \\\"c\\\" \\\\ d\\n\"");
    assertThat(HclWriter.name("2-a.b")).isEqualTo("_2_a_b");
  }

  @Test
  void hclHasVariablesForHiddenExternalIds() throws IOException {
    String json =
        "{\"StringEquals\": {\"sts:ExternalId\": [\"one-secret\", \"two-secret\"]}, \"a\": 1}";
    assertThat(new HclWriter(new Masking(false)).expression(new ObjectMapper().readTree(json), ""))
        .contains("var.external_id,", "var.external_id_2")
        .doesNotContain("secret");
  }

  @Test
  void onlyChangedLinesAndTheirNeighboursAreShown() {
    Block.Difference difference =
        LineDiff.between("a\nb\nc\nd\ne\nf,\ng", "a\nb\nc\nd\ne\nf\nnew\ng");
    assertThat(difference.lines())
        .containsExactly(
            new Block.Line(Block.Change.SKIPPED, ""),
            new Block.Line(Block.Change.KEPT, "d"),
            new Block.Line(Block.Change.KEPT, "e"),
            new Block.Line(Block.Change.KEPT, "f"),
            new Block.Line(Block.Change.ADDED, "new"),
            new Block.Line(Block.Change.KEPT, "g"));
  }

  @ParameterizedTest
  @CsvSource({
    "repo:a/b:ref:main,repo:a@12/b:ref:main,'      ^^^           ',false",
    "repo:Acme/b,repo:acme/b,'     ^     ',false",
    "repo:a/*:x,repo:a/bcd:x,'            ',true",
    "system:shop:checkout,system:shop:default,'            ^^^^^^^^',false"
  })
  void differencesOfCharactersAreMarked(
      String wanted, String sent, String marks, boolean wildcards) {
    Alignment.Aligned aligned = Alignment.of(wanted, sent, wildcards);
    assertThat(aligned.marks()).isEqualTo(marks);
    assertThat(aligned.one()).hasSameSizeAs(aligned.other());
    assertThat(aligned.one().replace("·", "")).isEqualTo(wanted);
    assertThat(aligned.other().replace("·", "")).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1 second before the denial",
    "90,90 seconds before the denial",
    "840,14 minutes before the denial",
    "-7200,2 hours after the denial",
    "259200,3 days before the denial"
  })
  void momentsAreToldFromTheDenial(long seconds, String told) {
    Instant denied = Explanations.DENIED;
    assertThat(TimeFormat.relative(denied.minusSeconds(seconds), denied)).isEqualTo(told);
  }

  @Test
  void everyPlaceInASentenceGetsItsPart() {
    assertThat(RichSentence.say("a {} b {}", "x", RichSentence.words("y")).plain())
        .isEqualTo("a `x` b y");
    assertThatThrownBy(() -> RichSentence.say("a {}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RichSentence.say("a", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void backticksOfOtherPackagesMarkValues() {
    assertThat(RichSentence.ticked("look for `x` there").spans())
        .containsExactly(
            new TextSpan.Words("look for "), new TextSpan.Value("x"), new TextSpan.Words(" there"));
  }
}
