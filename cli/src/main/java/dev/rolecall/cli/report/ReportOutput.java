package dev.rolecall.cli.report;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportCsv;
import dev.rolecall.report.ReportJson;
import dev.rolecall.report.ReportMarkdown;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.page.ReportPage;
import dev.rolecall.report.sarif.SarifReport;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/// Writes a report to where it belongs. A file is there whole or not at all.
///
/// @param roles where roles are defined
record ReportOutput(
    Report report,
    Function<ReportedIncident, Explanation> explain,
    TerraformRoles roles,
    ReportRequest request) {

  /// @param standard where to write when no file was named
  void write(PrintStream standard) throws IOException {
    if (request.output().isEmpty()) {
      to(standard);
      standard.flush();
      return;
    }
    Path file = request.output().get().toAbsolutePath();
    Path made = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      try (PrintStream out =
          new PrintStream(
              new BufferedOutputStream(Files.newOutputStream(made), 1 << 16),
              false,
              StandardCharsets.UTF_8)) {
        to(out);
      }
      Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private void to(PrintStream out) throws IOException {
    switch (request.format()) {
      case html -> ReportPage.write(report, explain, request.options(), out);
      case markdown -> ReportMarkdown.write(report, explain, request.options(), out);
      case json -> ReportJson.write(report, explain, request.options(), out);
      case csv -> ReportCsv.write(report, explain, out);
      case sarif -> SarifReport.write(report, explain, roles, request.options(), out);
    }
    if (out.checkError()) {
      throw new IOException("the disk is full, or nobody reads any more");
    }
  }
}
