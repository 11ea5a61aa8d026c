package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is deployed, reviewed as facts. When they change, the new list lies beside the old one as
/// `.new`: read the difference, and rename it if that is what was meant.
class FactsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "facts");

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"STANDARD", "TEAMS", "EVERYTHING"})
  void theStackIsWhatWasReviewed(Variant variant) throws IOException {
    assertReviewed(variant.name().toLowerCase(Locale.ROOT), variant.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {Written.MEMBER, Written.ORGANIZATION})
  void soAreTheStacksOfAnOrganization(String stack) throws IOException {
    assertReviewed(
        stack.replace("Rolecall", "").toLowerCase(Locale.ROOT),
        Written.template(Variant.EVERYTHING, stack).json());
  }

  private static void assertReviewed(String name, JsonNode template) throws IOException {
    String facts = Facts.of(template);
    Path reviewed = FOLDER.resolve(name + ".txt");
    Path changed = FOLDER.resolve(reviewed.getFileName() + ".new");

    if (Files.exists(reviewed) && Files.readString(reviewed).equals(facts)) {
      Files.deleteIfExists(changed);
      return;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(changed, facts);

    assertThat(reviewed).hasContent(facts);
  }
}
