package dev.rolecall.cloudtrail.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of a record, and where it stands. What is missing, `null` or an empty text is not
/// there; what is there has the right type or is [MalformedRecord].
///
/// @param path what leads to the fields: empty for the record itself, else ends in a dot
public record RecordFields(JsonNode object, String path) {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  public static RecordFields of(JsonNode record) throws MalformedRecord {
    if (!record.isObject()) {
      throw new MalformedRecord("not a JSON object");
    }
    return new RecordFields(record, "");
  }

  /// Whether the field is there, whatever it is.
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  public Optional<String> text(String name) throws MalformedRecord {
    JsonNode value = object.path(name);
    if (isMissing(value)) {
      return Optional.empty();
    }
    return Optional.of(text(value, path + name)).filter(text -> !text.isEmpty());
  }

  /// A text that says `true` or `false`, or the same as a JSON value.
  Optional<Boolean> flag(String name) throws MalformedRecord {
    if (object.path(name).isBoolean()) {
      return Optional.of(object.path(name).booleanValue());
    }
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw new MalformedRecord(path + name, "neither `true` nor `false`");
    };
  }

  Optional<Instant> time(String name) throws MalformedRecord {
    Optional<String> text = text(name);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException _) {
      throw new MalformedRecord(path + name, "not a time in ISO 8601");
    }
  }

  /// The object of that name; an empty one when it is missing.
  public RecordFields object(String name) throws MalformedRecord {
    JsonNode value = object.path(name);
    if (isMissing(value)) {
      return new RecordFields(NOTHING, path + name + ".");
    }
    return objectAt(value, path + name);
  }

  /// The object that a text holds as JSON.
  public RecordFields embedded(String name) throws MalformedRecord {
    String json = text(name).orElse("");
    try {
      return objectAt(StrictJson.parse(json), path + name);
    } catch (JsonProcessingException e) {
      throw new MalformedRecord(path + name, StrictJson.problem(e));
    }
  }

  List<RecordFields> objects(String name) throws MalformedRecord {
    List<RecordFields> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(objectAt(element, path + name + "[" + objects.size() + "]"));
    }
    return objects;
  }

  List<String> texts(String name) throws MalformedRecord {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      texts.add(text(element, path + name + "[" + texts.size() + "]"));
    }
    return texts;
  }

  /// The members of an object whose values are all texts, in the record's order.
  Map<String, String> textMap(String name) throws MalformedRecord {
    RecordFields recordFields = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : recordFields.object.properties()) {
      texts.put(member.getKey(), text(member.getValue(), recordFields.path + member.getKey()));
    }
    return texts;
  }

  private JsonNode array(String name) throws MalformedRecord {
    JsonNode value = object.path(name);
    if (!isMissing(value) && !value.isArray()) {
      throw new MalformedRecord(path + name, "not an array");
    }
    return value;
  }

  private static RecordFields objectAt(JsonNode value, String path) throws MalformedRecord {
    if (!value.isObject()) {
      throw new MalformedRecord(path, "not an object");
    }
    return new RecordFields(value, path + ".");
  }

  private static String text(JsonNode value, String path) throws MalformedRecord {
    if (!value.isTextual()) {
      throw new MalformedRecord(path, "not a text");
    }
    return value.textValue();
  }

  private static boolean isMissing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
