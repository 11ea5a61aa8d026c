package dev.rolecall.cli.report;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Version;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.ObservedAccesses;
import dev.rolecall.gate.pairs.PairsWriter;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportCsv;
import dev.rolecall.report.ReportJson;
import dev.rolecall.report.ReportMarkdown;
import dev.rolecall.report.page.ReportPage;
import dev.rolecall.report.sarif.SarifReport;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes what was read to where it belongs, and says what it comes to. A file is there whole or
/// not at all.
///
/// @param roles where the roles are defined
/// @param pairs who was seen to assume which role
record ReportWriter(
    Report report,
    TerraformRoles roles,
    ObservedAccesses pairs,
    ReportRequest request,
    Console console) {

  /// Writes all of it.
  ///
  /// @return the exit status
  int run() {
    roles.problems().forEach(problem -> console.complain(problem.toString()));
    Set<String> undetermined = new HashSet<>();
    Report noting =
        report.explainedBy(
            incident -> {
              Explanation explanation = report.explain(incident);
              if (explanation.diagnosis().confidence() == Confidence.UNDETERMINED) {
                undetermined.add(incident.id());
              }
              return explanation;
            });
    try {
      write(noting);
    } catch (IOException e) {
      throw unwritable(
          RunWords.output(request.output()),
          e instanceof FileSystemException ? EventSources.problem(e) : e.getMessage());
    }
    sum(undetermined.size());
    request.pairs().ifPresent(this::writePairs);
    if (report.unreadCount() > 0 || !roles.problems().isEmpty()) {
      return ExitStatus.BAD_INPUT;
    }
    if (report.incidents().isEmpty()) {
      return ExitStatus.NO_DENIAL;
    }
    return undetermined.isEmpty() ? ExitStatus.OK : ExitStatus.UNDETERMINED;
  }

  private static CommandFailure unwritable(Object file, @Nullable String why) {
    return new CommandFailure(RunWords.cannotWrite(file, why), ExitStatus.FAILED);
  }

  private void write(Report noting) throws IOException {
    if (request.output().isEmpty()) {
      write(noting, console.out());
      console.out().flush();
      return;
    }
    Path file = request.output().get().toAbsolutePath();
    Path made = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      try (PrintStream out = Console.stream(Files.newOutputStream(made))) {
        write(noting, out);
      }
      Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private void write(Report noting, PrintStream out) throws IOException {
    switch (request.format()) {
      case html -> ReportPage.write(noting, request.options(), out);
      case markdown -> ReportMarkdown.write(noting, request.options(), out);
      case json -> ReportJson.write(noting, request.options(), out);
      case csv -> ReportCsv.write(noting, request.excel(), out);
      case sarif ->
          console.complain(
              RunWords.placed(
                  SarifReport.write(noting, roles, request.options(), Version.number(), out)));
    }
    if (out.checkError()) {
      throw new IOException();
    }
  }

  /// Writes who was seen to assume which role.
  private void writePairs(Path file) {
    List<AccessPair> seen = pairs.pairs();
    try {
      Files.writeString(file, PairsWriter.write(seen, request.options().showExternalIds()));
    } catch (IOException e) {
      throw unwritable(file, EventSources.problem(e));
    }
    console.complain(RunWords.pairsWritten(seen.size(), file, pairs.leftOut()));
  }

  private void sum(int undetermined) {
    long problems = report.unreadCount();
    console.complain(
        RunWords.reported(
                report.totals().denials(),
                report.incidents().size(),
                undetermined,
                report.totals().records(),
                report.totals().sources())
            + (problems > 0
                ? RunWords.problemsIn(problems, problems > ReportRun.MOST_COMPLAINTS)
                : "")
            + request.output().map(RunWords::wrote).orElse(""));
    report.totals().scans().forEach(scan -> console.complain(scan.sentence()));
    if (report.totals().denials() == 0 && problems == 0) {
      console.complain(
          request.lookup()
              ? RunWords.whereElseToLook(ReportCommand.LOOKUP_REGION, ReportCommand.ACCOUNT)
              : RunWords.whereToLook());
    }
  }
}
