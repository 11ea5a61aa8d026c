package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// What the explain function may do, and the sweep function, too: read, keep incidents, and
/// publish.
public final class ExplainPermissions {

  private ExplainPermissions() {}

  public static List<Permission> of(Settings settings, Topics topics, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(reading(settings));
    permissions.addAll(publish(topics));
    permissions.addAll(IncidentPermissions.keep(table));
    return permissions;
  }

  /// What is read here, and by whom elsewhere.
  public static List<Permission> reading(Settings settings) {
    List<Permission> permissions = new ArrayList<>(ReadPermissions.iam());
    permissions.add(ReadPermissions.changes());
    if (settings.organization().read()) {
      permissions.add(ReadPermissions.organization());
    }
    settings.reader().ifPresent(reader -> permissions.add(assume(reader)));
    return permissions;
  }

  private static Permission assume(Settings.Reader reader) {
    return Permission.wide(
        "ReadOtherAccounts",
        List.of("sts:AssumeRole"),
        List.of(Arns.iam("*", "role/" + reader.roleName())),
        "roles and callers of other accounts, through the reader role that they gave",
        "which accounts take part is only known from a denial; the name is fixed, and an account"
            + " decides by its reader role's trust policy");
  }

  private static List<Permission> publish(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        Permission.narrow(
            "PublishExplanation",
            List.of("sns:Publish"),
            List.of(topics.alerts().getTopicArn()),
            "the explanation goes to the alerts topic"));
    topics
        .updates()
        .ifPresent(
            updates ->
                permissions.add(
                    Permission.narrow(
                        "PublishUpdate",
                        List.of("sns:Publish"),
                        List.of(updates.getTopicArn()),
                        "what Slack shows already is brought up to date")));
    permissions.add(encrypt(topics));
    return permissions;
  }

  /// For who publishes to a topic.
  public static Permission encrypt(Topics topics) {
    return Permission.narrow(
            "EncryptExplanation",
            List.of("kms:Decrypt", "kms:GenerateDataKey"),
            List.of(topics.key().getKeyArn()),
            "the topics are encrypted, and SNS uses the key on behalf of who publishes")
        .through("sns");
  }
}
