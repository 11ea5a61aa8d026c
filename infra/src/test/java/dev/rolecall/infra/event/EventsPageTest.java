package dev.rolecall.infra.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

/// The recipes of `docs/events.md`, applied to real notifications by EventBridge's own matcher.
class EventsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK =
      Pattern.compile("(?s)<!-- (pattern|transformer): (\\S+) -->\n```json\n(.*?)```");

  /// The blocks of a kind, by the recipes that they are of.
  private static Map<String, JsonNode> blocks(String kind) {
    Map<String, JsonNode> blocks = new TreeMap<>();
    try {
      Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "events.md")));
      while (block.find()) {
        if (block.group(1).equals(kind)) {
          blocks.put(block.group(2), JSON.readTree(block.group(3)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks;
  }

  static Set<String> recipes() {
    return blocks("pattern").keySet();
  }

  /// The events that a recipe takes, by name.
  private static Map<String, JsonNode> taken(String recipe) throws Exception {
    Machine machine = Machine.builder().build();
    machine.addRule(
        recipe, Optional.ofNullable(blocks("pattern").get(recipe)).orElseThrow().toString());
    Map<String, JsonNode> taken = new TreeMap<>();
    for (Map.Entry<String, JsonNode> event : SampleEvents.all().entrySet()) {
      if (!machine.rulesForJSONEvent(event.getValue().toString()).isEmpty()) {
        taken.put(event.getKey(), event.getValue());
      }
    }
    return taken;
  }

  @Test
  void thereAreRecipes() {
    assertThat(recipes())
        .contains("security-hub", "jira", "opsgenie", "opsgenie-close", "sns", "step-functions")
        .containsAll(blocks("transformer").keySet());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void eachTakesSomeNotificationsAndNoDigest(String recipe) throws Exception {
    assertThat(taken(recipe).keySet())
        .isNotEmpty()
        .hasSizeLessThan(SampleEvents.all().size())
        .doesNotContain("digest");
  }

  @ParameterizedTest
  @CsvSource({
    "security-hub, search, vendor-onboarding-first",
    "jira, vendor-onboarding-first, vendor-onboarding-reminder",
    "opsgenie, vendor-onboarding-reminder, vendor-onboarding-resolved",
    "opsgenie-close, vendor-onboarding-resolved, vendor-onboarding-first",
    "sns, vendor-onboarding-first, vendor-onboarding-progress",
    "step-functions, vendor-onboarding-first, search"
  })
  void eachTakesWhatItIsFor(String recipe, String taken, String left) throws Exception {
    assertThat(taken(recipe).keySet()).contains(taken).doesNotContain(left);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void whatEachSendsIsJson(String recipe) throws Exception {
    JsonNode transformer = blocks("transformer").get(recipe);
    if (transformer == null) {
      return;
    }
    for (JsonNode event : taken(recipe).values()) {
      JsonNode sent = JSON.readTree(Transformer.of(transformer).apply(event));
      assertThat(sent.isObject() || sent.isTextual()).isTrue();
      assertThat(sent.toString()).doesNotContain("null");
    }
  }

  /// Of the fields that have limits.
  @ParameterizedTest
  @CsvSource({
    "security-hub, /Title, 256",
    "security-hub, /Description, 1024",
    "security-hub, /Id, 512",
    "jira, /fields/summary, 255",
    "jira, /fields/labels/1, 255",
    "opsgenie, /message, 130",
    "opsgenie, /alias, 512",
    "opsgenie, /description, 15000"
  })
  void whatEachSendsIsShortEnough(String recipe, String field, int most) throws Exception {
    Transformer transformer =
        Transformer.of(Optional.ofNullable(blocks("transformer").get(recipe)).orElseThrow());
    for (JsonNode event : taken(recipe).values()) {
      assertThat(JSON.readTree(transformer.apply(event)).at(field).asText())
          .hasSizeBetween(1, most);
    }
  }

  @Test
  void theTestOfThePageIsForPagerDuty() throws IOException {
    JsonNode entry =
        JSON.readTree(Path.of("..", "docs", "schemas", "pagerduty-test.json").toFile()).get(0);
    Set<String> keys = new TreeSet<>();
    entry.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).containsExactly("Detail", "DetailType", "Source");
    assertThat(entry.path("Source").asText()).isEqualTo(EventPipe.SOURCE);
  }
}
