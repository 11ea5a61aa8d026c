package dev.rolecall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the evidence comes from.
final class SnapshotOption {

  @Spec(Spec.Target.MIXEE)
  private @org.jspecify.annotations.Nullable CommandSpec command;

  @Option(
      names = "--snapshot",
      paramLabel = "PATH",
      description = {
        "Directory or file with what the accounts look like: output of 'aws iam"
            + " get-account-authorization-details', organization.json, changes.ndjson. May be given"
            + " more than once."
      })
  private final List<Path> paths = new ArrayList<>();

  @Option(names = "--live", description = "Read from AWS with your own credentials. Not built yet.")
  private boolean live;

  /// The paths given.
  List<Path> paths() {
    if (live && command != null) {
      throw new ParameterException(
          command.commandLine(), "--live is not built yet: give a snapshot with --snapshot PATH");
    }
    return List.copyOf(paths);
  }
}
