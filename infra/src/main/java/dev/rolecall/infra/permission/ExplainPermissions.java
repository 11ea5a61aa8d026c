package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.ArrayList;
import java.util.List;

/// What the explain function may do, and the sweep function, too: read, keep incidents, and
/// publish.
public final class ExplainPermissions {

  private ExplainPermissions() {}

  public static List<Permission> of(
      Settings settings, Topics topics, IncidentTable table, CheckQueue checks) {
    List<Permission> permissions = new ArrayList<>(reading(settings));
    permissions.addAll(publish(topics));
    permissions.addAll(IncidentPermissions.keep(table));
    permissions.add(IncidentPermissions.queue(checks));
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

  /// What is read elsewhere is read by the roles of other accounts.
  public static Permission assume(Settings.Reader reader) {
    return Permission.wide(
        "ReadOtherAccounts",
        List.of("sts:AssumeRole"),
        List.of(Arns.iam("*", "role/" + reader.roleName())),
        PermissionWords.otherAccounts(),
        PermissionWords.anyAccount());
  }

  private static List<Permission> publish(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        Permission.narrow(
            "PublishExplanation",
            List.of("sns:Publish"),
            List.of(topics.alerts().getTopicArn()),
            PermissionWords.publishExplanation()));
    topics
        .updates()
        .ifPresent(
            updates ->
                permissions.add(
                    Permission.narrow(
                        "PublishUpdate",
                        List.of("sns:Publish"),
                        List.of(updates.getTopicArn()),
                        PermissionWords.publishUpdate())));
    permissions.add(encrypt(topics));
    return permissions;
  }

  /// For who publishes to a topic.
  public static Permission encrypt(Topics topics) {
    return Permission.narrow(
            "EncryptExplanation",
            List.of("kms:Decrypt", "kms:GenerateDataKey"),
            List.of(topics.key().getKeyArn()),
            PermissionWords.encrypt())
        .through("sns");
  }
}
