package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The function that explains a denial and publishes the explanation once.
final class ExplainFunction {

  private static final String DESCRIPTION = "explains denied sts:AssumeRole calls";

  private ExplainFunction() {}

  static SnapStartFunction create(
      Construct scope, Settings settings, NotificationTopic alerts, Path jar) {
    Role role = SnapStartFunction.role(scope, "ExplainRole", DESCRIPTION);
    List<Permission> permissions =
        new ArrayList<>(ExplainPermissions.of(Stack.of(scope), settings));
    permissions.addAll(alerts.publishing());
    return new SnapStartFunction(
        scope,
        "Explain",
        new SnapStartFunction.Props(
            role,
            DESCRIPTION,
            "ExplainHandler",
            jar,
            settings.explain(),
            environment(settings, alerts, role),
            permissions,
            settings.logRetentionDays()));
  }

  private static Map<String, String> environment(
      Settings settings, NotificationTopic alerts, Role role) {
    Map<String, String> environment = new TreeMap<>(Telemetry.environment(settings));
    environment.put("ROLECALL_TOPIC_ARN", alerts.topic().getTopicArn());
    // So that it does not explain, without end, how it was itself denied a role.
    environment.put("ROLECALL_OWN_ROLE_ARN", role.getRoleArn());
    Settings.Deadlines deadlines = settings.deadlines();
    environment.put(
        "ROLECALL_EVIDENCE_DEADLINE_SECONDS", Integer.toString(deadlines.evidenceSeconds()));
    environment.put(
        "ROLECALL_CHANGES_DEADLINE_SECONDS", Integer.toString(deadlines.changesSeconds()));
    environment.put("ROLECALL_CACHE_SECONDS", Integer.toString(deadlines.cacheSeconds()));
    settings
        .reader()
        .ifPresent(
            reader -> {
              environment.put("ROLECALL_READER_ROLE_NAME", reader.roleName());
              reader
                  .externalId()
                  .ifPresent(id -> environment.put("ROLECALL_READER_EXTERNAL_ID", id));
            });
    settings
        .organizationAccount()
        .ifPresent(account -> environment.put("ROLECALL_ORGANIZATION_ACCOUNT", account));
    return environment;
  }
}
