package dev.rolecall.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.incident.identity.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The explanations in full, as the page unpacks them. Blocks that are the same but for the names
/// of a denial are kept once.
///
/// A letter is `[names, numbers]`: a number is the place of a block, or `-1` and less for the
/// heading of a topic; the first blocks are the lead, the headline first.
final class ExplanationStore {

  private final WritingOptions writingOptions;
  private final Map<ByteBuffer, Integer> known = new HashMap<>();
  private final Dictionary<Document.Topic> topics = new Dictionary<>();
  private final Chunks blocks = new Chunks("blocks");
  private final Chunks letters = new Chunks("letters");

  ExplanationStore(WritingOptions writingOptions) {
    this.writingOptions = writingOptions;
  }

  /// Adds the letter of the next incident.
  ///
  /// @return who needs to do what
  RichSentence add(Explanation explanation) {
    Document document = DocumentWriter.write(explanation, writingOptions, false);
    NamePlaceholders namePlaceholders = NamePlaceholders.of(explanation.denial());
    List<Integer> numbers = new ArrayList<>();
    for (RichSentence line : document.lead()) {
      numbers.add(number(new Block.Paragraph(line), namePlaceholders));
    }
    for (Document.Section section : document.sections()) {
      numbers.add(-1 - topics.number(section.topic()));
      for (Block block : section.blocks()) {
        numbers.add(number(block, namePlaceholders));
      }
    }
    JsonArrays letter = new JsonArrays().begin().begin();
    namePlaceholders.filling().forEach(letter::add);
    letter.end().begin();
    numbers.forEach(letter::add);
    letters.add(letter.end().end().toString());
    return document.action();
  }

  private int number(Block block, NamePlaceholders namePlaceholders) {
    String json = new BlockJson(namePlaceholders).of(block);
    return known.computeIfAbsent(ByteBuffer.wrap(Sha256.of(json)), _ -> blocks.add(json));
  }

  List<GzipBase64> packed() {
    return Stream.of(blocks, letters).flatMap(chunks -> chunks.packed().stream()).toList();
  }

  /// Adds the topics by their number, and the first block and letter of each piece of them.
  void describe(ObjectNode json) {
    ArrayNode names = json.putArray("topics");
    topics.all().forEach(topic -> names.addArray().add(topic.name()).add(TopicTitle.of(topic)));
    blocks.starts().forEach(json.putArray("blockStarts")::add);
    letters.starts().forEach(json.putArray("letterStarts")::add);
  }
}
