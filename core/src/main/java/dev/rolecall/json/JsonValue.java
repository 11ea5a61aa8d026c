package dev.rolecall.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.problem.JsonWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value of a text, and its place in it. What is asked of it and is not so is a problem, which
/// [JsonReader#problem] takes.
public final class JsonValue {

  /// What was not read, and is there as it is written.
  private static final JsonToken VERBATIM = JsonToken.VALUE_EMBEDDED_OBJECT;

  private final JsonReader reader;
  private final @Nullable JsonValue parent;
  private String name;
  private final JsonToken token;
  private final String text;
  private final int line;
  private final Map<String, JsonValue> fields;
  private final List<JsonValue> items;
  private boolean whole;

  JsonValue(
      JsonReader reader,
      @Nullable JsonValue parent,
      String name,
      JsonToken token,
      String text,
      int line) {
    this.reader = reader;
    this.parent = parent;
    this.name = name;
    this.token = token;
    this.text = text;
    this.line = line;
    this.fields = token == JsonToken.START_OBJECT ? new LinkedHashMap<>() : Map.of();
    this.items = token == JsonToken.START_ARRAY ? new ArrayList<>() : List.of();
  }

  /// The same value as it is written.
  JsonValue leftAs(String source) {
    return new JsonValue(reader, parent, name, VERBATIM, source, line);
  }

  void add(JsonValue child) {
    if (isObject()) {
      fields.put(child.name, child);
    } else {
      items.add(child);
    }
  }

  void end() {
    whole = true;
  }

  int size() {
    return items.size();
  }

  /// The name of the field; `[3]` in a list.
  public String name() {
    return name;
  }

  /// Gives it another name: `Statement[0]` where one value may stand for a list of one.
  public JsonValue named(String other) {
    name = other;
    return this;
  }

  /// What leads to the value: `Statement[0].Effect`.
  public String where() {
    if (parent == null) {
      return name;
    }
    String before = parent.where();
    return before.isEmpty() || parent.isList() ? before + name : before + "." + name;
  }

  /// Whether there is such a value.
  public boolean isThere() {
    return token != JsonToken.NOT_AVAILABLE;
  }

  /// Whether the value was read to its end.
  public boolean isWhole() {
    return whole;
  }

  public boolean isObject() {
    return token == JsonToken.START_OBJECT;
  }

  public boolean isList() {
    return token == JsonToken.START_ARRAY;
  }

  public boolean isText() {
    return token == JsonToken.VALUE_STRING;
  }

  public boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  public boolean isTrue() {
    return token == JsonToken.VALUE_TRUE;
  }

  public boolean isBoolean() {
    return token.isBoolean();
  }

  /// A number without a fraction.
  public boolean isWholeNumber() {
    return token == JsonToken.VALUE_NUMBER_INT;
  }

  /// Reports a problem of this value.
  public void problem(String what) {
    reader.problem(new JsonProblem(where(), line, what));
  }

  /// The problem as something to throw.
  public MalformedJson malformed(String what) {
    return new MalformedJson(new JsonProblem(where(), line, what));
  }

  /// That the value lacks something, to throw; where its end was not read, what broke it off.
  public MalformedJson lacking(String what) {
    return whole ? malformed(what) : reader.fault().map(MalformedJson::new).orElseThrow();
  }

  /// The field of this name, which may not be there.
  public JsonValue get(String field) {
    JsonValue found = fields.get(field);
    if (found != null) {
      return found;
    }
    JsonValue missing = new JsonValue(reader, this, field, JsonToken.NOT_AVAILABLE, "", line);
    missing.whole = whole;
    return missing;
  }

  /// The field of this name, unless it is missing.
  public Optional<JsonValue> given(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /// The field of this name; reports that an object lacks it.
  public Optional<JsonValue> require(String field, String otherwise) {
    if (isObject() && !fields.containsKey(field)) {
      problem(otherwise);
    }
    return given(field);
  }

  /// The field of this name, unless it is missing or `null`.
  public Optional<JsonValue> find(String field) {
    return given(field).filter(value -> !value.isNull());
  }

  /// The fields of an object, in their order.
  public Collection<JsonValue> fields() {
    return asObject().fields.values();
  }

  /// Insists on an object.
  public JsonValue asObject() {
    return isObject() ? this : asObject(expected(JsonWords.object()));
  }

  /// That something else was expected here.
  ///
  /// @param what "a string"
  public String expected(String what) {
    return JsonWords.expected(what, kind());
  }

  /// What kind of value it is: "a number".
  public String kind() {
    return switch (token) {
      case NOT_AVAILABLE -> JsonWords.nothing();
      case START_OBJECT, VALUE_EMBEDDED_OBJECT -> JsonWords.object();
      case START_ARRAY -> JsonWords.list();
      case VALUE_STRING -> JsonWords.string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonWords.aNumber();
      default -> text;
    };
  }

  /// Insists on an object.
  public JsonValue asObject(String otherwise) {
    if (!isObject()) {
      unexpected(otherwise);
    }
    return this;
  }

  /// Insists on a list.
  public List<JsonValue> items() {
    return isList() ? items : items(expected(JsonWords.list()));
  }

  /// The items of a list.
  public List<JsonValue> items(String otherwise) {
    if (!isList()) {
      unexpected(otherwise);
    }
    return items;
  }

  /// A time in ISO 8601.
  public Instant time() {
    try {
      return Instant.parse(text());
    } catch (DateTimeException _) {
      throw malformed(JsonWords.time());
    }
  }

  /// The text; empty where it is reported that there is none.
  public String text() {
    if (!isText()) {
      unexpected(expected(JsonWords.string()));
    }
    return isText() ? text : "";
  }

  /// A text, or what is written without quotes: a number or a boolean.
  public String scalar() {
    if (asScalar().isEmpty()) {
      unexpected(expected(JsonWords.string()));
    }
    return text;
  }

  /// The same; empty for anything else.
  public Optional<String> asScalar() {
    return token.isScalarValue() && !isNull() && token != VERBATIM
        ? Optional.of(text)
        : Optional.empty();
  }

  /// A text, or a value that the reader left as it is written.
  public Optional<String> source() {
    return isText() || token == VERBATIM ? Optional.of(text) : Optional.empty();
  }

  private void unexpected(String what) {
    if (!isThere() && !whole) {
      throw lacking(what);
    }
    problem(what);
  }

  /// The text of a field; empty when it is missing, `null` or empty.
  public Optional<String> text(String field) {
    return find(field).map(JsonValue::text).filter(found -> !found.isEmpty());
  }

  /// The text of a field; empty when it is anything else.
  public Optional<String> asText(String field) {
    return get(field).source().filter(found -> !found.isEmpty());
  }

  /// The time in a field; empty when it is missing, `null` or empty.
  public Optional<Instant> time(String field) {
    return text(field).map(_ -> get(field).time());
  }

  /// Whether a field is `true`.
  public boolean flag(String field) {
    return get(field).isTrue();
  }

  /// The object in a field; what it holds is missing where the field is.
  public JsonValue object(String field) {
    return find(field).map(JsonValue::asObject).orElseGet(() -> get(field));
  }

  /// The items of the list in a field; none when the field is missing.
  public List<JsonValue> list(String field) {
    return find(field).map(JsonValue::items).orElse(List.of());
  }

  /// What `read` makes of the items of the list in a field; none when the field is missing.
  public <T> List<T> list(String field, Function<JsonValue, T> read) {
    return list(field).stream().map(read).toList();
  }

  /// The values of the object in a field by their names; none when the field is missing.
  public <T> Map<String, T> map(String field, Function<JsonValue, T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    find(field).stream()
        .flatMap(found -> found.fields().stream())
        .forEach(it -> values.put(it.name, read.apply(it)));
    return values;
  }

  /// The value of the JSON in the text of this one, whose place it takes.
  public JsonValue embedded(JsonReader inner) {
    return inner.read(parent, name);
  }
}
