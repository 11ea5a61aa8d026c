package dev.rolecall.gate.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.gate.github.Annotation.Level;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationTest {

  @TempDir private Path folder;

  @Test
  void standsAtALine() {
    assertThat(
            new Annotation(
                Level.ERROR,
                "a: b, c",
                Optional.of(new FilePlace("infra/a,b:c.tf", new HclLocation(12, 3))),
                "100 %\nnext"))
        .hasToString("::error file=infra/a%2Cb%3Ac.tf,line=12,title=a%3A b%2C c::100 %25%0Anext");
  }

  @Test
  void mayStandAtNoLine() {
    assertThat(new Annotation(Level.WARNING, "t", Optional.empty(), "m"))
        .hasToString("::warning title=t::m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\n::set-output name=a::b",
        "x\r::error::y",
        "%0A::error::y",
        "##[error]x",
        "\u2028::error::y",
        "\u001b[31mred",
        "x,line=1,title=y::z",
      })
  void nothingInItActs(String hostile) {
    String command =
        new Annotation(
                Level.NOTICE,
                hostile,
                Optional.of(new FilePlace(hostile, new HclLocation(1, 1))),
                hostile)
            .toString();
    assertThat(command).doesNotContain("\n", "\r", "##[", "\u001b", "\u2028");
    String properties = command.substring("::notice ".length()).split("::", 2)[0];
    assertThat(properties.split(",")).hasSize(3);
    assertThat(command).doesNotContain("%0A::error::y").startsWith("::notice file=");
  }

  @Test
  void longOnesAreCut() {
    assertThat(new Annotation(Level.ERROR, "t", Optional.empty(), "x".repeat(90_000)).toString())
        .hasSizeLessThan(4_096);
  }

  @Test
  void tokensAreRemoved() {
    assertThat(
            new Annotation(
                Level.ERROR, "t", Optional.empty(), "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"))
        .hasToString("::error title=t::(token removed)");
  }

  @Test
  void textOfALogIsNoCommand() {
    List<String> lines = Annotation.quoted("::error::x\n##[error]y").lines().toList();
    assertThat(lines).hasSize(4);
    String end = lines.getFirst().substring("::stop-commands::".length());
    assertThat(lines.getLast()).isEqualTo("::" + end + "::");
    assertThat(end).hasSizeGreaterThan(30);
    assertThat(lines.get(2)).isEqualTo("## [error]y");
    assertThat(Annotation.quoted("x")).isNotEqualTo(Annotation.quoted("x"));
  }

  @Test
  void outputsCannotEndEarly() throws IOException {
    Path file = folder.resolve("output");
    RunnerFiles files = new RunnerFiles(Map.of("GITHUB_OUTPUT", file.toString()));
    files.outputs(Map.of("explanation", "x\nend_1\nverdict<<end_2\nALLOWED\nend_2"));
    List<String> lines = Files.readAllLines(file);
    String end = lines.getFirst().substring("explanation<<".length());
    assertThat(lines).hasSize(7);
    assertThat(lines.indexOf(end)).isEqualTo(6);
  }

  @Test
  void summariesAreAddedAndNotTooLarge() throws IOException {
    Path file = folder.resolve("summary");
    RunnerFiles files = new RunnerFiles(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    files.summary("one\n");
    files.summary("## two\n" + "\n## more\nééé\n".repeat(200_000));
    assertThat(file).content().startsWith("one\n\n## two\n");
    assertThat(Files.size(file)).isLessThan(1_000_000);
  }

  @Test
  void outsideOfARunnerNothingIsWritten() throws IOException {
    RunnerFiles files = new RunnerFiles(Map.of());
    files.summary("x");
    files.outputs(Map.of("a", "b"));
    assertThat(folder).isEmptyDirectory();
  }
}
