package dev.rolecall.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes the commands, and gives them what they work with.
record Commands(Console console, Clock clock) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ExplainCommand.class) {
      return type.cast(new ExplainCommand(console));
    }
    if (type == CheckCommand.class) {
      return type.cast(new CheckCommand(console, clock));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
