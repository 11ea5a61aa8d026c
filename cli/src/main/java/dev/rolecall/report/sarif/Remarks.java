package dev.rolecall.report.sarif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.Report;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import dev.rolecall.report.wording.ReportWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the reader has to know in addition to the results, so that nothing is left out silently.
final class Remarks {

  private static final String WARNING = "warning";
  private static final String NOTE = "note";

  private final ArrayNode all = JsonNodeFactory.instance.arrayNode();
  private final Map<String, Long> ambiguous = new LinkedHashMap<>();

  /// Incidents by the role, of roles that none of the files defines.
  private final Map<RoleArn, Long> elsewhere = new LinkedHashMap<>();

  private int results;
  private int guesses;

  /// Incidents that no change of a trust policy would help.
  long noTrustPolicy;

  void placed(boolean guess) {
    results++;
    guesses += guess ? 1 : 0;
  }

  SarifReport.Placed placed() {
    return new SarifReport.Placed(results, guesses, ambiguous.size(), elsewhere.size());
  }

  void elsewhere(RoleArn role) {
    elsewhere.merge(role, 1L, Long::sum);
  }

  void ambiguous(RoleArn arn, List<TerraformRole> roles) {
    String places =
        roles.stream()
            .map(role -> role.trust().file() + ":" + role.trust().place().line())
            .collect(Collectors.joining(", "));
    ambiguous.merge(ReportWords.severalPlaces(arn, places), 1L, Long::sum);
  }

  ArrayNode notifications(Report report, TerraformRoles roles) {
    ambiguous.forEach((role, number) -> noResults(WARNING, role, number));
    elsewhere.forEach(
        (role, number) -> noResults(NOTE, ReportWords.notInConfiguration(role), number));
    noResults(NOTE, ReportWords.noTrustChange(), noTrustPolicy);
    for (TerraformRoles.Problem problem : roles.problems()) {
      remark(WARNING, ReportWords.unread(problem.toString()))
          .set("locations", SarifJson.locations(problem.at()));
    }
    report.unread().forEach(unread -> remark(WARNING, ReportWords.unread(unread)));
    long more = report.unreadCount() - report.unread().size();
    if (more > 0) {
      remark(WARNING, ReportWords.moreUnread(more));
    }
    return all;
  }

  private void noResults(String level, String why, long number) {
    if (number > 0) {
      remark(level, ReportWords.notListed(why, number));
    }
  }

  private ObjectNode remark(String level, String text) {
    ObjectNode remark = all.addObject().put("level", level);
    return remark.set("message", SarifJson.message(text));
  }
}
