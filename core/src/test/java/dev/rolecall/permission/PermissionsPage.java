package dev.rolecall.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// `docs/permissions.md`: its policies, each named by the comment above it.
public final class PermissionsPage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern POLICY =
      Pattern.compile("(?s)<!-- policy: (\\S+) -->\n```json\n(.*?)```");
  private static final Map<String, JsonNode> POLICIES = read(text());

  private PermissionsPage() {}

  /// All that stands there.
  public static String text() {
    try {
      return Files.readString(Path.of("..", "docs", "permissions.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonNode> read(String text) {
    Map<String, JsonNode> policies = new LinkedHashMap<>();
    Matcher found = POLICY.matcher(text);
    try {
      while (found.find()) {
        JsonNode policy = JSON.readTree(found.group(2));
        if (policies.put(found.group(1), policy) != null) {
          throw new IllegalStateException("the page has two policies " + found.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(found.group(1), e);
    }
    return policies;
  }

  /// Every policy, by its name.
  public static Map<String, JsonNode> policies() {
    return Map.copyOf(POLICIES);
  }

  /// The policy of this name.
  public static JsonNode policy(String name) {
    return Optional.ofNullable(POLICIES.get(name))
        .orElseThrow(() -> new AssertionError("the page has no policy " + name));
  }

  /// The statements of a policy.
  public static Stream<JsonNode> statements(JsonNode policy) {
    return StreamSupport.stream(policy.path("Statement").spliterator(), false);
  }

  /// The actions that these policies allow.
  public static SortedSet<String> actions(String... names) {
    return Stream.of(names)
        .flatMap(name -> statements(policy(name)))
        .flatMap(statement -> texts(statement.path("Action")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A text, or the texts of a list.
  public static Stream<String> texts(JsonNode value) {
    return value.isTextual()
        ? Stream.of(value.asText())
        : StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText);
  }
}
