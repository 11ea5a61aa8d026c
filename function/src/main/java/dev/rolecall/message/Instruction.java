package dev.rolecall.message;

import java.util.List;
import java.util.Optional;

/// Commands to run, after what has to be known or done before them.
record Instruction(Optional<RichSentence> note, List<String> commands) {
  Instruction {
    commands = List.copyOf(commands);
  }

  Instruction(RichSentence note, String... commands) {
    this(Optional.of(note), List.of(commands));
  }
}
