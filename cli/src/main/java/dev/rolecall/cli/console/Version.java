package dev.rolecall.cli.console;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar was built with.
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(development)");
    return new String[] {"rolecall " + version};
  }
}
