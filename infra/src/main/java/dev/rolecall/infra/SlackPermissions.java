package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.List;

/// What the Slack function may do: read one secret, and keep track of its messages.
final class SlackPermissions {

  private SlackPermissions() {}

  static List<Permission> of(Settings.Slack slack, IncidentTable table) {
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
