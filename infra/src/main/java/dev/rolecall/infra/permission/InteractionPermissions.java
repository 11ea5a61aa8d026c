package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.WorkQueue;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.ArrayList;
import java.util.List;

/// What the functions may do that take what people do in Slack.
public final class InteractionPermissions {

  private InteractionPermissions() {}

  /// For the one with the address: anyone can call it.
  public static List<Permission> front(Settings.Slack slack, IncidentTable table, WorkQueue queue) {
    List<Permission> permissions = new ArrayList<>(secret(slack));
    permissions.add(IncidentPermissions.remember(table));
    permissions.add(
        Permission.narrow(
            "QueueInteraction",
            List.of("sqs:SendMessage"),
            List.of(queue.queue().getQueueArn()),
            PermissionWords.queueInteraction()));
    return permissions;
  }

  /// For the one that does it: it reads what the explain function reads, if it answers questions.
  public static List<Permission> worker(
      Settings settings,
      Settings.Slack slack,
      Settings.Interactive interactive,
      IncidentTable table,
      CheckQueue checks,
      WorkQueue queue) {
    List<Permission> permissions = new ArrayList<>(secret(slack));
    if (interactive.why()) {
      permissions.addAll(ExplainPermissions.reading(settings));
    }
    permissions.addAll(IncidentPermissions.keep(table));
    permissions.add(IncidentPermissions.queue(checks));
    permissions.add(
        Permission.narrow(
            "TakeInteraction",
            List.of(
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage"),
            List.of(queue.queue().getQueueArn()),
            PermissionWords.takeInteraction()));
    return permissions;
  }

  private static List<Permission> secret(Settings.Slack slack) {
    return ChannelPermissions.secret(Settings.Slack.NAME, slack.secret(), slack.kmsKey());
  }
}
