package dev.rolecall.gate.pairs;

import java.util.List;

/// What came of reading a pairs file.
public sealed interface PairsReading {

  /// All of it was understood.
  record Read(List<AccessPair> pairs) implements PairsReading {
    public Read {
      pairs = List.copyOf(pairs);
    }
  }

  /// Some of it was not, and so none of it counts.
  ///
  /// @param problem line, field and what is wrong: `line 7: pairs[1].role: not the ARN of a role`
  record Unreadable(String problem) implements PairsReading {}
}
