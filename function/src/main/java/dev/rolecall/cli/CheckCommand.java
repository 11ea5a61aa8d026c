package dev.rolecall.cli;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.Opening;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotProblem;
import dev.rolecall.message.JsonFormat;
import dev.rolecall.message.Options;
import dev.rolecall.message.TextFormat;
import dev.rolecall.message.Visible;
import dev.rolecall.policy.Truth;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rolecall check`.
@Command(
    name = "check",
    description = {
      "Tells whether a caller could assume a role, before anybody tries.",
      "",
      "What the caller itself decides (external id, tags, MFA, source identity) and is not given"
          + " counts as not sent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rolecall check --caller arn:aws:iam::111122223333:role/ci --snapshot accounts/ \\",
      "    --role arn:aws:iam::444455556666:role/deploy --context sts:ExternalId=acme-1",
      "  rolecall check --role arn:aws:iam::444455556666:role/deploy --snapshot accounts/ \\",
      "    --caller arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com \\",
      "    --context token.actions.githubusercontent.com:aud=sts.amazonaws.com \\",
      "    --context token.actions.githubusercontent.com:sub=repo:acme/app:ref:refs/heads/main"
    })
final class CheckCommand implements Callable<Integer> {

  /// The formats to choose from.
  enum Format {
    text,
    json
  }

  private final Console console;
  private final Clock clock;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--caller",
      required = true,
      paramLabel = "ARN",
      description =
          "Who calls: a user, role, role session, OIDC or SAML provider, or the name of a service.")
  private String caller = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ARN",
      description = "The role to assume.")
  private String role = "";

  @Option(
      names = "--context",
      paramLabel = "KEY=VALUE",
      description =
          "A condition key of the request: sts:ExternalId=acme-1. Given more than once, a key has"
              + " several values.")
  private final List<String> context = new ArrayList<>();

  @Mixin private final SnapshotOption snapshot = new SnapshotOption();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(names = "--show-external-ids", description = "Do not mask external ids.")
  private boolean showExternalIds;

  @Option(names = "--hcl", description = "Show changes as Terraform too.")
  private boolean hcl;

  CheckCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Denial call = hypothetical();
    List<Path> paths = snapshot.paths();
    Evidence evidence = Evidence.none();
    if (!paths.isEmpty()) {
      switch (Snapshot.open(paths)) {
        case Opening.Opened(Snapshot opened) -> evidence = opened.evidence();
        case Opening.NotUsable(SnapshotProblem problem) -> {
          console.complain("snapshot: " + problem);
          return ExitStatus.BAD_INPUT;
        }
      }
    }
    return answer(new Explainer(evidence).check(call));
  }

  private Denial hypothetical() {
    Optional<RoleArn> target = RoleArn.parse(role);
    if (target.isEmpty()) {
      throw wrong("--role: `" + role + "` is no ARN of a role");
    }
    try {
      return HypotheticalCall.of(caller, target.get(), given(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw wrong("--caller: `" + caller + "` " + e.getMessage());
    }
  }

  private Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (String pair : context) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw wrong("--context: `" + pair + "` is not KEY=VALUE");
      }
      given
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return given;
  }

  private ParameterException wrong(String problem) {
    if (spec == null) {
      throw new IllegalStateException(problem);
    }
    return new ParameterException(spec.commandLine(), problem);
  }

  private int answer(Explanation explanation) {
    Truth allowed = explanation.diagnosis().allowed();
    String verdict = allowed.isTrue() ? "ALLOWED" : allowed.isFalse() ? "DENIED" : "UNDETERMINED";
    Options options = new Options(showExternalIds, hcl, console.colour(), console.width());
    switch (format) {
      case json ->
          console
              .out()
              .println(
                  "{\"verdict\": \""
                      + verdict
                      + "\", "
                      + JsonFormat.write(explanation, options).strip().substring(1));
      case text -> {
        console.out().println(Visible.line(verdict + ": " + caller + " -> " + role));
        console.out().println();
        console.out().println(TextFormat.answer(explanation, options).stripTrailing());
      }
    }
    return allowed.isTrue()
        ? ExitStatus.OK
        : allowed.isFalse() ? ExitStatus.DENIED : ExitStatus.UNDETERMINED;
  }
}
