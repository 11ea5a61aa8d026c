package dev.rolecall.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.report.ReportedIncident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final WritingOptions PLAIN = WritingOptions.plain();
  private static final Pattern RUN = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private static List<Explanation> stories;

  @BeforeAll
  static void explain() throws IOException {
    stories = Corpus.explanations();
  }

  private static String source(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void thePageRunsItsOwnScriptsAndNothingElse() throws Exception {
    ReadPage page = ReadPage.of(Sample.small(stories), PLAIN);
    List<String> scripts = all(RUN, page.markup());
    List<String> styles = all(STYLE, page.markup());
    assertThat(scripts).hasSize(1);
    assertThat(styles).hasSize(1);
    assertThat(page.html())
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                + source(scripts.getFirst())
                + " "
                + source(page.unpacked("echarts"))
                + "; style-src "
                + source(styles.getFirst())
                + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                + " trusted-types default\">");
    assertThat(page.html().indexOf("Content-Security-Policy")).isLessThan(200);
    assertThat(scripts.getFirst()).doesNotContain("<!--").doesNotContain("\r");
    assertThat(scripts.getFirst())
        .doesNotContain("innerHTML")
        .doesNotContain("insertAdjacentHTML")
        .doesNotContain("eval(");
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    String markup = ReadPage.of(Sample.small(stories), PLAIN).markup();
    String license = HtmlText.escaped(Assets.chartsLicense());
    assertThat(markup).contains("Apache License", "Mike Bostock", license);
    assertThat(markup.replace(license, ""))
        .doesNotContain("src=")
        .doesNotContain("<link")
        .doesNotContain("http://")
        .doesNotContain("url(")
        .doesNotContain("@import");
  }

  @Test
  void strangersWriteTextAndNothingElse() throws IOException {
    ReadPage page = ReadPage.of(Sample.hostile(stories, new Payloads()), PLAIN);
    String markup = RUN.matcher(page.markup()).replaceAll("");
    List<String> tags = all(Pattern.compile("<(/?[^\\s>]+)"), STYLE.matcher(markup).replaceAll(""));
    assertThat(tags)
        .allMatch(tag -> tag.matches("!doctype|/?[a-z][a-z0-9]*"))
        .doesNotContain("script", "img", "svg", "iframe", "svg/onload=window.pwned=1");
    assertThat(markup).doesNotContainPattern("<[^>]* on[a-z]+=");
    assertThat(markup)
        .contains("&lt;script&gt;window.pwned=1", "\\u202egnp.exe", "{{script}}${window.pwned=1}");
    assertThat(page.html().codePoints()).noneMatch(ReportPageTest::isHidden);
    assertThat(page.unpacked("index").codePoints()).noneMatch(ReportPageTest::isHidden);
    assertThat(page.letters())
        .allMatch(letter -> letter.codePoints().noneMatch(c -> c != '\n' && isHidden(c)));
    assertThat(page.index().path("id")).hasSize(stories.size());
  }

  private static boolean isHidden(int c) {
    return (c < ' ' && c != '\n')
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0xd800 && c <= 0xf8ff);
  }

  @Test
  void everyIncidentIsExplainedOnceAndInOrder() throws IOException {
    Sample sample = Sample.small(stories);
    List<ReportedIncident> asked = new ArrayList<>();
    Sample counting =
        new Sample(
            sample.report(),
            incident -> {
              asked.add(incident);
              return sample.explain().apply(incident);
            });
    ReadPage.of(counting, PLAIN);
    assertThat(asked).isEqualTo(sample.report().incidents());
  }

  @Test
  void aPageDoesNotDependOnTheOrderInWhichItsLettersAreWritten() throws IOException {
    Sample sample = Sample.large(stories, 400);
    List<ReportedIncident> asked = new ArrayList<>();
    Sample counting =
        new Sample(
            sample.report(),
            incident -> {
              asked.add(incident);
              return sample.explain().apply(incident);
            });
    String page = ReadPage.of(counting, PLAIN).html();
    assertThat(asked).isEqualTo(sample.report().incidents());
    for (int i = 0; i < 3; i++) {
      assertThat(ReadPage.of(sample, PLAIN).html()).isEqualTo(page);
    }
  }

  @Test
  void theLettersComeBackWhole() throws IOException {
    Sample sample = Sample.large(stories, 400);
    List<String> letters = ReadPage.of(sample, PLAIN).letters();
    assertThat(letters).hasSize(400);
    for (int i = 0; i < 400; i++) {
      Explanation explanation = sample.explain().apply(sample.report().incidents().get(i));
      Document document = DocumentWriter.write(explanation, PLAIN, false);
      String got = letters.get(i);
      assertThat(got).startsWith("p" + text(document.headline().spans()));
      document.sections().stream()
          .flatMap(section -> section.blocks().stream())
          .forEach(block -> assertThat(got).contains(text(block)));
    }
  }

  private static String text(List<TextSpan> spans) {
    return String.join(
        "", spans.stream().map(textSpan -> VisibleText.line(textSpan.text())).toList());
  }

  /// Some of what a block says.
  private static String text(Block block) {
    return switch (block) {
      case Block.Paragraph paragraph -> text(paragraph.text().spans());
      case Block.Bullets bullets -> text(bullets.items().getLast().spans());
      case Block.Facts facts -> text(facts.facts().getLast().text().spans());
      case Block.Code code -> VisibleText.lines(code.text());
      case Block.Difference difference -> VisibleText.line(difference.lines().getLast().text());
      case Block.Comparison comparison -> comparison.other() + comparison.marks();
      case Block.Checklist checklist -> text(checklist.items().getFirst().detail().spans());
      case Block.Message message -> text(message.blocks().getFirst());
      case Block.Links links -> links.links().getLast().address();
    };
  }

  @Test
  void externalIdsAreMasked() throws IOException {
    WritingOptions shown = new WritingOptions(true, false, false, 100);
    String secret = "hl-costreport-7f3a91c2";
    Sample sample = Sample.small(stories);
    assertThat(ReadPage.of(sample, shown).letters()).anyMatch(letter -> letter.contains(secret));
    assertThat(ReadPage.of(sample, PLAIN).letters()).noneMatch(letter -> letter.contains(secret));
  }

  @Test
  void theFiguresAndTheFirstRowsNeedNoScript() throws IOException {
    Sample sample = Sample.small(stories);
    String markup = ReadPage.of(sample, PLAIN).markup();
    assertThat(markup)
        .contains("<dt>Incidents</dt><dd>" + stories.size() + "</dd>")
        .contains("2026-10-26 00:00 to 2026-11-25 00:00 UTC")
        .contains("<li>account 444455556666: no file of the snapshot holds it</li>");
    Matcher rows = Pattern.compile("<tr role=\"row\" class=\"row\">").matcher(markup);
    assertThat(rows.results().count()).isEqualTo(Markup.ROWS);
    String first = sample.report().incidents().getFirst().id();
    assertThat(markup).contains("href=\"#incident=" + first + "\"");
  }

  @Test
  void theIndexHoldsEveryIncident() throws IOException {
    Sample sample = Sample.small(stories);
    JsonNode index = ReadPage.of(sample, PLAIN).index();
    List<ReportedIncident> incidents = sample.report().incidents();
    for (int i = 0; i < incidents.size(); i++) {
      ReportedIncident incident = incidents.get(i);
      assertThat(index.at("/id/" + i).asText()).isEqualTo(incident.id());
      assertThat(index.at("/denials/" + i).asLong()).isEqualTo(incident.denials());
      assertThat(index.at("/last/" + i).asLong())
          .isEqualTo(incident.lastSeen().orElseThrow().getEpochSecond());
      long dated = 0;
      for (int at = 2; at < index.at("/days/" + i).size(); at += 3) {
        dated += index.at("/days/" + i).get(at).asLong();
      }
      assertThat(dated).isIn(incident.denials(), incident.denials() - Sample.UNDATED);
    }
  }

  @Test
  void aReportOfNothingIsAPageToo() throws IOException {
    ReadPage page = ReadPage.of(Sample.small(List.of()), PLAIN);
    assertThat(page.markup()).contains("<dt>Incidents</dt><dd>0</dd>");
    assertThat(page.letters()).isEmpty();
  }
}
