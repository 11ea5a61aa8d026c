package dev.rolecall.explanation.render.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.explanation.wording.notification.LineFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Messages for Microsoft Teams, as a workflow with the trigger "When a Teams webhook request is
/// received" takes them: an Adaptive Card that says first who could not assume what, why, who acts
/// and what to do, and behind a button everything else. External IDs are masked inside policy
/// documents too.
///
/// Teams takes 28 KB. A message stays below, counted as it stands in a message of the topic, where
/// it is a string; what does not fit is left out, and the card names the command that prints it.
///
/// @see <a
///   href="https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">the
///   message</a>
public final class TeamsFormat {

  private static final int MOST = 24_000;
  private static final int MOST_AT_FIRST = 12_000;
  private static final int MOST_IN_TITLE = 200;

  /// Teams shows no more buttons in a row.
  private static final int MOST_LINKS = 5;

  private static final String DETAILS = "details";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NotificationText text;
  private final Page first = new Page(MOST_AT_FIRST);
  private final List<Section> left = new ArrayList<>();

  /// Elements up to a length.
  private static final class Page {
    private final List<ObjectNode> elements = new ArrayList<>();
    private final int most;
    private int length;

    /// @param most bytes of JSON, as a string inside of JSON
    Page(int most) {
      this.most = most;
    }

    /// Adds all, or none of them.
    ///
    /// @return whether there was room
    boolean add(List<ObjectNode> more) {
      int longer = length + more.stream().mapToInt(Page::lengthOf).sum();
      if (longer > most) {
        return false;
      }
      elements.addAll(more);
      length = longer;
      return true;
    }

    static int lengthOf(JsonNode json) {
      String quoted = TextNode.valueOf(json.toString()).toString();
      return quoted.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  private TeamsFormat(NotificationText text) {
    this.text = text;
  }

  /// The message for the explanation of a denial.
  public static JsonNode write(Explanation explanation, WritingOptions writingOptions) {
    return write(SnsFormat.text(explanation, writingOptions));
  }

  /// The message for a notification.
  public static JsonNode write(NotificationText text) {
    return new TeamsFormat(text).message();
  }

  private JsonNode message() {
    head();
    for (Section section : text.letter().sections()) {
      if (!section.topic().isFirst()) {
        left.add(section);
      } else if (section.topic() != Document.Topic.LINKS) {
        show(section);
      }
    }
    List<ObjectNode> whole = whole();
    ArrayNode actions = actions();
    Page details =
        new Page(
            MOST
                - first.length
                - whole.stream().mapToInt(Page::lengthOf).sum()
                - Page.lengthOf(message(List.of(container(List.of()), buttons(actions)))));
    boolean complete = true;
    for (Section section : left) {
      complete &= details.add(CardElement.heading(TopicTitle.of(section.topic())));
      for (Block block : section.blocks()) {
        complete &= details.add(CardElement.of(block));
      }
    }
    List<ObjectNode> body = new ArrayList<>(first.elements);
    if (!details.elements.isEmpty()) {
      body.add(container(details.elements));
    } else {
      actions.remove(0);
    }
    if (!complete) {
      body.addAll(whole);
    }
    if (!actions.isEmpty()) {
      body.add(buttons(actions));
    }
    return message(body);
  }

  private void head() {
    LineFormat format = new LineFormat(text.sign() + " ", MOST_IN_TITLE, " → ", "…", name -> name);
    first.add(List.of(CardElement.title(text.line().title(format))));
    text.lead().ifPresent(news -> first.add(List.of(CardElement.paragraph(news))));
    Document letter = text.letter();
    if (!letter.cause().spans().isEmpty()) {
      first.add(List.of(CardElement.paragraph(letter.cause())));
    }
    if (!letter.action().spans().isEmpty()) {
      first.add(List.of(CardElement.labelled(ChannelWords.action(letter.action()))));
    }
  }

  /// A section, part after part; long code and what there is no room for wait for the details.
  private void show(Section section) {
    List<Block> rest = new ArrayList<>();
    List<ObjectNode> before = CardElement.heading(TopicTitle.of(section.topic()));
    for (List<Block> part : Block.parts(section.blocks())) {
      List<ObjectNode> elements = new ArrayList<>(before);
      part.forEach(block -> elements.addAll(CardElement.of(block)));
      if (part.stream().allMatch(PlainBlocks::isShort) && first.add(elements)) {
        before = List.of();
      } else {
        rest.addAll(part);
      }
    }
    if (!rest.isEmpty()) {
      left.add(new Section(section.topic(), rest));
    }
  }

  /// Where to read the whole of it.
  private List<ObjectNode> whole() {
    return text.pointer()
        .map(
            command ->
                List.of(
                    CardElement.bold(ChannelWords.shortened()), CardElement.code("bash", command)))
        .orElse(List.of(CardElement.bold(ChannelWords.cut())));
  }

  private ArrayNode actions() {
    ArrayNode actions = JSON.arrayNode();
    actions
        .addObject()
        .put("type", "Action.ToggleVisibility")
        .put("title", ChannelWords.details())
        .putArray("targetElements")
        .add(DETAILS);
    text.letter().links().stream()
        .limit(MOST_LINKS)
        .forEach(
            link ->
                actions
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", link.label())
                    .put("url", link.address()));
    return actions;
  }

  private static ObjectNode buttons(ArrayNode actions) {
    return JSON.objectNode().put("type", "ActionSet").set("actions", actions);
  }

  private static ObjectNode container(List<ObjectNode> items) {
    return JSON.objectNode()
        .put("type", "Container")
        .put("id", DETAILS)
        .put("isVisible", false)
        .set("items", JSON.arrayNode().addAll(items));
  }

  private static ObjectNode message(List<ObjectNode> body) {
    ObjectNode message = JSON.objectNode().put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.2");
    card.putObject("msteams").put("width", "Full");
    card.putArray("body").addAll(body);
    return message;
  }
}
