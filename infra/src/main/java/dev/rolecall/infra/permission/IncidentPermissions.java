package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import java.util.List;

/// What functions may do with the incident table. Nobody may delete: what is over expires.
public final class IncidentPermissions {

  private IncidentPermissions() {}

  /// For who opens incidents and keeps them up to date.
  static List<Permission> keep(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "ReadIncident",
            List.of("dynamodb:GetItem"),
            List.of(table.arn()),
            "what is known of a problem, and whether it was told already"),
        Permission.narrow(
            "KeepIncident",
            List.of("dynamodb:PutItem"),
            List.of(table.arn()),
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
        Permission.narrow(
            "DescribeTable",
            List.of("dynamodb:DescribeTable"),
            List.of(table.arn()),
            "whether the table is as it was deployed"),
        Permission.narrow(
            "ReadSurvey",
            List.of("dynamodb:GetItem"),
            List.of(table.arn()),
            "the index of the organization, what was wrong the last time, and when the last denial"
                + " was seen"),
        Permission.narrow(
            "KeepSurvey",
            List.of("dynamodb:PutItem"),
            List.of(table.arn()),
            "the index of the organization, where explanations find it, and what is wrong now"));
  }

  /// For who edits messages in place.
  static List<Permission> keepMessages(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "ReadMessage",
            List.of("dynamodb:GetItem"),
            List.of(table.arn()),
            "which message tells of an incident, so that it can be edited in place"),
        Permission.narrow(
            "KeepMessage",
            List.of("dynamodb:PutItem"),
            List.of(table.arn()),
            "where it wrote a message, and which state that shows"));
  }
}
