package dev.rolecall.infra.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// One object of settings. Takes its values one by one and notes what is wrong with them. What is
/// wrong is read as if it were left out.
final class Section {

  private final String path;
  private final ObjectNode values;
  private final Problems problems;
  private final SortedSet<String> known = new TreeSet<>();

  private Section(String path, ObjectNode values, Problems problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /// Reads an object; keys that `reader` does not ask for are problems.
  static <T> T read(
      String path, ObjectNode values, Problems problems, Function<Section, T> reader) {
    Section section = new Section(path, values, problems);
    T read = reader.apply(section);
    values
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!section.known.contains(key)) {
                problems.unknown(path, key, section.known);
              }
            });
    return read;
  }

  Optional<String> text(String key, Kind kind) {
    return value(key).flatMap(value -> checked(at(key), value, kind));
  }

  String required(String key, Kind kind) {
    if (value(key).isEmpty()) {
      problems.missing(at(key), kind.allowed());
    }
    return text(key, kind).orElse("");
  }

  boolean flag(String key, boolean otherwise) {
    Optional<JsonNode> value = value(key);
    // The command line gives every value as text.
    String text = value.map(JsonNode::asText).orElse(Boolean.toString(otherwise));
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    value.ifPresent(node -> problems.wrong(at(key), node, "true or false"));
    return otherwise;
  }

  int number(String key, int otherwise, int least, int most) {
    String allowed = "a whole number from " + least + " to " + most;
    return number(key, otherwise, n -> n >= least && n <= most, allowed);
  }

  int number(String key, int otherwise, IntPredicate allows, String allowed) {
    Optional<JsonNode> value = value(key);
    String text = value.map(JsonNode::asText).orElse(Integer.toString(otherwise));
    if (text.matches("[0-9]{1,9}") && allows.test(Integer.parseInt(text))) {
      return Integer.parseInt(text);
    }
    value.ifPresent(node -> problems.wrong(at(key), node, allowed));
    return otherwise;
  }

  List<String> texts(String key, Kind kind) {
    return items(key, (path, item) -> checked(path, item, kind));
  }

  <T> Optional<T> object(String key, Function<Section, T> reader) {
    return value(key).flatMap(value -> object(at(key), value, reader));
  }

  <T> List<T> objects(String key, Function<Section, T> reader) {
    return items(key, (path, item) -> object(path, item, reader));
  }

  /// All keys and values of an object whose keys are free.
  SortedMap<String, String> map(String key, Kind keys, Kind values) {
    SortedMap<String, String> map = new TreeMap<>();
    object(key, section -> section.collect(map, keys, values));
    return map;
  }

  /// Notes that settings do not go together.
  void contradiction(String sentence) {
    problems.contradiction(sentence);
  }

  private boolean collect(SortedMap<String, String> map, Kind keys, Kind kinds) {
    for (var entry : values.properties()) {
      known.add(entry.getKey());
      if (!keys.allows(entry.getKey())) {
        problems.wrong(at(entry.getKey()), entry.getValue(), "under a key of " + keys.allowed());
      }
      checked(at(entry.getKey()), entry.getValue(), kinds)
          .ifPresent(value -> map.put(entry.getKey(), value));
    }
    return true;
  }

  private <T> Optional<T> object(String path, JsonNode value, Function<Section, T> reader) {
    if (value instanceof ObjectNode object) {
      return Optional.of(read(path, object, problems, reader));
    }
    problems.wrong(path, value, "an object");
    return Optional.empty();
  }

  private <T> List<T> items(String key, ItemReader<T> reader) {
    Optional<JsonNode> value = value(key);
    List<T> items = new ArrayList<>();
    if (value.isPresent() && value.get().isArray()) {
      for (int i = 0; i < value.get().size(); i++) {
        reader.read(at(key) + "[" + i + "]", value.get().get(i)).ifPresent(items::add);
      }
    } else {
      value.ifPresent(node -> problems.wrong(at(key), node, "a list"));
    }
    return items;
  }

  private Optional<String> checked(String path, JsonNode value, Kind kind) {
    if (value.isTextual() && kind.allows(value.textValue())) {
      return Optional.of(value.textValue());
    }
    problems.wrong(path, value, kind.allowed());
    return Optional.empty();
  }

  private Optional<JsonNode> value(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
  }

  private String at(String key) {
    return path + "." + key;
  }

  private interface ItemReader<T> {

    Optional<T> read(String path, JsonNode item);
  }
}
