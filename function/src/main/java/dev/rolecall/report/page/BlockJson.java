package dev.rolecall.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.message.Block;
import dev.rolecall.message.Prose;
import dev.rolecall.message.Span;
import dev.rolecall.message.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Blocks of a letter as JSON for `letter.js`: arrays that begin with the kind of the block.
final class BlockJson {

  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private final JsonGenerator json;
  private final Blanks blanks;

  private BlockJson(JsonGenerator json, Blanks blanks) {
    this.json = json;
    this.blanks = blanks;
  }

  static String of(Block block, Blanks blanks) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      new BlockJson(json, blanks).block(block);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON is written to memory", e);
    }
    return out.toString();
  }

  private void block(Block block) throws IOException {
    json.writeStartArray();
    switch (block) {
      case Block.Paragraph(Prose text) -> {
        json.writeString("p");
        prose(text);
      }
      case Block.Bullets(List<Prose> items) -> {
        json.writeString("ul");
        for (Prose item : items) {
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
        json.writeString(blanks.cut(Visible.lines(text)));
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
  private void prose(Prose prose) throws IOException {
    json.writeStartArray();
    boolean words = true;
    for (Span span : prose.spans()) {
      boolean fits = words == span instanceof Span.Words;
      if (!fits) {
        json.writeNull();
      }
      json.writeString(text(span.text()));
      words = span instanceof Span.Value;
    }
    json.writeEndArray();
  }

  private void text(String... texts) throws IOException {
    for (String text : texts) {
      json.writeString(text(text));
    }
  }

  private String text(String text) {
    return blanks.cut(Visible.line(text));
  }
}
