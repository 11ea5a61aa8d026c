package dev.rolecall.cli.console;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar was built with.
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"rolecall " + number().orElse("(development)")};
  }

  /// The number; empty for classes that are in no jar.
  public static Optional<String> number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
  }
}
