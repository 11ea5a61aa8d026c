package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.wording.PermissionWords;
import dev.rolecall.installation.TableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What functions may do with the incident table. Nobody may delete: what is over expires.
public final class IncidentPermissions {

  private IncidentPermissions() {}

  /// For who opens incidents and keeps them up to date, by what the organization is like.
  static List<Permission> keep(IncidentTable table) {
    return List.of(
        get(table, "ReadIncident", PermissionWords.readIncident()),
        may(table, "ReadIndex", "BatchGetItem", PermissionWords.readIndex())
            .withLeadingKeys(Optional.of(TableKey.ORGANIZATION + "*")),
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

  /// For who checks them: what people wait for first, what a change may touch, and later what
  /// cannot be checked.
  public static List<Permission> check(IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(find(table));
    permissions.add(
        Permission.narrow(
            "FindUrgent",
            List.of("dynamodb:Query"),
            List.of(table.urgencyArn()),
            PermissionWords.findUrgent()));
    permissions.add(may(table, "FindTouched", "Query", PermissionWords.findTouched()));
    permissions.add(may(table, "ReadMembers", "BatchGetItem", PermissionWords.readMembers()));
    permissions.add(may(table, "PutOffIncident", "UpdateItem", PermissionWords.putOffIncident()));
    return permissions;
  }

  /// For who has incidents checked later.
  static Permission queue(CheckQueue checks) {
    return Permission.narrow(
        "QueueChecks",
        List.of("sqs:SendMessage"),
        List.of(checks.queue().getQueueArn()),
        PermissionWords.queueChecks());
  }

  /// For who takes them from the queue, and keeps what failed too often.
  public static List<Permission> take(CheckQueue checks) {
    return List.of(
        Permission.narrow(
            "TakeChecks",
            List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
            List.of(checks.queue().getQueueArn()),
            PermissionWords.takeChecks()),
        Permission.narrow(
            "KeepFailedChecks",
            List.of("sqs:SendMessage"),
            List.of(checks.failures().queue().getQueueArn()),
            PermissionWords.keepFailedChecks()));
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
        .withLeadingKeys(Optional.of(TableKey.INTERACTION + "*"));
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
