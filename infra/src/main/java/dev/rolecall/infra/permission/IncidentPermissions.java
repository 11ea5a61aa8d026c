package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.List;
import java.util.Optional;

/// What functions may do with the incident table. Nobody may delete: what is over expires.
public final class IncidentPermissions {

  private IncidentPermissions() {}

  /// For who opens incidents and keeps them up to date.
  static List<Permission> keep(IncidentTable table) {
    return List.of(
        get(table, "ReadIncident", PermissionWords.readIncident()),
        put(table, "KeepIncident", PermissionWords.keepIncident()));
  }

  /// For who looks after all that are open.
  public static List<Permission> find(IncidentTable table) {
    return List.of(
        Permission.narrow(
            "FindIncidents",
            List.of("dynamodb:Query"),
            List.of(table.indexArn()),
            PermissionWords.findIncidents()));
  }

  /// For who looks after the installation and keeps the index of the organization in the table.
  public static List<Permission> survey(IncidentTable table) {
    return List.of(
        may(table, "DescribeTable", "DescribeTable", PermissionWords.describeTable()),
        get(table, "ReadSurvey", PermissionWords.readSurvey()),
        put(table, "KeepSurvey", PermissionWords.keepSurvey()));
  }

  /// For who must do nothing twice: no incident can be written.
  static Permission remember(IncidentTable table) {
    return put(table, "RememberRequest", PermissionWords.rememberRequest())
        .withLeadingKeys(Optional.of("interaction#*"));
  }

  /// For who edits messages in place.
  static List<Permission> keepMessages(IncidentTable table) {
    return List.of(
        get(table, "ReadMessage", PermissionWords.readMessage()),
        put(table, "KeepMessage", PermissionWords.keepMessage()));
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
