package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.JsonFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every story of the corpus is explained as its golden file says. Where an explanation differs,
/// the new one is written beside the golden (`explanation.json.new`): read it, and rename it when
/// it is better.
class CorpusTest {

  private static final Path EVENTS = Path.of("..", "events");
  private static final Pattern PROVIDER_PREFIX =
      Pattern.compile("\"(?:https://)?[\\w-]+\\.[^\"\\s]*:(?=[\\w.-]+\":)");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  private static CauseCode expected(Path story) {
    String cause = EVENTS.relativize(story).getName(0).toString();
    return CauseCode.valueOf(cause.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static JsonNode explanation(Path story) throws IOException {
    return JSON.readTree(JsonFormat.write(Corpus.explained(story), WritingOptions.plain()));
  }

  @Test
  void everyCauseHasAStory() throws IOException {
    Set<CauseCode> told = EnumSet.noneOf(CauseCode.class);
    stories().forEach(story -> told.add(expected(story)));
    assertThat(told).containsExactlyInAnyOrder(CauseCode.values());
    assertThat(stories()).hasSizeGreaterThanOrEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theCauseIsTheOneThatTheStoryTells(Path story) throws IOException {
    assertThat(explanation(story).at("/diagnosis/cause").asText())
        .isEqualTo(expected(story).name());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theExplanationIsTheGoldenOne(Path story) throws IOException {
    Corpus.isGolden(
        story.resolve("explanation.json"), JSON.writeValueAsString(explanation(story)) + "\n");
  }

  @ParameterizedTest
  @MethodSource("stories")
  void noFixGrantsMoreThanTheCallNeeded(Path story) throws IOException {
    for (JsonNode fix : explanation(story).path("fixes")) {
      List<String> before = grants(fix.path("before"));
      for (String grant : grants(fix.path("after"))) {
        if (!before.contains(grant)) {
          assertThat(grant)
              .doesNotContain("\"*\"")
              .doesNotContain(":*\"")
              .doesNotContain(":root\"");
        }
      }
      assertThat(conditions(fix.path("after")))
          .as("no condition is removed or weakened")
          .containsAll(conditions(fix.path("before")));
    }
  }

  /// Whom and what each Allow statement of a document grants, element by element.
  private static List<String> grants(JsonNode document) {
    List<String> grants = new ArrayList<>();
    for (JsonNode statement : document.findValues("Statement")) {
      for (JsonNode each : statement.isArray() ? statement : List.of(statement)) {
        for (String element : List.of("Principal", "Action", "Resource")) {
          grants.add(element + each.path(element));
        }
      }
    }
    return grants;
  }

  /// The conditions of a document, keys of identity providers by their claim alone: a key whose
  /// prefix is not the provider's name is never set, and correcting the prefix weakens nothing.
  private static List<String> conditions(JsonNode document) {
    return document.findValues("Condition").stream()
        .map(condition -> PROVIDER_PREFIX.matcher(condition.toString()).replaceAll("\"PROVIDER:"))
        .toList();
  }
}
