package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the function of a channel may do.
public final class ChannelPermissions {

  private ChannelPermissions() {}

  /// For Slack: read one secret, and keep track of its messages.
  public static List<Permission> slack(Settings.Slack slack, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(IncidentPermissions.keepMessages(table));
    permissions.addAll(secret(Settings.Slack.NAME, slack.secret(), slack.kmsKey()));
    return permissions;
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
