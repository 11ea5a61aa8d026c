package dev.rolecall.infra;

import java.util.List;

/// What functions may do with the incident table. Nobody may delete: what is over expires.
final class IncidentPermissions {

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
  static List<Permission> find(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "FindIncidents",
            List.of("dynamodb:Query"),
            List.of(table.indexArn()),
            "which incidents are open, and which of them are due"));
  }

  /// For who keeps the index of the organization, which is in the same table.
  static List<Permission> keepIndex(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "ReadIndex",
            List.of("dynamodb:GetItem"),
            List.of(table.arn()),
            "what is known of the organization, and since when"),
        Permission.narrow(
            "KeepIndex",
            List.of("dynamodb:PutItem"),
            List.of(table.arn()),
            "explanations find the organization there"));
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
