package dev.rolecall.cli.check;

import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.gate.Outcome;

/// Which outcome of the gate ends with a status other than 0.
enum FailOn {
  breaks,
  undetermined,
  never;

  int status(Outcome.Grade grade) {
    return switch (grade) {
      case PASSED -> ExitStatus.OK;
      case OPEN -> this == undetermined ? ExitStatus.UNDETERMINED : ExitStatus.OK;
      case FAILED -> this == never ? ExitStatus.OK : ExitStatus.DENIED;
    };
  }
}
