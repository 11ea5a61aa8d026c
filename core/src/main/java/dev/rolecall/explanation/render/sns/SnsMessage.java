package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What is published to a topic for one denial or notice, all protocols at once.
///
/// @param subject fewer than 100 ASCII characters
/// @param texts by protocol, `default` among them
/// @param attributes for the filter policies of subscriptions; none is empty
/// @param message the `Message` of a publication with `MessageStructure` `json`
public record SnsMessage(
    String subject, Map<String, String> texts, Map<String, String> attributes, String message) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public SnsMessage {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /// A message of these texts.
  public SnsMessage(String subject, Map<String, String> texts, Map<String, String> attributes) {
    this(subject, texts, attributes, message(texts));
  }

  /// A text that several protocols share is quoted once.
  private static String message(Map<String, String> texts) {
    Map<String, RawValue> quoted = new HashMap<>();
    ObjectNode message = JSON.createObjectNode();
    new TreeMap<>(texts)
        .forEach(
            (protocol, text) ->
                message.putRawValue(
                    protocol,
                    quoted.computeIfAbsent(
                        text, same -> new RawValue(TextNode.valueOf(same).toString()))));
    return message.toString();
  }

  /// The bytes of [#message].
  int size() {
    return message.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The input of `aws sns publish --topic-arn ARN --cli-input-json`, on one line.
  public String json() {
    ObjectNode input = JSON.createObjectNode();
    input.put("Subject", subject);
    input.put("MessageStructure", "json");
    input.put("Message", message);
    ObjectNode all = input.putObject("MessageAttributes");
    attributes.forEach(
        (name, value) -> all.putObject(name).put("DataType", "String").put("StringValue", value));
    return input.toString();
  }
}
