package dev.rolecall.cli.report;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.ObservedAccesses;
import dev.rolecall.gate.pairs.PairsWriter;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes what was read, and says what it comes to.
///
/// @param pairs who was seen to assume which role
record ReportWriter(
    Report report,
    Function<ReportedIncident, Explanation> explain,
    ObservedAccesses pairs,
    ReportRequest request,
    Console console) {

  /// Writes all of it.
  ///
  /// @return the exit status
  int run() {
    Set<String> undetermined = new HashSet<>();
    TerraformRoles roles =
        request.terraform().map(TerraformRoles::read).orElseGet(TerraformRoles::none);
    roles.problems().forEach(problem -> console.complain(problem.at() + ": " + problem.problem()));
    ReportOutput output =
        new ReportOutput(
            report,
            incident -> {
              Explanation explanation = explain.apply(incident);
              if (explanation.diagnosis().confidence() == Confidence.UNDETERMINED) {
                undetermined.add(incident.id());
              }
              return explanation;
            },
            roles,
            request);
    try {
      output.write(console.out());
    } catch (IOException e) {
      throw unwritable(
          request.output().map(Path::toString).orElse("standard output"),
          e instanceof FileSystemException ? EventSources.problem(e) : e.getMessage());
    }
    sum(undetermined.size());
    request.pairs().ifPresent(this::write);
    if (report.unreadCount() > 0 || !roles.problems().isEmpty()) {
      return ExitStatus.BAD_INPUT;
    }
    if (report.incidents().isEmpty()) {
      return ExitStatus.NO_DENIAL;
    }
    return undetermined.isEmpty() ? ExitStatus.OK : ExitStatus.UNDETERMINED;
  }

  private static CommandFailure unwritable(Object file, @Nullable String why) {
    return new CommandFailure(file + " cannot be written: " + why, ExitStatus.FAILED);
  }

  /// Writes who was seen to assume which role.
  private void write(Path file) {
    List<AccessPair> seen = pairs.pairs();
    try {
      Files.writeString(file, PairsWriter.write(seen, request.options().showExternalIds()));
    } catch (IOException e) {
      throw unwritable(file, EventSources.problem(e));
    }
    String sum = Count.of(seen.size(), "pair") + " seen working; wrote " + file;
    console.complain(
        pairs.leftOut() == 0
            ? sum
            : sum + "; left out: " + Count.of(pairs.leftOut(), "call") + " of too many pairs");
  }

  private void sum(int undetermined) {
    StringBuilder sum =
        new StringBuilder(
            "%s in %s%s; %s in %s read"
                .formatted(
                    Count.of(report.totals().denials(), "denial"),
                    Count.of(report.incidents().size(), "incident"),
                    undetermined == 0
                        ? ""
                        : ", " + Count.of(undetermined) + " of them undetermined",
                    Count.of(report.totals().records(), "record"),
                    Count.of(report.totals().sources(), "source")));
    if (report.unreadCount() > 0) {
      sum.append("; ").append(Count.of(report.unreadCount(), "problem")).append(" in the input");
      if (report.unreadCount() > ReportRun.MOST_COMPLAINTS) {
        sum.append(", all named in the report");
      }
    }
    request.output().ifPresent(file -> sum.append("; wrote ").append(file));
    console.complain(sum.toString());
  }
}
