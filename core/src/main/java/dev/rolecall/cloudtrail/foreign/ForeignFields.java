package dev.rolecall.cloudtrail.foreign;

import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of one value at any depth, by what their names and those around them have in common
/// in all spellings: `userIdentity.arn`, `user_identity.arn` and `UserIdentityArn` are the same.
final class ForeignFields {

  private static final int MAX_FIELDS = 4_000;
  private static final int MAX_DEPTH = 24;

  /// How DynamoDB and OpenTelemetry name the type of a value around it.
  private static final Set<String> TYPES =
      Set.of("S", "N", "BOOL", "NULL", "M", "L", "stringValue", "boolValue", "intValue");

  private record Found(String text, int outside) {}

  /// By the end of the path, letters and digits in lower case; the path with the least before it
  /// counts.
  private final Map<String, Found> byPath = new HashMap<>();

  private int fields;

  /// Adds all that is in a value.
  void add(JsonValue value) {
    add(List.of(), value, 0);
  }

  /// Adds one field.
  void add(String name, String text) {
    add(List.of(letters(name)), text, 0);
  }

  /// The text of the field that goes by one of these names, the first that is there.
  Optional<String> find(List<String> names) {
    for (String name : names) {
      Found found = byPath.get(name);
      if (found != null && !found.text.isEmpty() && !found.text.equals("null")) {
        return Optional.of(found.text);
      }
    }
    return Optional.empty();
  }

  private void add(List<String> path, JsonValue value, int depth) {
    if (depth > MAX_DEPTH || fields > MAX_FIELDS) {
      return;
    }
    if (value.isObject()) {
      Optional<JsonValue> typed =
          value.fields().stream()
              .filter(field -> TYPES.contains(field.name()))
              .filter(_ -> value.fields().size() == 1)
              .findFirst();
      if (typed.isPresent()) {
        add(path, typed.get(), depth + 1);
      } else if (!asPair(path, value, depth)) {
        for (JsonValue field : value.fields()) {
          add(inside(path, field.name()), field, depth + 1);
        }
      }
    } else if (value.isList()) {
      value.items("").forEach(item -> add(path, item, depth + 1));
    } else {
      value.asScalar().ifPresent(text -> add(path, text, depth));
    }
  }

  /// `{"field": NAME, "value": VALUE}`, as CloudWatch Logs Insights has rows.
  private boolean asPair(List<String> path, JsonValue value, int depth) {
    Optional<String> name =
        value.asText("field").or(() -> value.asText("name")).or(() -> value.asText("key"));
    JsonValue given = value.get("value");
    if (name.isEmpty() || !given.isThere() || value.fields().size() > 2) {
      return false;
    }
    add(inside(path, name.get()), given, depth + 1);
    return true;
  }

  private void add(List<String> path, String text, int depth) {
    fields++;
    if (text.startsWith("{\"") && depth < MAX_DEPTH) {
      try {
        add(path, StrictJson.parse(StandardCharsets.UTF_8.encode(text)), depth + 1);
      } catch (MalformedJson _) {
        // a text like any other
      }
    } else if (text.startsWith("{") && text.endsWith("}") && text.contains("=")) {
      StructText.fields(text).forEach((name, value) -> put(inside(path, name), value));
    }
    put(path, text);
  }

  private void put(List<String> path, String text) {
    String end = "";
    for (int i = path.size() - 1; i >= 0; i--) {
      end = path.get(i) + end;
      int outside = i;
      byPath.merge(
          end,
          new Found(text, outside),
          (one, other) -> other.outside < one.outside || one.text.isEmpty() ? other : one);
    }
  }

  private static List<String> inside(List<String> path, String name) {
    List<String> all = new ArrayList<>(path);
    for (String part : name.split("\\.", -1)) {
      all.add(letters(part));
    }
    return all;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        letters.append(c);
      }
    }
    return letters.toString();
  }
}
