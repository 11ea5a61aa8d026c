package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import java.util.List;

/// What functions may do with the incident table. Nobody may delete: what is over expires.
public final class IncidentPermissions {

  private IncidentPermissions() {}

  /// For who opens incidents and keeps them up to date.
  static List<Permission> keep(IncidentTable table) {
    return List.of(
        get(table, "ReadIncident", "what is known of a problem, and whether it was told already"),
        put(
            table,
            "KeepIncident",
            "an incident is opened once and changed one by one, however many denials come at a"
                + " time"));
  }

  /// For who looks after all that are open.
  public static List<Permission> find(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "FindIncidents",
            List.of("dynamodb:Query"),
            List.of(table.indexArn()),
            "which incidents are open, and which of them are due"));
  }

  /// For who looks after the installation and keeps the index of the organization in the table.
  public static List<Permission> survey(IncidentTable table) {
    return List.of(
        may(table, "DescribeTable", "DescribeTable", "whether the table is as it was deployed"),
        get(
            table,
            "ReadSurvey",
            "the index of the organization, what was wrong the last time, and when the last denial"
                + " was seen"),
        put(
            table,
            "KeepSurvey",
            "the index of the organization, where explanations find it, and what is wrong now"));
  }

  /// For who edits messages in place.
  static List<Permission> keepMessages(IncidentTable table) {
    return List.of(
        get(
            table,
            "ReadMessage",
            "which message tells of an incident, so that it can be edited in place"),
        put(table, "KeepMessage", "where it wrote a message, and which state that shows"));
  }

  private static Permission get(IncidentTable table, String sid, String reason) {
    return may(table, sid, "GetItem", reason);
  }

  private static Permission put(IncidentTable table, String sid, String reason) {
    return may(table, sid, "PutItem", reason);
  }

  private static Permission may(IncidentTable table, String sid, String action, String reason) {
    return Permission.narrow(sid, List.of("dynamodb:" + action), List.of(table.arn()), reason);
  }
}
