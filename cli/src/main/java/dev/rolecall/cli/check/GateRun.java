package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.console.Version;
import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.HistoryPairs;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.cli.history.PeriodOptions;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.gate.Gate;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Verdicts;
import dev.rolecall.gate.VerdictsJson;
import dev.rolecall.gate.VerdictsJunit;
import dev.rolecall.gate.VerdictsText;
import dev.rolecall.gate.github.VerdictsSarif;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsReader;
import dev.rolecall.gate.pairs.PairsReading;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.terraform.ConfiguredTrust;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.gate.wording.TerraformWords;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/// `rolecall check --pairs`: many pairs, now and as proposed.
record GateRun(ParseResult parsed, Console console, Clock clock) {

  int run() {
    HistoryPairs history =
        new HistoryPairs(
            LogGroupOptions.of(parsed),
            AthenaOptions.of(parsed),
            PeriodOptions.period(parsed, clock.instant()));
    Optional<SignIn> user = signIn(history);
    Optional<TerraformRoles> configuration = ConfigurationOptions.read(parsed, console);
    ProposalFiles.Proposed proposed = new ProposalFiles(parsed, console).read();
    EvidenceSources sources =
        CheckCommand.evidence(
            parsed,
            user.filter(_ -> parsed.hasMatchedOption(CommandOptions.LIVE))
                .map(it -> LiveAws.evidence(it, clock)));
    Function<Denial, Evidence> evidence = sources.shared().orElseThrow();
    // AWS charges for a history: it is read last.
    List<AccessPair> pairs = pairs(history, user);
    Optional<Proposal> proposal =
        parsed.hasMatchedOption(GateOptions.PLAN)
            ? proposed.proposal()
            : Stream.concat(
                    configuration.flatMap(it -> configured(pairs, it)).stream(),
                    proposed.proposal().stream())
                .reduce(Proposal::then);
    Gate gate = new Gate(proposal, clock.instant());
    List<Judgement> judgements = new ArrayList<>();
    Progress progress = new Progress(console);
    for (AccessPair accessPair : pairs) {
      judgements.add(gate.judge(accessPair, evidence));
      if (judgements.size() % 100 == 0) {
        progress.show(RunWords.soFarEvaluated(judgements.size()));
      }
    }
    progress.clear();
    sources.problems().forEach(problem -> console.complain(RunWords.inSnapshot(problem)));
    return answer(
        new Verdicts(judgements),
        new TerraformPlaces(configuration.orElseGet(TerraformRoles::none), proposed.changes()));
  }

  /// The trust policies of the configuration, for the roles of pairs.
  private static Optional<Proposal> configured(List<AccessPair> pairs, TerraformRoles roles) {
    return pairs.stream()
        .map(AccessPair::role)
        .distinct()
        .flatMap(
            role ->
                switch (ConfiguredTrust.of(role, roles, Optional.empty())) {
                  case ConfiguredTrust.Whole whole ->
                      Stream.of(
                          whole.guess()
                              ? Proposal.ofUnknownTrust(
                                  role, TerraformWords.guessedRole(whole.role()))
                              : Proposal.ofTrust(role, whole.policy()));
                  case ConfiguredTrust.Partial partial ->
                      Stream.of(Proposal.ofUnknownTrust(role, partial.gap()));
                  case ConfiguredTrust.Unknown(var place, var gap) ->
                      place.stream().map(_ -> Proposal.ofUnknownTrust(role, gap));
                })
        .reduce(Proposal::then);
  }

  /// Whose credentials the user has, if AWS is asked for policies or for pairs.
  private Optional<SignIn> signIn(HistoryPairs history) {
    return history.isGiven()
        ? Optional.of(SignIn.of(LiveOptions.reader(parsed), console))
        : CommandOptions.signIn(parsed, console);
  }

  private List<AccessPair> pairs(HistoryPairs history, Optional<SignIn> user) {
    List<AccessPair> pairs = new ArrayList<>();
    for (Path file : Options.<Path>value(parsed, GateOptions.PAIRS).stream().toList()) {
      pairs.addAll(pairs(file));
      if (pairs.isEmpty()) {
        console.complain(RunWords.noPairs(file));
      }
    }
    if (history.isGiven()) {
      pairs.addAll(history.collect(user.orElseThrow(), console, clock));
    }
    return pairs;
  }

  private static List<AccessPair> pairs(Path file) {
    try {
      return switch (PairsReader.read(Files.readAllBytes(file))) {
        case PairsReading.Read(List<AccessPair> pairs) -> pairs;
        case PairsReading.Unreadable(String problem) -> throw ProposalFiles.unusable(file, problem);
      };
    } catch (IOException e) {
      throw ProposalFiles.unusable(file, e);
    }
  }

  private int answer(Verdicts verdicts, TerraformPlaces places) {
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    GithubAnswer github = new GithubAnswer(console, CommandOptions.options(parsed), places);
    switch (CommandOptions.format(parsed, CheckFormat.text)) {
      case json -> {
        verdicts
            .judgements()
            .forEach(
                judgement -> console.out().println(VerdictsJson.write(judgement, writingOptions)));
        console.err().println("rolecall: " + VerdictsText.sum(verdicts));
      }
      case text -> console.out().print(VerdictsText.write(verdicts, writingOptions));
      case markdown -> console.out().print(github.summary().of(verdicts));
      case github -> github.write(verdicts);
    }
    WritingOptions ofFiles = CommandOptions.options(parsed);
    write(GateOptions.JUNIT, () -> VerdictsJunit.write(verdicts, ofFiles, clock.instant()));
    write(
        GateOptions.SARIF,
        () ->
            new VerdictsSarif(places, ofFiles).write(verdicts, Version.number(), clock.instant()));
    return Options.<FailOn>value(parsed, GateOptions.FAIL_ON)
        .orElse(FailOn.undetermined)
        .status(verdicts.grade());
  }

  private void write(String option, Supplier<String> content) {
    Options.<Path>value(parsed, option).ifPresent(file -> write(file, content.get()));
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new CommandFailure(RunWords.cannotWrite(file, e.getMessage()), ExitStatus.FAILED);
    }
  }
}
