package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/// Incidents as a log of [SARIF
/// 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
///
/// A result is an incident whose change belongs into a trust policy of the configuration. All
/// others are counted in a notification, so that no result is no proof of no denial.
public final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final JsonFactory JSON = new JsonFactory();

  private final Report report;
  private final TerraformRoles roles;
  private final WritingOptions writingOptions;
  private final JsonGenerator json;
  private final SarifJson sarif;
  private final Remarks remarks = new Remarks();

  private SarifReport(
      Report report, TerraformRoles roles, WritingOptions writingOptions, JsonGenerator json) {
    this.report = report;
    this.roles = roles;
    this.writingOptions = writingOptions;
    this.json = json;
    this.sarif = new SarifJson(json);
  }

  /// Writes the log, and leaves `out` open.
  ///
  /// @param explain explains an incident; asked for one after the other, and nothing of it is kept
  public static void write(
      Report report,
      Function<ReportedIncident, Explanation> explain,
      TerraformRoles roles,
      WritingOptions writingOptions,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      new SarifReport(report, roles, writingOptions, json).log(explain);
    }
  }

  private void log(Function<ReportedIncident, Explanation> explain) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    tool();
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeObjectFieldStart("originalUriBaseIds");
    json.writeObjectFieldStart(SarifJson.ROOT);
    sarif.message("description", "The folder with Terraform's configuration.");
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("results");
    for (ReportedIncident incident : report.incidents()) {
      incident(incident, explain.apply(incident));
    }
    json.writeEndArray();
    invocation();
    totals();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tool() throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Rolecall");
    json.writeArrayFieldStart("rules");
    for (CauseCode cause : CauseCode.values()) {
      json.writeStartObject();
      json.writeStringField("id", cause.name());
      json.writeStringField("name", SarifText.pascal(cause.name()));
      sarif.message("shortDescription", cause.label());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void incident(ReportedIncident incident, Explanation explanation) throws IOException {
    switch (Located.of(explanation, roles)) {
      case Located.At at -> new SarifResult(incident, explanation, at, writingOptions).write(json);
      case Located.Ambiguous(RoleArn arn, List<TerraformRole> several) ->
          remarks.ambiguous(arn, several);
      case Located.Elsewhere() -> remarks.elsewhere();
      case Located.NoTrustPolicy() -> remarks.noTrustPolicy();
    }
  }

  private void invocation() throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", true);
    json.writeStringField("endTimeUtc", report.generated().toString());
    remarks.write(json, report, roles);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void totals() throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeNumberField("incidents", report.incidents().size());
    json.writeNumberField("denials", report.totals().denials());
    json.writeNumberField("records", report.totals().records());
    json.writeNumberField("sources", report.totals().sources());
    json.writeNumberField("rolesInTerraform", roles.roles().size());
    json.writeEndObject();
  }
}
