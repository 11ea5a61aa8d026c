package dev.rolecall.explanation.document;

import java.util.List;
import java.util.Optional;

/// Commands to run, after what has to be known or done before them.
public record Instruction(Optional<RichSentence> note, List<String> commands) {
  public Instruction {
    commands = List.copyOf(commands);
  }

  public Instruction(RichSentence note, String... commands) {
    this(Optional.of(note), List.of(commands));
  }
}
