package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.RoleLocation;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Incidents as a log of [SARIF
/// 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
///
/// A result is an incident whose change belongs into a trust policy of the configuration. All
/// others are counted in a notification, so that no result is no proof of no denial.
public final class SarifReport {

  private static final JsonMapper JSON = new JsonMapper();

  private final Report report;
  private final TerraformRoles roles;
  private final WritingOptions writingOptions;
  private final Optional<String> version;
  private final Remarks remarks = new Remarks();

  private SarifReport(
      Report report,
      TerraformRoles roles,
      WritingOptions writingOptions,
      Optional<String> version) {
    this.version = version;
    this.report = report;
    this.roles = roles;
    this.writingOptions = writingOptions;
  }

  /// What came of the incidents.
  ///
  /// @param results incidents at a place in the configuration
  /// @param guesses how many of these places are guesses
  /// @param several roles that may be defined in several places
  /// @param nowhere roles that are not defined in the configuration
  public record Placed(int results, int guesses, int several, int nowhere) {}

  /// Writes the log, and leaves `out` open.
  ///
  /// @param version of what writes it; empty for a build of developers
  public static Placed write(
      Report report,
      TerraformRoles roles,
      WritingOptions writingOptions,
      Optional<String> version,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      SarifReport log = new SarifReport(report, roles, writingOptions, version);
      log.log(json);
      return log.remarks.placed();
    }
  }

  private void log(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SarifTool.SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectField("tool", SarifTool.of(version));
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    for (ReportedIncident incident : report.incidents()) {
      incident(incident, report.explain(incident), json);
    }
    json.writeEndArray();
    json.writeObjectField("invocations", List.of(invocation()));
    json.writeObjectField("properties", totals());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void incident(ReportedIncident incident, Explanation explanation, JsonGenerator json)
      throws IOException {
    Optional<RoleArn> role = explanation.denial().target().arn();
    Optional<Fix> fix = role.flatMap(arn -> trustFix(explanation, arn));
    if (role.isEmpty() || fix.isEmpty()) {
      remarks.noTrustPolicy++;
      return;
    }
    RoleLocation found = roles.find(role.get());
    switch (found.roles().size()) {
      case 0 -> remarks.elsewhere(role.get());
      case 1 -> {
        remarks.placed(found.guess());
        TerraformRole only = found.roles().getFirst();
        json.writeTree(
            new SarifResult(incident, explanation, fix.get(), only, found.guess(), writingOptions)
                .json());
      }
      default -> remarks.ambiguous(role.get(), found.roles());
    }
  }

  private static Optional<Fix> trustFix(Explanation explanation, RoleArn role) {
    return explanation.fixes().stream()
        .filter(fix -> fix.place() == Fix.Place.TRUST_POLICY)
        .filter(fix -> fix.target().equals(role.name()))
        .filter(fix -> fix.account().filter(role.account()::equals).isPresent())
        .findFirst();
  }

  private ObjectNode invocation() {
    ObjectNode invocation =
        SarifJson.object()
            .put("executionSuccessful", true)
            .put("endTimeUtc", report.generated().toString());
    return invocation.set("toolExecutionNotifications", remarks.notifications(report, roles));
  }

  private ObjectNode totals() {
    ObjectNode totals =
        SarifJson.object()
            .put("incidents", report.incidents().size())
            .put("denials", report.totals().denials())
            .put("records", report.totals().records())
            .put("sources", report.totals().sources())
            .put("rolesInTerraform", roles.roles().size());
    report.totals().scans().forEach(scan -> totals.withArray("scanned").add(scan.sentence()));
    return totals;
  }
}
