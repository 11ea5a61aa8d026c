package dev.rolecall.infra.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An input transformer, as EventBridge documents it: within quotation marks a variable becomes its
/// text, elsewhere its JSON.
///
/// @param paths JSON paths by the names of variables
/// @see <a
///   href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">input
///   transformation</a>
record Transformer(Map<String, String> paths, String template) {

  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_.-]+)>");

  /// @param target of a rule, as CloudFormation has it
  static Transformer of(JsonNode target) {
    Map<String, String> paths = new TreeMap<>();
    target
        .path("InputPathsMap")
        .properties()
        .forEach(path -> paths.put(path.getKey(), path.getValue().asText()));
    assertThat(paths).hasSizeLessThanOrEqualTo(100);
    return new Transformer(paths, target.path("InputTemplate").asText());
  }

  /// What the target gets.
  String apply(JsonNode event) {
    StringBuilder out = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    while (variable.find()) {
      String path = paths.get(variable.group(1));
      assertThat(path).as("variable %s", variable.group()).isNotNull();
      JsonNode value = value(event, path);
      boolean quoted =
          template.substring(0, variable.start()).chars().filter(c -> c == '"').count() % 2 == 1;
      if (quoted) {
        assertThat(value.asText()).as("plain text in quotation marks").doesNotContain("\"", "\\");
      }
      variable.appendReplacement(
          out, Matcher.quoteReplacement(quoted ? value.asText() : value.toString()));
    }
    return variable.appendTail(out).toString();
  }

  /// The value at a path, which all events have.
  static JsonNode value(JsonNode event, String path) {
    assertThat(path).matches(PATH);
    JsonNode value = event.at(path.substring(1).replace('.', '/'));
    assertThat(value.isMissingNode()).as("%s in %s", path, event).isFalse();
    return value;
  }
}
