package dev.rolecall.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.message.Visible;

/// A report for programs: one line.
public final class ReportJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ReportJson() {}

  /// All of it.
  public static String write(Report report) {
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
    for (Finding finding : report.findings()) {
      finding(json.withArray("findings").addObject(), report, finding);
    }
    return Visible.lines(json.toString());
  }

  private static void finding(ObjectNode json, Report report, Finding finding) {
    json.put("area", finding.area().name());
    switch (finding) {
      case Finding.Ok _ -> json.put("status", "OK");
      case Finding.Wrong wrong ->
          json.put("status", "WRONG")
              .put("fault", wrong.fault().name())
              .put("mend", ReportText.mend(wrong));
      case Finding.Unknown unknown ->
          json.put("status", "UNKNOWN").put("why", unknown.why()).put("learnBy", unknown.learnBy());
    }
    json.put("what", finding.what());
    json.put("lookedAt", report.lookedAt(finding));
    for (Place place : finding.where()) {
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
