package dev.rolecall.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Blocks of a letter as JSON for `letter.js`: arrays that begin with the kind of the block.
final class BlockJson {

  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private final JsonGenerator json;
  private final NamePlaceholders namePlaceholders;

  private BlockJson(JsonGenerator json, NamePlaceholders namePlaceholders) {
    this.json = json;
    this.namePlaceholders = namePlaceholders;
  }

  static String of(Block block, NamePlaceholders namePlaceholders) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      new BlockJson(json, namePlaceholders).block(block);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON is written to memory", e);
    }
    return out.toString();
  }

  private void block(Block block) throws IOException {
    json.writeStartArray();
    switch (block) {
      case Block.Paragraph(RichSentence text) -> {
        json.writeString("p");
        prose(text);
      }
      case Block.Bullets(List<RichSentence> items) -> {
        json.writeString("ul");
        for (RichSentence item : items) {
          prose(item);
        }
      }
      case Block.Facts(List<Block.Fact> facts) -> {
        json.writeString("dl");
        for (Block.Fact fact : facts) {
          json.writeString(fact.label());
          prose(fact.text());
        }
      }
      case Block.Code(String language, String text) -> {
        json.writeString("pre");
        json.writeString(language);
        json.writeString(namePlaceholders.cut(VisibleText.lines(text)));
      }
      case Block.Difference(List<Block.Line> lines) -> {
        json.writeString("diff");
        for (Block.Line line : lines) {
          json.writeString(sign(line.change()) + text(line.text()));
        }
      }
      case Block.Comparison comparison -> {
        json.writeString("cmp");
        json.writeString(comparison.oneLabel());
        text(comparison.one(), comparison.otherLabel(), comparison.other(), comparison.marks());
      }
      case Block.Checklist(List<Block.Item> items) -> {
        json.writeString("check");
        for (Block.Item item : items) {
          json.writeString(item.status().name());
          json.writeString(item.name());
          prose(item.detail());
        }
      }
      case Block.Message(List<Block> inner) -> {
        json.writeString("msg");
        for (Block each : inner) {
          block(each);
        }
      }
      case Block.Links(List<Block.Link> links) -> {
        json.writeString("a");
        for (Block.Link link : links) {
          text(link.label(), link.address());
        }
      }
    }
    json.writeEndArray();
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
  private void prose(RichSentence richSentence) throws IOException {
    json.writeStartArray();
    boolean words = true;
    for (TextSpan textSpan : richSentence.spans()) {
      boolean fits = words == textSpan instanceof TextSpan.Words;
      if (!fits) {
        json.writeNull();
      }
      json.writeString(text(textSpan.text()));
      words = textSpan instanceof TextSpan.Value;
    }
    json.writeEndArray();
  }

  private void text(String... texts) throws IOException {
    for (String text : texts) {
      json.writeString(text(text));
    }
  }

  private String text(String text) {
    return namePlaceholders.cut(VisibleText.line(text));
  }
}
