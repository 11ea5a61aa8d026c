package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ExplainPermissions;
import dev.rolecall.infra.permission.IncidentPermissions;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.ExplainEnvironment;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The function that looks after what is open: it tells of it again, looks whether it has been
/// repaired, and resolves it when it is over. It reads what the explain function reads.
public final class SweepFunction extends Construct {

  /// For some 50 incidents, each of which may take seconds where policies have to be read again.
  private static final Duration TIMEOUT = Duration.minutes(5);

  /// What is older need not be swept for: a later sweep has done it.
  static final Duration NEWS_FOR = Duration.minutes(10);

  private final LiveFunction live;

  public SweepFunction(
      Construct scope,
      String id,
      Settings settings,
      Topics topics,
      IncidentTable table,
      ResourceNames resourceNames,
      FunctionDefaults every) {
    super(scope, id);
    live =
        new LiveFunction(
            this,
            "Sweep",
            new FunctionDesign(
                "Rolecall: keeps incidents up to date",
                "dev.rolecall.lambda.SweepHandler::handleRequest",
                settings.members().map(ReadingRole.SWEEP::name),
                settings.explain().memoryMegabytes(),
                settings.explain().reservedConcurrency(),
                TIMEOUT,
                NEWS_FOR,
                ExplainEnvironment.of(settings, resourceNames),
                permissions(settings, topics, table)),
            every);
    live.function().addEnvironment(ExplainEnvironment.OWN_ROLE, live.role().getRoleArn());
  }

  private static List<Permission> permissions(
      Settings settings, Topics topics, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>(ExplainPermissions.of(settings, topics, table));
    permissions.addAll(IncidentPermissions.find(table));
    return permissions;
  }

  public LiveFunction live() {
    return live;
  }
}
