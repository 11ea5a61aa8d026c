package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.report.terraform.TerraformRoles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The option of `check` that names a directory with Terraform's configuration.
final class ConfigurationOptions {

  static final String NAME = "--terraform";

  /// So many files that cannot be read are named.
  private static final int MOST_PROBLEMS = 10;

  private ConfigurationOptions() {}

  static OptionSpec.Builder spec() {
    return Options.one(NAME, Path.class, "DIR")
        .description(
            "Check with the trust policies that the Terraform, OpenTofu or Terragrunt files in this"
                + " directory define, and name the lines that decide. With --plan, the policies are"
                + " those of the plan.");
  }

  /// The configuration; empty when the option is not given.
  ///
  /// @throws CommandFailure when there is none in the directory
  static Optional<TerraformRoles> read(ParseResult parsed, Console console) {
    Optional<Path> folder = Options.value(parsed, NAME);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Options.check(
        parsed,
        Files.isDirectory(folder.get()),
        UsageWords.notADirectory(NAME, folder.get().toString()));
    TerraformRoles roles = TerraformRoles.read(folder.get());
    if (roles.isEmpty() && roles.problems().isEmpty()) {
      throw new CommandFailure(RunWords.noConfiguration(folder.get()), ExitStatus.BAD_INPUT);
    }
    List<TerraformRoles.Problem> problems = roles.problems();
    problems.stream().limit(MOST_PROBLEMS).forEach(one -> console.complain(one.toString()));
    if (problems.size() > MOST_PROBLEMS) {
      console.complain(RunWords.moreProblems(problems.size() - MOST_PROBLEMS));
    }
    return Optional.of(roles);
  }
}
