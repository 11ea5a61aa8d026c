package dev.rolecall.cli.live;

import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import java.util.function.Function;

/// What came of `--live`.
public sealed interface Live {

  /// AWS can be asked.
  record Ready(Function<Denial, Evidence> evidence) implements Live {}

  /// It was not asked for.
  record Off() implements Live {}

  /// It cannot be had.
  ///
  /// @param problem one sentence, with the command that mends it
  /// @param status the exit status
  record NotUsable(String problem, int status) implements Live {}
}
