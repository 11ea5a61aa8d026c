package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.EvidenceSources;
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
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsReader;
import dev.rolecall.gate.pairs.PairsReading;
import dev.rolecall.gate.proposal.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// `rolecall check --pairs`: many pairs, now and as proposed.
record GateRun(ParseResult parsed, Console console, Clock clock) {

  int run() {
    Path file = Options.<Path>value(parsed, GateOptions.PAIRS).orElseThrow();
    List<AccessPair> pairs = pairs(file);
    if (pairs.isEmpty()) {
      console.complain(RunWords.noPairs(file));
    }
    Optional<Proposal> proposal = new ProposalFiles(parsed, console).read();
    EvidenceSources sources =
        CheckCommand.evidence(parsed, CommandOptions.live(parsed, console, clock));
    Function<Denial, Evidence> evidence = sources.shared().orElseThrow();
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
    return answer(new Verdicts(judgements));
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

  private int answer(Verdicts verdicts) {
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    switch (CommandOptions.format(parsed, Options.Format.text)) {
      case json -> {
        verdicts
            .judgements()
            .forEach(
                judgement -> console.out().println(VerdictsJson.write(judgement, writingOptions)));
        console.err().println("rolecall: " + VerdictsText.sum(verdicts));
      }
      case text -> console.out().print(VerdictsText.write(verdicts, writingOptions));
    }
    Options.<Path>value(parsed, GateOptions.JUNIT).ifPresent(file -> junit(verdicts, file));
    return switch (verdicts.grade()) {
      case PASSED -> ExitStatus.OK;
      case OPEN -> ExitStatus.UNDETERMINED;
      case FAILED -> ExitStatus.DENIED;
    };
  }

  private void junit(Verdicts verdicts, Path file) {
    try {
      Files.writeString(
          file, VerdictsJunit.write(verdicts, CommandOptions.options(parsed), clock.instant()));
    } catch (IOException e) {
      throw new CommandFailure(RunWords.cannotWrite(file, e.getMessage()), ExitStatus.FAILED);
    }
  }
}
