package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ExplainPermissions;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.ExplainEnvironment;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The function that finds out why, and publishes it once.
public final class ExplainFunction extends Construct {

  private static final Duration TIMEOUT = Duration.seconds(30);

  private final LiveFunction live;

  public ExplainFunction(
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
            "Explain",
            new FunctionDesign(
                "Rolecall: explains denied AssumeRole calls",
                "dev.rolecall.lambda.ExplainHandler::handleRequest",
                settings.members().map(ReadingRole.EXPLAIN::name),
                settings.explain().memoryMegabytes(),
                settings.explain().reservedConcurrency(),
                TIMEOUT,
                DenialRule.NEWS_FOR,
                ExplainEnvironment.of(settings, resourceNames),
                ExplainPermissions.of(settings, topics, table)),
            every);
    // What it was denied itself is for the operations topic, not for the alerts.
    live.function().addEnvironment(ExplainEnvironment.OWN_ROLE, live.role().getRoleArn());
  }

  /// Nor is what the roles of these functions were denied: they ask for the reader role, too.
  public void spare(Role sweep, Role survey) {
    live.function().addEnvironment(ExplainEnvironment.SWEEP_ROLE, sweep.getRoleArn());
    live.function().addEnvironment(ExplainEnvironment.SURVEY_ROLE, survey.getRoleArn());
  }

  public LiveFunction live() {
    return live;
  }
}
