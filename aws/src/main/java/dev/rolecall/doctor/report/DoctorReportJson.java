package dev.rolecall.doctor.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.VisibleText;

/// A report for programs: one line.
public final class DoctorReportJson {

  private static final JsonMapper JSON = new JsonMapper();

  private DoctorReportJson() {}

  /// All of it.
  public static String write(DoctorReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", "rolecall-doctor/1");
    report
        .installation()
        .ifPresent(
            installation ->
                json.putObject("installation")
                    .put("account", installation.account().value())
                    .put("region", installation.region()));
    json.put("wrong", report.wrong().size());
    json.put("unknown", report.unknown().size());
    json.put("accountsUnread", report.unreadAccounts().size());
    for (CheckFinding finding : report.findings()) {
      finding(json.withArray("findings").addObject(), report, finding);
    }
    return VisibleText.lines(json.toString());
  }

  private static void finding(ObjectNode json, DoctorReport report, CheckFinding finding) {
    json.put("area", finding.area().name());
    switch (finding) {
      case CheckFinding.Ok _ -> json.put("status", "OK");
      case CheckFinding.Wrong wrong ->
          json.put("status", "WRONG")
              .put("fault", wrong.fault().name())
              .put("fix", DoctorReportText.fix(wrong))
              .put("mend", DoctorReportText.fix(wrong));
      case CheckFinding.Unknown unknown ->
          json.put("status", "UNKNOWN").put("why", unknown.why()).put("learnBy", unknown.learnBy());
    }
    json.put("what", finding.what());
    json.put("lookedAt", report.lookedAt(finding));
    for (AwsLocation place : finding.where()) {
      ObjectNode where =
          json.withArray("where").addObject().put("account", place.account().value());
      if (!place.region().isEmpty()) {
        where.put("region", place.region());
      }
      if (!place.thing().isEmpty()) {
        where.put("thing", place.thing());
      }
    }
  }
}
