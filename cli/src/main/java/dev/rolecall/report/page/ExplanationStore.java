package dev.rolecall.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.wording.TopicTitle;
import java.nio.ByteBuffer;
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

  private final Map<ByteBuffer, Integer> known = new HashMap<>();
  private final Dictionary<Document.Topic> topics = new Dictionary<>();
  private final Chunks blocks = new Chunks("blocks");
  private final Chunks letters = new Chunks("letters");

  /// Adds the letter of the next incident.
  void add(PageLetter pageLetter) {
    JsonArrays letter = new JsonArrays().begin().begin();
    pageLetter.filling().forEach(letter::add);
    letter.end().begin();
    pageLetter.parts().forEach(part -> letter.add(number(part)));
    letters.add(letter.end().end().toString());
  }

  private int number(PageLetter.Part part) {
    return switch (part) {
      case PageLetter.Part.Heading(Document.Topic topic) -> -1 - topics.number(topic);
      case PageLetter.Part.Text(String json, ByteBuffer hash) ->
          known.computeIfAbsent(hash, _ -> blocks.add(json));
    };
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
