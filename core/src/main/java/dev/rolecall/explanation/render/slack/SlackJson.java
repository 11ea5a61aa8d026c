package dev.rolecall.explanation.render.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import com.slack.api.model.block.element.RichTextSectionElement.TextStyle;

/// Slack's model as JSON. Slack's library is made for Gson; everything after it is Jackson.
final class SlackJson {

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapter(
              TextStyle.class, (JsonSerializer<TextStyle>) (style, _, _) -> style(style))
          .disableHtmlEscaping()
          .create();

  private static final ObjectMapper JSON = new ObjectMapper();

  private SlackJson() {}

  static JsonNode of(Object model) {
    try {
      return JSON.readTree(GSON.toJson(model));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Gson writes JSON", e);
    }
  }

  /// How many characters the model takes in a request, after escaping.
  static int length(Object model) {
    return SlackText.escape(GSON.toJson(model)).length();
  }

  /// Without the styles that are off: the model has them all, and Slack knows some of them for
  /// other elements only.
  private static JsonObject style(TextStyle style) {
    JsonObject on = new JsonObject();
    if (style.isBold()) {
      on.addProperty("bold", true);
    }
    if (style.isCode()) {
      on.addProperty("code", true);
    }
    return on;
  }
}
