package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.ChannelQueues;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.sqs.Queue;

/// What the function of a channel may do.
public final class ChannelPermissions {

  private ChannelPermissions() {}

  /// For Slack: read one secret, and keep track of its messages.
  public static List<Permission> slack(Settings.Slack slack, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(IncidentPermissions.keepMessages(table));
    permissions.addAll(secret(Settings.Slack.NAME, slack.secret(), slack.kmsKey()));
    return permissions;
  }

  /// Takes messages from the queues of a channel, and puts them back.
  public static List<Permission> queues(ChannelQueues queues) {
    return List.of(
        Permission.narrow(
            "TakeMessages",
            List.of(
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage"),
            queues.passing().stream().map(Queue::getQueueArn).toList(),
            PermissionWords.takeMessages()),
        Permission.narrow(
            "QueueMessages",
            List.of("sqs:SendMessage"),
            List.of(queues.outbox().getQueueArn(), queues.deadLetters().queue().getQueueArn()),
            PermissionWords.queueMessages()));
  }

  /// Reads one secret.
  public static List<Permission> secret(
      String channel, SecretLocation secret, Optional<String> kmsKey) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        Permission.narrow(
            "Read" + channel + "Secret",
            List.of(secret.readAction()),
            List.of(secret.arn()),
            PermissionWords.readSecret()));
    kmsKey.ifPresent(
        key ->
            permissions.add(
                Permission.narrow(
                        "Decrypt" + channel + "Secret",
                        List.of("kms:Decrypt"),
                        List.of(key),
                        PermissionWords.decryptSecret())
                    .through(secret.service())));
    return permissions;
  }
}
