package dev.rolecall.cli.check;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.Live;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
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
import dev.rolecall.gate.plan.PlanReader;
import dev.rolecall.gate.plan.PlanReading;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.iam.policy.PolicyReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// `rolecall check --pairs`: many pairs, now and as proposed.
final class GateRun {

  private final ParseResult parsed;
  private final Console console;
  private final Clock clock;

  GateRun(ParseResult parsed, Console console, Clock clock) {
    this.parsed = parsed;
    this.console = console;
    this.clock = clock;
  }

  /// Input that cannot be used; the message says which and why.
  private static final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    BadInput(String problem) {
      super(problem);
    }
  }

  int run() {
    try {
      Path file = GateOptions.pairs(parsed).orElseThrow();
      List<AccessPair> pairs = pairs(file);
      if (pairs.isEmpty()) {
        console.complain(file + ": no pairs, so that nothing is judged");
      }
      Optional<Proposal> proposal = proposal();
      List<Path> paths = CommandOptions.snapshot(parsed);
      Optional<Snapshot> snapshot =
          paths.isEmpty() ? Optional.empty() : Optional.of(snapshot(paths));
      Evidence saved = snapshot.map(Snapshot::evidence).orElseGet(Evidence::none);
      return switch (CommandOptions.live(parsed, console, clock)) {
        case Live.NotUsable(String problem, int status) -> {
          console.complain(problem);
          yield status;
        }
        case Live.Off _ -> judge(pairs, proposal, _ -> saved, snapshot);
        case Live.Ready(Function<Denial, Evidence> live) ->
            judge(pairs, proposal, call -> saved.orElse(() -> live.apply(call)), snapshot);
      };
    } catch (BadInput bad) {
      console.complain(String.valueOf(bad.getMessage()));
      return ExitStatus.BAD_INPUT;
    }
  }

  private static List<AccessPair> pairs(Path file) throws BadInput {
    return switch (PairsReader.read(bytes(file))) {
      case PairsReading.Read(List<AccessPair> pairs) -> pairs;
      case PairsReading.Unreadable(String problem) -> throw new BadInput(file + ": " + problem);
    };
  }

  private static Snapshot snapshot(List<Path> paths) throws BadInput {
    return switch (Snapshot.open(paths)) {
      case SnapshotOpening.Opened(Snapshot opened) -> opened;
      case SnapshotOpening.NotUsable(SnapshotProblem problem) ->
          throw new BadInput("snapshot: " + problem);
    };
  }

  /// Plans first, in their order, then trust policies: these were given one by one.
  private Optional<Proposal> proposal() throws BadInput {
    List<Proposal> all = new ArrayList<>();
    for (Path plan : GateOptions.plans(parsed)) {
      all.add(plan(plan));
    }
    for (GateOptions.TrustFile trust : GateOptions.trusts(parsed)) {
      all.add(trust(trust));
    }
    return all.stream().reduce(Proposal::then);
  }

  private Proposal plan(Path file) throws BadInput {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (PlanReader.read(in, GateOptions.account(parsed))) {
        case PlanReading.Read(Proposal proposal, List<String> notLookedAt) -> {
          notLookedAt.forEach(left -> console.complain(file + ": " + left));
          yield proposal;
        }
        case PlanReading.Unreadable(String problem) -> throw new BadInput(file + ": " + problem);
      };
    } catch (IOException e) {
      throw new BadInput(file + ": " + problem(e));
    }
  }

  private static Proposal trust(GateOptions.TrustFile trust) throws BadInput {
    Path file = trust.file();
    String json;
    try {
      json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException _) {
      throw new BadInput(file + ": not UTF-8");
    }
    return switch (ProposedTrust.read(json)) {
      case PolicyReading.Read read -> Proposal.ofTrust(trust.role(), read);
      case PolicyReading.Unreadable(String problem) -> throw new BadInput(file + ": " + problem);
    };
  }

  private static byte[] bytes(Path file) throws BadInput {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInput(file + ": " + problem(e));
    }
  }

  private static String problem(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : "not readable: " + e.getMessage();
  }

  private int judge(
      List<AccessPair> pairs,
      Optional<Proposal> proposal,
      Function<Denial, Evidence> evidence,
      Optional<Snapshot> snapshot) {
    Gate gate = new Gate(proposal, clock.instant());
    List<Judgement> judgements = new ArrayList<>();
    Progress progress = new Progress(console);
    for (AccessPair accessPair : pairs) {
      judgements.add(gate.judge(accessPair, evidence));
      if (judgements.size() % 100 == 0) {
        progress.show(judgements.size() + " pairs judged");
      }
    }
    progress.clear();
    snapshot
        .map(Snapshot::problems)
        .orElse(List.of())
        .forEach(problem -> console.complain("snapshot: " + problem));
    return answer(new Verdicts(judgements));
  }

  private int answer(Verdicts verdicts) {
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    switch (CommandOptions.format(parsed, CheckCommand.Format.text)) {
      case json -> {
        verdicts
            .judgements()
            .forEach(
                judgement -> console.out().println(VerdictsJson.write(judgement, writingOptions)));
        console.err().println("rolecall: " + VerdictsText.sum(verdicts));
      }
      case text -> console.out().print(VerdictsText.write(verdicts, writingOptions));
    }
    if (!junit(verdicts)) {
      return ExitStatus.FAILED;
    }
    return switch (verdicts.grade()) {
      case PASSED -> ExitStatus.OK;
      case OPEN -> ExitStatus.UNDETERMINED;
      case FAILED -> ExitStatus.DENIED;
    };
  }

  /// Whether the file, if one was asked for, could be written.
  private boolean junit(Verdicts verdicts) {
    Optional<Path> file = GateOptions.junit(parsed);
    if (file.isEmpty()) {
      return true;
    }
    WritingOptions plain =
        new WritingOptions(
            CommandOptions.showExternalIds(parsed), CommandOptions.hcl(parsed), false, 100);
    try {
      Files.writeString(file.get(), VerdictsJunit.write(verdicts, plain));
      return true;
    } catch (IOException e) {
      console.complain(file.get() + ": not written: " + e.getMessage());
      return false;
    }
  }
}
