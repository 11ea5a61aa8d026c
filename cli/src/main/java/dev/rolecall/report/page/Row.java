package dev.rolecall.report.page;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.wording.ReportWords;
import java.util.Map;

/// An incident as the table shows it.
///
/// @param cause of its newest denial
record Row(
    ReportedIncident incident,
    Party caller,
    Party role,
    CauseCode cause,
    Confidence confidence,
    IncidentStatus standing) {

  /// A caller or a role.
  ///
  /// @param id tells it from every other
  /// @param name short, for people
  record Party(String id, String name, AccountLabel home) {}

  static Row of(
      ReportedIncident incident, Explanation explanation, Map<AccountId, String> accountNames) {
    return new Row(
        incident,
        party(incident.subject().caller(), AccountLabel.ofCaller(incident.newest(), accountNames)),
        role(incident.subject().role(), AccountLabel.ofRole(incident.newest(), accountNames)),
        explanation.diagnosis().cause().code(),
        explanation.diagnosis().confidence(),
        IncidentStatus.of(incident, explanation));
  }

  private static Party party(String id, AccountLabel accountLabel) {
    return new Party(HtmlText.text(id), HtmlText.text(ShortName.of(id)), accountLabel);
  }

  /// A role that no record names goes by words.
  private static Party role(String id, AccountLabel accountLabel) {
    return id.startsWith("arn:")
        ? party(id, accountLabel)
        : new Party(HtmlText.text(id), ReportWords.roleNotRecorded(), accountLabel);
  }
}
