package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.cloudtrail.form.EncodedText;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.plan.ChangedResource;
import dev.rolecall.gate.plan.PlanReader;
import dev.rolecall.gate.plan.PlanReading;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.iam.policy.PolicyReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/// The changes that `--plan` and `--trust-policy` propose.
record ProposalFiles(ParseResult parsed, Console console) {

  /// What is proposed.
  ///
  /// @param proposal empty when nothing is
  /// @param changes the resources that plans change
  /// @param unchanged the trust policies that plans leave as they are
  record Proposed(
      Optional<Proposal> proposal,
      List<ChangedResource> changes,
      Map<RoleArn, PolicyReading.Read> unchanged) {
    Proposed {
      changes = List.copyOf(changes);
      unchanged = Map.copyOf(unchanged);
    }
  }

  /// Plans first, in their order, then trust policies: these were given one by one.
  ///
  /// @throws CommandFailure when a file cannot be used
  Proposed read() {
    List<PlanReading.Read> plans =
        Options.<Path>values(parsed, GateOptions.PLAN).stream().map(this::plan).toList();
    plans.stream()
        .flatMap(plan -> plan.unknownProviders().stream())
        .filter(name -> plans.stream().allMatch(plan -> plan.unknownProviders().contains(name)))
        .findFirst()
        .ifPresent(
            name -> {
              throw Options.wrong(
                  parsed, UsageWords.notAProvider(GateOptions.PROVIDER_ACCOUNT, name));
            });
    Map<RoleArn, PolicyReading.Read> unchanged = new HashMap<>();
    plans.forEach(plan -> unchanged.putAll(plan.unchanged()));
    return new Proposed(
        Stream.concat(
                plans.stream().map(PlanReading.Read::proposal),
                GateOptions.trusts(parsed).stream().map(ProposalFiles::trust))
            .reduce(Proposal::then),
        plans.stream().flatMap(plan -> plan.changes().stream()).toList(),
        unchanged);
  }

  private PlanReading.Read plan(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (PlanReader.read(in, GateOptions.accounts(parsed))) {
        case PlanReading.Read read -> {
          read.notLookedAt().forEach(left -> console.complain(file + ": " + left));
          yield read;
        }
        case PlanReading.Unreadable(String problem) -> throw unusable(file, problem);
      };
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Proposal trust(GateOptions.TrustFile trust) {
    Path file = trust.file();
    try {
      return switch (ProposedTrust.read(EncodedText.decode(Files.readAllBytes(file)))) {
        case PolicyReading.Read read -> Proposal.ofTrust(trust.role(), read);
        case PolicyReading.Unreadable(String problem) -> throw unusable(file, problem);
      };
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /// That a file cannot be read.
  static CommandFailure unusable(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> unusable(file, RunWords.noSuchFile());
      case CharacterCodingException _ -> unusable(file, RunWords.notUtf8());
      default ->
          new CommandFailure(RunWords.cannotRead(file, e.getMessage()), ExitStatus.BAD_INPUT);
    };
  }

  /// That what a file contains cannot be used.
  static CommandFailure unusable(Path file, String problem) {
    return new CommandFailure(file + ": " + problem, ExitStatus.BAD_INPUT);
  }
}
