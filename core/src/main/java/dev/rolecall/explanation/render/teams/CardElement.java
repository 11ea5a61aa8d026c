package dev.rolecall.explanation.render.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.List;
import java.util.stream.Stream;

/// Blocks of a document as elements of an Adaptive Card.
///
/// Text stands in text runs, which Teams shows as it is: unlike text blocks they take no markdown,
/// and a mention needs an entity beside it, which Rolecall's cards do not have. What can be copied
/// stands in a code block, which some clients know only as the text run in its `fallback`.
///
/// @see <a href="https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run">text
///   runs</a>
/// @see <a
///   href="https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format">code
///   blocks</a>
final class CardElement {

  private static final int MOST_IN_VALUE = 400;
  private static final int MOST_IN_CODE = 2_400;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CardElement() {}

  /// The card's first line.
  static ObjectNode title(String text) {
    ObjectNode title = paragraph();
    run(title, text).put("size", "Large").put("weight", "Bolder");
    return title;
  }

  /// A line before a section.
  static List<ObjectNode> heading(String words) {
    return List.of(bold(words).put("spacing", "Medium"));
  }

  /// A bold line.
  static ObjectNode bold(String words) {
    ObjectNode line = paragraph();
    run(line, words).put("weight", "Bolder");
    return line;
  }

  /// A sentence.
  static ObjectNode paragraph(RichSentence sentence) {
    return inline(paragraph(), "", sentence);
  }

  /// A sentence after a bold label.
  static ObjectNode labelled(Block.Fact fact) {
    return inline(bold(fact.label() + ": "), "", fact.text());
  }

  /// The elements of a block. Links stand elsewhere.
  static List<ObjectNode> of(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> List.of(paragraph(text));
      case Block.Bullets(List<RichSentence> items) ->
          small(items.stream().map(item -> inline(paragraph(), "• ", item)));
      case Block.Facts(List<Block.Fact> facts) -> small(facts.stream().map(CardElement::labelled));
      case Block.Checklist(List<Block.Item> items) ->
          small(items.stream().map(Block.Item::fact).map(CardElement::labelled));
      case Block.Code(String language, String text) -> List.of(code(language, text));
      case Block.Difference _, Block.Comparison _, Block.Message _ ->
          List.of(code("", PlainBlocks.of(block)));
      case Block.Links _ -> List.of();
    };
  }

  private static List<ObjectNode> small(Stream<ObjectNode> elements) {
    return elements.map(element -> element.put("spacing", "Small")).toList();
  }

  static ObjectNode code(String language, String text) {
    String shown =
        Truncation.lines(MOST_IN_CODE, ChannelWords.shortenedCode(), VisibleText.lines(text));
    ObjectNode code = JSON.objectNode().put("type", "CodeBlock").put("codeSnippet", shown);
    code.put(
        "language",
        switch (language) {
          case "json" -> "Json";
          case "bash" -> "Bash";
          default -> "PlainText";
        });
    ObjectNode plain = paragraph();
    run(plain, shown).put("fontType", "Monospace");
    code.set("fallback", plain);
    return code;
  }

  private static ObjectNode paragraph() {
    ObjectNode paragraph = JSON.objectNode().put("type", "RichTextBlock");
    paragraph.putArray("inlines");
    return paragraph;
  }

  /// Words after words go on in the same run.
  ///
  /// @param begin the first words
  private static ObjectNode inline(ObjectNode paragraph, String begin, RichSentence sentence) {
    StringBuilder plain = new StringBuilder(begin);
    for (TextSpan span : MarkdownText.safe(sentence)) {
      switch (span) {
        case TextSpan.Words(String text) -> plain.append(text);
        case TextSpan.Value(String text) when text.isBlank() -> plain.append(ChannelWords.empty());
        case TextSpan.Value(String text) -> {
          plain(paragraph, plain.toString());
          plain.setLength(0);
          run(paragraph, Truncation.at(MOST_IN_VALUE, text)).put("fontType", "Monospace");
        }
      }
    }
    plain(paragraph, plain.toString());
    return paragraph;
  }

  private static void plain(ObjectNode paragraph, String words) {
    if (!words.isEmpty()) {
      run(paragraph, words);
    }
  }

  /// Two braces would begin a function of cards, such as one that formats a date.
  private static ObjectNode run(ObjectNode paragraph, String text) {
    ArrayNode inlines = (ArrayNode) paragraph.path("inlines");
    return inlines.addObject().put("type", "TextRun").put("text", text.replace("{{", "{ {"));
  }
}
