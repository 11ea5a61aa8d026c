package dev.rolecall.report.page;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.incident.identity.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The explanation of one incident, written in full: all that [ExplanationStore] needs of it, made
/// without looking at any other.
///
/// @param action who needs to do what
/// @param parts the lead, the headline first, then each section
/// @param filling what belongs in the blanks of the blocks
record PageLetter(RichSentence action, List<Part> parts, List<String> filling) {

  /// What a letter is made of.
  sealed interface Part {

    /// Begins a section.
    record Heading(Document.Topic topic) implements Part {}

    /// A block as JSON, with blanks in place of names.
    ///
    /// @param hash is the same for blocks that are the same
    record Text(String json, ByteBuffer hash) implements Part {}
  }

  /// Writes the letter.
  static PageLetter of(Explanation explanation, WritingOptions writingOptions) {
    Document document = DocumentWriter.write(explanation, writingOptions, false);
    NamePlaceholders names = NamePlaceholders.of(explanation.denial());
    BlockJson blockJson = new BlockJson(names);
    List<Part> parts = new ArrayList<>();
    for (RichSentence line : document.lead()) {
      parts.add(text(new Block.Paragraph(line), blockJson));
    }
    for (Document.Section section : document.sections()) {
      parts.add(new Part.Heading(section.topic()));
      for (Block block : section.blocks()) {
        parts.add(text(block, blockJson));
      }
    }
    return new PageLetter(document.action(), List.copyOf(parts), names.filling());
  }

  private static Part text(Block block, BlockJson blockJson) {
    String json = blockJson.of(block);
    return new Part.Text(json, ByteBuffer.wrap(Sha256.of(json)));
  }
}
