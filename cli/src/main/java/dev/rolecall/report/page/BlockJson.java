package dev.rolecall.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.List;

/// Blocks of a letter as JSON for `letter.js`: arrays that begin with the kind of the block.
///
/// @param names of the denial, to be cut out
record BlockJson(NamePlaceholders names) {

  ArrayNode of(Block block) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    switch (block) {
      case Block.Paragraph(RichSentence text) -> json.add("p").add(prose(text));
      case Block.Bullets(List<RichSentence> items) -> {
        json.add("ul");
        items.forEach(item -> json.add(prose(item)));
      }
      case Block.Facts(List<Block.Fact> facts) -> {
        json.add("dl");
        facts.forEach(fact -> json.add(fact.label()).add(prose(fact.text())));
      }
      case Block.Code(String language, String text) ->
          json.add("pre").add(language).add(names.cut(VisibleText.lines(text)));
      case Block.Difference(List<Block.Line> lines) -> {
        json.add("diff");
        lines.forEach(line -> json.add(sign(line.change()) + text(line.text())));
      }
      case Block.Comparison comparison ->
          json.add("cmp")
              .add(comparison.oneLabel())
              .add(text(comparison.one()))
              .add(text(comparison.otherLabel()))
              .add(text(comparison.other()))
              .add(text(comparison.marks()));
      case Block.Checklist(List<Block.Item> items) -> {
        json.add("check");
        items.forEach(
            item -> json.add(item.status().name()).add(item.name()).add(prose(item.detail())));
      }
      case Block.Message(List<Block> inner) -> {
        json.add("msg");
        inner.forEach(each -> json.add(of(each)));
      }
      case Block.Links(List<Block.Link> links) -> {
        json.add("a");
        links.forEach(link -> json.add(text(link.label())).add(text(link.address())));
      }
    }
    return json;
  }

  private static String sign(Block.Change change) {
    return switch (change) {
      case KEPT -> " ";
      case ADDED -> "+";
      case REMOVED -> "-";
      case SKIPPED -> "…";
    };
  }

  /// Words and values by turns, words first; null where one of them is missing.
  private ArrayNode prose(RichSentence richSentence) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (TextSpan textSpan : richSentence.spans()) {
      boolean wordsAreNext = json.size() % 2 == 0;
      if (wordsAreNext != textSpan instanceof TextSpan.Words) {
        json.addNull();
      }
      json.add(text(textSpan.text()));
    }
    return json;
  }

  private String text(String text) {
    return names.cut(VisibleText.line(text));
  }
}
