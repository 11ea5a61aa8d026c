package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// What the Slack function may do: read one secret, and keep track of its messages.
public final class SlackPermissions {

  private SlackPermissions() {}

  public static List<Permission> of(Settings.Slack slack, IncidentTable table) {
    SecretLocation secret = slack.secret();
    List<Permission> permissions = new ArrayList<>(IncidentPermissions.keepMessages(table));
    permissions.add(
        Permission.narrow(
            "ReadSlackSecret",
            List.of(secret.readAction()),
            List.of(secret.arn()),
            "the webhook or bot token that messages are sent with"));
    slack
        .kmsKey()
        .ifPresent(
            key ->
                permissions.add(
                    Permission.narrow(
                            "DecryptSlackSecret",
                            List.of("kms:Decrypt"),
                            List.of(key),
                            "the secret is encrypted with a customer managed key")
                        .through(secret.service())));
    return permissions;
  }
}
