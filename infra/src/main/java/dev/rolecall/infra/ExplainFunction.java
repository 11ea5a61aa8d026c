package dev.rolecall.infra;

import software.constructs.Construct;

/// The function that finds out why, and publishes it once.
final class ExplainFunction extends Construct {

  private final LiveFunction live;

  ExplainFunction(
      Construct scope,
      String id,
      Settings settings,
      Topics topics,
      IncidentTable table,
      Names names,
      EveryFunction every) {
    super(scope, id);
    live =
        new LiveFunction(
            this,
            "Explain",
            new FunctionDesign(
                "Rolecall: explains denied AssumeRole calls",
                "dev.rolecall.lambda.ExplainHandler::handleRequest",
                settings.explain().memoryMegabytes(),
                settings.explain().reservedConcurrency(),
                ExplainEnvironment.of(settings, names),
                ExplainPermissions.of(settings, topics, table)),
            every);
    // What it was denied itself is for the operations topic, not for the alerts.
    live.function().addEnvironment("ROLECALL_OWN_ROLE_ARN", live.role().getRoleArn());
  }

  LiveFunction live() {
    return live;
  }
}
