package dev.rolecall.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.Report;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the reader has to know besides the results, so that nothing is left out silently.
final class Remarks {

  private static final String WARNING = "warning";
  private static final String NOTE = "note";
  private static final String NO_RESULTS = "incidents that are no results: ";

  private final Map<String, Long> ambiguous = new LinkedHashMap<>();
  private long elsewhere;
  private long noTrustPolicy;

  void ambiguous(RoleArn arn, List<TerraformRole> roles) {
    String places =
        roles.stream()
            .map(role -> role.trust().file() + ":" + role.trust().place().line())
            .collect(Collectors.joining(", "));
    ambiguous.merge(
        "role " + arn + " may be defined in several places (" + places + ")", 1L, Long::sum);
  }

  void elsewhere() {
    elsewhere++;
  }

  void noTrustPolicy() {
    noTrustPolicy++;
  }

  void write(JsonGenerator json, Report report, TerraformRoles roles) throws IOException {
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Map.Entry<String, Long> role : ambiguous.entrySet()) {
      remark(json, WARNING, role.getKey() + ": " + NO_RESULTS + role.getValue());
    }
    if (elsewhere > 0) {
      remark(
          json, NOTE, "the role is in none of the files that were read: " + NO_RESULTS + elsewhere);
    }
    if (noTrustPolicy > 0) {
      remark(json, NOTE, "no change of a trust policy is offered: " + NO_RESULTS + noTrustPolicy);
    }
    for (TerraformRoles.Problem problem : roles.problems()) {
      remark(
          json,
          WARNING,
          "not read: " + problem.at().file() + ": " + problem.problem(),
          Optional.of(problem.at()));
    }
    for (String unread : report.unread()) {
      remark(json, WARNING, "not read: " + unread);
    }
    long more = report.unreadCount() - report.unread().size();
    if (more > 0) {
      remark(json, WARNING, "not read: " + more + " more");
    }
    json.writeEndArray();
  }

  private static void remark(JsonGenerator json, String level, String text) throws IOException {
    remark(json, level, text, Optional.empty());
  }

  private static void remark(
      JsonGenerator json, String level, String text, Optional<FilePlace> place) throws IOException {
    SarifJson sarif = new SarifJson(json);
    json.writeStartObject();
    json.writeStringField("level", level);
    sarif.message("message", text);
    sarif.places(place);
    json.writeEndObject();
  }
}
