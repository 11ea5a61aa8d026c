package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The JSON of the contract for queues and functions, with `severity` and `incident` added.
///
/// JSON that would be too long loses, one after the other until it fits: the Terraform of the
/// fixes, their commands, their documents before and after, the fixes, other explanations, roles
/// that may have been meant, changes, gaps, the checklist's details, all causes but the first, and
/// the ends of long texts. What is lost is empty or `null` then, `shortened` is `true`, and `whole`
/// is the command that prints all of it.
public final class ContractJson {

  /// Bytes, as a string inside of JSON.
  private static final int MOST = 50_000;

  private static final int QUOTES = 2;
  private static final int LONGEST_TEXT = 500;

  private static final List<Consumer<ObjectNode>> STEPS =
      List.of(
          json -> fixes(json, "terraform"),
          json -> fixes(json, "commands"),
          json -> fixes(json, "before", "after"),
          json -> empty(json, "fixes"),
          json -> empty(json.withObject("/diagnosis"), "possible"),
          json -> List.of("suggestions", "candidates", "roles").forEach(key -> empty(json, key)),
          json -> empty(json, "changes"),
          json -> empty(json.withObject("/diagnosis"), "gaps"),
          json -> empty(json, "checklist"),
          json -> first(json.withObject("/diagnosis").withArray("causes")),
          ContractJson::cutTexts);

  private static final List<String> FACTS =
      List.of("schema", "severity", "incident", "denial", "diagnosis", "digest", "whole");

  private ContractJson() {}

  /// The contract's JSON, at most [#MOST] bytes of it.
  ///
  /// @param incident what `incident` holds
  public static ObjectNode of(
      Explanation explanation,
      Severity severity,
      Optional<ObjectNode> incident,
      WritingOptions writingOptions) {
    ObjectNode tree = JsonFormat.tree(explanation, writingOptions);
    tree.put("severity", severity.name());
    incident.ifPresent(object -> tree.set("incident", object));
    writingOptions
        .links()
        .runbook()
        .ifPresent(
            url -> tree.put("runbook", url.page(explanation.diagnosis().cause().code().name())));
    for (Consumer<ObjectNode> step : STEPS) {
      if (size(tree) <= MOST) {
        break;
      }
      step.accept(tree);
      tree.put("shortened", true);
      tree.put("whole", FullTextHint.command(explanation.denial()));
    }
    return tree;
  }

  /// An object of the contract, to be filled.
  public static ObjectNode begin() {
    return JsonNodeFactory.instance.objectNode().put("schema", JsonFormat.SCHEMA);
  }

  /// A copy with what routes and incidents go by, and without the rest.
  static ObjectNode facts(ObjectNode tree) {
    ObjectNode facts = tree.deepCopy();
    facts.retain(FACTS);
    if (facts.path("diagnosis") instanceof ObjectNode diagnosis) {
      diagnosis.retain("cause", "confidence", "summary");
    }
    cutTexts(facts);
    return facts.put("shortened", true);
  }

  static String text(JsonNode tree) {
    return VisibleText.line(tree.toString());
  }

  private static int size(ObjectNode tree) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text(tree)).length + QUOTES;
  }

  private static void fixes(ObjectNode json, String... keys) {
    for (JsonNode fix : json.withArray("fixes")) {
      for (String key : keys) {
        if (fix.path(key).isArray()) {
          ((ArrayNode) fix.path(key)).removeAll();
        } else {
          ((ObjectNode) fix).putNull(key);
        }
      }
    }
  }

  private static void empty(ObjectNode json, String key) {
    if (json.path(key) instanceof ArrayNode array) {
      array.removeAll();
    }
  }

  private static void first(ArrayNode array) {
    while (array.size() > 1) {
      array.remove(array.size() - 1);
    }
  }

  private static void cutTexts(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(cut(field.getValue())));
    } else if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, cut(array.get(i)));
      }
    }
  }

  private static JsonNode cut(JsonNode json) {
    if (json.isTextual()) {
      return TextNode.valueOf(Truncation.at(LONGEST_TEXT, json.textValue()));
    }
    cutTexts(json);
    return json;
  }
}
