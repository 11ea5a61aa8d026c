package dev.rolecall.doctor.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.VisibleText;

/// A report for programs: one line.
public final class DoctorReportJson {

  private static final JsonMapper JSON = new JsonMapper();

  private DoctorReportJson() {}

  /// All of it.
  public static String write(DoctorReport doctorReport) {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", "rolecall-doctor/1");
    doctorReport
        .installation()
        .ifPresent(
            installation ->
                json.putObject("installation")
                    .put("account", installation.account().value())
                    .put("region", installation.region()));
    json.put("wrong", doctorReport.wrong().size());
    json.put("unknown", doctorReport.unknown().size());
    json.put("accountsUnread", doctorReport.unreadAccounts().size());
    for (CheckFinding checkFinding : doctorReport.findings()) {
      finding(json.withArray("findings").addObject(), doctorReport, checkFinding);
    }
    return VisibleText.lines(json.toString());
  }

  private static void finding(
      ObjectNode json, DoctorReport doctorReport, CheckFinding checkFinding) {
    json.put("area", checkFinding.area().name());
    switch (checkFinding) {
      case CheckFinding.Ok _ -> json.put("status", "OK");
      case CheckFinding.Wrong wrong ->
          json.put("status", "WRONG")
              .put("fault", wrong.fault().name())
              .put("mend", DoctorReportText.mend(wrong));
      case CheckFinding.Unknown unknown ->
          json.put("status", "UNKNOWN").put("why", unknown.why()).put("learnBy", unknown.learnBy());
    }
    json.put("what", checkFinding.what());
    json.put("lookedAt", doctorReport.lookedAt(checkFinding));
    for (AwsLocation awsLocation : checkFinding.where()) {
      ObjectNode where =
          json.withArray("where").addObject().put("account", awsLocation.account().value());
      if (!awsLocation.region().isEmpty()) {
        where.put("region", awsLocation.region());
      }
      if (!awsLocation.thing().isEmpty()) {
        where.put("thing", awsLocation.thing());
      }
    }
  }
}
