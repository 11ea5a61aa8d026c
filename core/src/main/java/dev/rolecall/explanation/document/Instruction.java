package dev.rolecall.explanation.document;

import java.util.List;

/// Commands to run, after what has to be known or done before them.
public record Instruction(RichSentence note, List<String> commands) {

  public Instruction {
    commands = List.copyOf(commands);
  }

  public Instruction(RichSentence note, String... commands) {
    this(note, List.of(commands));
  }

  /// The note, and the commands to be copied.
  public List<Block> blocks() {
    return List.of(new Block.Paragraph(note), new Block.Code("bash", String.join("\n", commands)));
  }
}
