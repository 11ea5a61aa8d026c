package dev.rolecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cli.Main;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.explanation.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The pictures of the README show what a terminal shows. Where they differ, the new one is written
/// beside the old.
class TerminalPictureTest {

  private static final Path IMAGES = DocumentationPage.ROOT.resolve(".github/images");
  private static final String STORY = "events/external-id-missing/vendor-onboarding";

  @Test
  void theLightOneShowsWhatATerminalShows() throws IOException {
    Corpus.isGolden(IMAGES.resolve("terminal-light.svg"), TerminalPicture.LIGHT.draw(session()));
  }

  @Test
  void soDoesTheDarkOne() throws IOException {
    Corpus.isGolden(IMAGES.resolve("terminal-dark.svg"), TerminalPicture.DARK.draw(session()));
  }

  private static List<String> session() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            true,
            Map.of("COLUMNS", "100"));
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
    int status =
        new Main(console, clock).run("explain", DocumentationPage.ROOT.resolve(STORY).toString());
    console.out().flush();
    assertThat(status).isEqualTo(ExitStatus.OK);
    List<String> lines = new ArrayList<>();
    lines.add("\u001b[2m$\u001b[0m rolecall explain " + STORY);
    out.toString(StandardCharsets.UTF_8).stripTrailing().lines().forEach(lines::add);
    return lines;
  }
}
