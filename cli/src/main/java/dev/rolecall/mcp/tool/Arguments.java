package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.gate.token.TokenReader;
import dev.rolecall.mcp.wording.ArgumentWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of one call. What is wrong with one is said with its name.
public final class Arguments {

  /// Characters of a document, such as a record or a policy.
  static final int LONGEST_DOCUMENT = 1 << 20;

  /// Characters of anything else.
  private static final int LONGEST = 4_096;

  private static final int MOST_ITEMS = 100;
  private static final int MOST_SHOWN = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode json;

  public Arguments(ObjectNode json) {
    this.json = json;
  }

  /// That a call cannot be answered as it was made.
  static CommandFailure wrong(String problem) {
    return new CommandFailure(problem, ExitStatus.USAGE);
  }

  /// A value as it is repeated in a sentence.
  static String shown(String value) {
    return TokenReader.looksLikeToken(value)
        ? UsageWords.notShown()
        : Truncation.middle(MOST_SHOWN, value);
  }

  /// Insists that there are no others.
  void only(List<String> known) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw wrong(ArgumentWords.unknown(shown(name), known));
              }
            });
  }

  private Optional<JsonNode> given(String name) {
    return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
  }

  /// Whether it has a value.
  boolean has(String name) {
    return given(name).isPresent();
  }

  private static String text(String name, JsonNode value, int most) {
    if (!value.isTextual()) {
      throw wrong(ArgumentWords.notText(name));
    }
    return checked(name, value.textValue(), most);
  }

  private static String checked(String name, String text, int most) {
    if (text.length() > most) {
      throw wrong(ArgumentWords.tooLong(name, most));
    }
    if (text.isBlank()) {
      throw wrong(ArgumentWords.empty(name));
    }
    return text;
  }

  /// A short text.
  Optional<String> text(String name) {
    return given(name).map(value -> text(name, value, LONGEST));
  }

  /// A short text that is needed.
  String needed(String name) {
    return text(name).orElseThrow(() -> wrong(ArgumentWords.missing(name)));
  }

  /// A long text.
  Optional<String> longText(String name) {
    return given(name).map(value -> text(name, value, LONGEST_DOCUMENT));
  }

  /// A JSON document, as an object or as text.
  Optional<String> document(String name) {
    return given(name)
        .map(
            value -> {
              if (!value.isTextual() && !value.isContainerNode()) {
                throw wrong(ArgumentWords.notTextOrObject(name));
              }
              return checked(
                  name, value.isTextual() ? value.textValue() : value.toString(), LONGEST_DOCUMENT);
            });
  }

  /// A switch; off unless it is given.
  boolean isOn(String name) {
    return given(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(ArgumentWords.notTruth(name));
              }
              return value.booleanValue();
            })
        .orElse(false);
  }

  /// The ARN of a role.
  Optional<RoleArn> role(String name) {
    return text(name)
        .map(
            arn ->
                RoleArn.parse(arn)
                    .orElseThrow(() -> wrong(UsageWords.notARoleArn(name, shown(arn)))));
  }

  /// The ARN of a role that is needed.
  RoleArn neededRole(String name) {
    return role(name).orElseThrow(() -> wrong(ArgumentWords.missing(name)));
  }

  /// Texts, in a list or one alone.
  List<String> texts(String name) {
    Optional<JsonNode> value = given(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().isTextual()) {
      return List.of(text(name, value.get(), LONGEST));
    }
    if (!value.get().isArray()) {
      throw wrong(ArgumentWords.notAList(name));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name, value.get(), MOST_ITEMS)) {
      if (!item.isTextual()) {
        throw wrong(ArgumentWords.notAList(name));
      }
      texts.add(text(name, item, LONGEST));
    }
    return List.copyOf(texts);
  }

  /// A list of objects, as it is or as JSON text. It is needed.
  List<JsonNode> objects(String name, int most) {
    JsonNode list =
        given(name)
            .map(value -> parsed(name, value))
            .orElseThrow(() -> wrong(ArgumentWords.missing(name)));
    if (!list.isArray()) {
      throw wrong(ArgumentWords.notAListOfObjects(name));
    }
    return items(name, list, most);
  }

  private static List<JsonNode> items(String name, JsonNode list, int most) {
    if (list.size() > most) {
      throw wrong(ArgumentWords.tooMany(name, list.size(), most));
    }
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    return items;
  }

  /// A value, or what a text says as JSON: some models pass it so.
  private static JsonNode parsed(String name, JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return JSON.readTree(checked(name, value.textValue(), LONGEST_DOCUMENT));
    } catch (JsonProcessingException _) {
      return value;
    }
  }

  /// Condition keys with their values, in the form of `--context`: `KEY=VALUE`, or `KEY` for one
  /// that is not sent.
  List<String> context(String name) {
    Optional<JsonNode> value = given(name);
    if (value.isEmpty()) {
      return List.of();
    }
    JsonNode keys = parsed(name, value.get());
    if (!keys.isObject()) {
      throw wrong(ArgumentWords.notAnObject(name));
    }
    List<String> texts = new ArrayList<>();
    for (var key : keys.properties()) {
      if (key.getValue().isNull()) {
        texts.add(key.getKey());
      } else if (key.getValue().isArray()) {
        key.getValue().forEach(one -> texts.add(sent(name, key.getKey(), one)));
      } else {
        texts.add(sent(name, key.getKey(), key.getValue()));
      }
      if (texts.size() > MOST_ITEMS) {
        throw wrong(ArgumentWords.tooMany(name, keys.size(), MOST_ITEMS));
      }
    }
    return List.copyOf(texts);
  }

  private static String sent(String name, String key, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw wrong(ArgumentWords.notAContextValue(name, shown(key)));
    }
    if (value.asText().length() > LONGEST) {
      throw wrong(ArgumentWords.tooLong(name, LONGEST));
    }
    return key + "=" + value.asText();
  }
}
