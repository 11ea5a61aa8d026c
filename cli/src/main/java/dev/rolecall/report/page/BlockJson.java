package dev.rolecall.report.page;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.List;

/// Blocks of a letter as JSON for `letter.js`: arrays that begin with the kind of the block.
///
/// @param names of the denial, to be cut out
record BlockJson(NamePlaceholders names) {

  String of(Block block) {
    JsonArrays json = new JsonArrays();
    add(block, json);
    return json.toString();
  }

  private void add(Block block, JsonArrays json) {
    json.begin();
    switch (block) {
      case Block.Paragraph(RichSentence text) -> prose(text, json.add("p"));
      case Block.Bullets(List<RichSentence> items) -> {
        json.add("ul");
        items.forEach(item -> prose(item, json));
      }
      case Block.Facts(List<Block.Fact> facts) -> {
        json.add("dl");
        facts.forEach(fact -> prose(fact.text(), json.add(fact.label())));
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
            item -> prose(item.detail(), json.add(item.status().name()).add(item.name())));
      }
      case Block.Message(List<Block> inner) -> {
        json.add("msg");
        inner.forEach(each -> add(each, json));
      }
      case Block.Links(List<Block.Link> links) -> {
        json.add("a");
        links.forEach(link -> json.add(text(link.label())).add(text(link.address())));
      }
    }
    json.end();
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
  private void prose(RichSentence richSentence, JsonArrays json) {
    json.begin();
    boolean wordsAreNext = true;
    for (TextSpan textSpan : richSentence.spans()) {
      boolean words = textSpan instanceof TextSpan.Words;
      if (wordsAreNext != words) {
        json.addNull();
      }
      json.add(text(textSpan.text()));
      wordsAreNext = !words;
    }
    json.end();
  }

  private String text(String text) {
    return names.cut(VisibleText.line(text));
  }
}
