package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The function that looks after what is open: it tells of it again, looks whether it has been
/// repaired, and resolves it when it is over. It reads what the explain function reads.
final class SweepFunction extends Construct {

  /// For some 50 incidents, each of which may take seconds where policies have to be read again.
  private static final Duration TIMEOUT = Duration.minutes(5);

  /// What is older need not be swept for: a later sweep has done it.
  static final Duration NEWS_FOR = Duration.minutes(10);

  private final LiveFunction live;

  SweepFunction(
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

  LiveFunction live() {
    return live;
  }
}
