package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.RoleLocation;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import dev.rolecall.report.wording.ReportWords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.CaseUtils;

/// Incidents as a log of [SARIF
/// 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
///
/// A result is an incident whose change belongs into a trust policy of the configuration. All
/// others are counted in a notification, so that no result is no proof of no denial.
public final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final JsonMapper JSON = new JsonMapper();

  private final Report report;
  private final TerraformRoles roles;
  private final WritingOptions writingOptions;
  private final Remarks remarks = new Remarks();

  private SarifReport(Report report, TerraformRoles roles, WritingOptions writingOptions) {
    this.report = report;
    this.roles = roles;
    this.writingOptions = writingOptions;
  }

  /// Writes the log, and leaves `out` open.
  public static void write(
      Report report, TerraformRoles roles, WritingOptions writingOptions, OutputStream out)
      throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      new SarifReport(report, roles, writingOptions).log(json);
    }
  }

  private void log(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectField("tool", tool());
    json.writeStringField("columnKind", "utf16CodeUnits");
    ObjectNode roots = SarifJson.object();
    roots
        .putObject(SarifJson.ROOT)
        .set("description", SarifJson.message(ReportWords.terraformFolder()));
    json.writeObjectField("originalUriBaseIds", roots);
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

  private static ObjectNode tool() {
    ObjectNode tool = SarifJson.object();
    ArrayNode rules = tool.putObject("driver").put("name", "Rolecall").putArray("rules");
    for (CauseCode cause : CauseCode.values()) {
      rules
          .addObject()
          .put("id", cause.name())
          .put("name", CaseUtils.toCamelCase(cause.name(), true, '_'))
          .set("shortDescription", SarifJson.message(CauseLabel.of(cause)));
    }
    return tool;
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
      case 0 -> remarks.elsewhere++;
      case 1 -> {
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
    return SarifJson.object()
        .put("incidents", report.incidents().size())
        .put("denials", report.totals().denials())
        .put("records", report.totals().records())
        .put("sources", report.totals().sources())
        .put("rolesInTerraform", roles.roles().size());
  }
}
