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
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.util.List;

/// Blocks of a document as elements of an Adaptive Card.
///
/// Text stands in text runs, which Teams shows as it is: unlike text blocks they take no markdown,
/// and a mention needs an entity beside it, which no card of ours has. What can be copied stands in
/// a code block, which some clients know only as the text run in its `fallback`.
///
/// @see <a href="https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run">text
///   runs</a>
/// @see <a
///   href="https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format">code
///   blocks</a>
final class CardElement {

  private static final int MOST_IN_VALUE = 400;
  private static final int MOST_IN_CODE = 2_400;

  /// How many properties a run has that is not styled.
  private static final int PLAIN = 2;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CardElement() {}

  /// The card's first line.
  static ObjectNode title(String text) {
    ObjectNode title = paragraph();
    run(title, text).put("size", "Large").put("weight", "Bolder");
    return title;
  }

  /// A line of ours before a section.
  static List<ObjectNode> heading(String words) {
    return List.of(bold(words).put("spacing", "Medium"));
  }

  /// A bold line of ours.
  static ObjectNode bold(String words) {
    ObjectNode line = paragraph();
    run(line, words).put("weight", "Bolder");
    return line;
  }

  /// A sentence.
  static ObjectNode paragraph(RichSentence sentence) {
    ObjectNode paragraph = paragraph();
    inline(paragraph, sentence);
    return paragraph;
  }

  /// A sentence after a bold label of ours.
  static ObjectNode labelled(String label, RichSentence sentence) {
    ObjectNode paragraph = bold(label + ": ");
    inline(paragraph, sentence);
    return paragraph;
  }

  /// The elements of a block. Links stand elsewhere.
  static List<ObjectNode> of(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> List.of(paragraph(text));
      case Block.Bullets(List<RichSentence> items) ->
          items.stream()
              .map(item -> paragraph(RichSentence.words("• ").then(item)).put("spacing", "Small"))
              .toList();
      case Block.Facts(List<Block.Fact> facts) ->
          facts.stream()
              .map(fact -> labelled(fact.label(), fact.text()).put("spacing", "Small"))
              .toList();
      case Block.Checklist(List<Block.Item> items) ->
          items.stream()
              .map(
                  item ->
                      labelled(TextFormat.sign(item) + " " + item.name(), item.detail())
                          .put("spacing", "Small"))
              .toList();
      case Block.Code(String language, String text) -> List.of(code(language, text));
      case Block.Difference _, Block.Comparison _, Block.Message _ ->
          List.of(code("", PlainBlocks.of(block)));
      case Block.Links _ -> List.of();
    };
  }

  private static ObjectNode code(String language, String text) {
    String shown = Truncation.lines(MOST_IN_CODE, "… (shortened)", VisibleText.lines(text));
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

  private static void inline(ObjectNode paragraph, RichSentence sentence) {
    for (TextSpan span : sentence.spans()) {
      switch (span) {
        case TextSpan.Value(String text) -> value(paragraph, text);
        case TextSpan.Words(String text) -> words(paragraph, text);
      }
    }
  }

  /// Words are ours, but names may have got into them: what clients could make a link of is shown
  /// as a value.
  private static void words(ObjectNode paragraph, String text) {
    StringBuilder plain = new StringBuilder();
    for (String part : MarkdownText.parts(VisibleText.line(text))) {
      if (part.isBlank() || part.equals("•") || MarkdownText.isHarmless(part)) {
        plain.append(part);
      } else {
        plain(paragraph, plain.toString());
        plain.setLength(0);
        value(paragraph, part);
      }
    }
    plain(paragraph, plain.toString());
  }

  /// Words after words go on in the same run.
  private static void plain(ObjectNode paragraph, String words) {
    if (words.isEmpty()) {
      return;
    }
    ArrayNode inlines = (ArrayNode) paragraph.path("inlines");
    if (inlines.path(inlines.size() - 1) instanceof ObjectNode last && last.size() == PLAIN) {
      String text = last.path("text").asText() + words;
      inlines.remove(inlines.size() - 1);
      run(paragraph, text);
    } else {
      run(paragraph, words);
    }
  }

  private static void value(ObjectNode paragraph, String text) {
    String shown = Truncation.at(MOST_IN_VALUE, VisibleText.line(text));
    if (shown.isBlank()) {
      plain(paragraph, "(empty)");
    } else {
      run(paragraph, shown).put("fontType", "Monospace");
    }
  }

  /// Two braces would begin a function of cards, such as one that formats a date.
  private static ObjectNode run(ObjectNode paragraph, String text) {
    ArrayNode inlines = (ArrayNode) paragraph.path("inlines");
    return inlines.addObject().put("type", "TextRun").put("text", text.replace("{{", "{ {"));
  }
}
