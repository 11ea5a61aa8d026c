package dev.rolecall.infra.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/// Finds the settings in the context of the CDK: the object `rolecall` of `cdk.json`, and over it
/// what the command line says: `-c rolecall.logRetentionDays=30`.
public final class SettingsContext {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = SettingsReader.KEY + ".";

  private SettingsContext() {}

  /// The settings of a context, as they are written.
  public static JsonNode settings(Map<String, ?> context) {
    JsonNode base = JSON.valueToTree(context.get(SettingsReader.KEY));
    if (!base.isObject() && !base.isNull()) {
      return base;
    }
    ObjectNode settings = base instanceof ObjectNode object ? object : JSON.createObjectNode();
    new TreeMap<>(context)
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                put(settings, key.substring(PREFIX.length()), String.valueOf(value));
              }
            });
    return settings;
  }

  private static void put(ObjectNode settings, String path, String text) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      settings.set(path, value(text));
      return;
    }
    String key = path.substring(0, dot);
    ObjectNode inner =
        settings.get(key) instanceof ObjectNode object ? object : settings.putObject(key);
    put(inner, path.substring(dot + 1), text);
  }

  /// Lists and objects are JSON; everything else stays text, for an account id is no number.
  private static JsonNode value(String text) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return TextNode.valueOf(text);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}
