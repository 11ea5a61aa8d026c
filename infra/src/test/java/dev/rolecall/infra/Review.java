package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Holds what a template means against what was reviewed. Where it differs, the new text is written
/// beside the old one, as `.new`, to be looked at and renamed.
final class Review {

  private Review() {}

  static void review(String facts, String reviewed) {
    Path file = Path.of("src", "test", "resources", reviewed);
    Path changed = file.resolveSibling(reviewed + ".new");
    try {
      Files.deleteIfExists(changed);
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (!facts.equals(before)) {
        Files.writeString(changed, facts);
      }
      assertThat(facts).as("review %s.new and rename it".formatted(reviewed)).isEqualTo(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
