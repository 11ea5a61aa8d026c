package dev.rolecall.infra;

import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/// The function that finds out why, and publishes it once.
final class ExplainFunction extends Construct {

  private final LiveFunction live;

  ExplainFunction(
      Construct scope, String id, Settings settings, Topics topics, EveryFunction every) {
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
                environment(settings, topics),
                ExplainPermissions.of(
                    settings, topics.alerts().getTopicArn(), topics.key().getKeyArn())),
            every);
    // What it was denied itself is for the operations topic, not for the alerts.
    live.function().addEnvironment("ROLECALL_OWN_ROLE_ARN", live.role().getRoleArn());
  }

  private static Map<String, String> environment(Settings settings, Topics topics) {
    Settings.Explain explain = settings.explain();
    Map<String, String> environment = new TreeMap<>();
    environment.put("ROLECALL_TOPIC_ARN", topics.alerts().getTopicArn());
    environment.put(
        "ROLECALL_EVIDENCE_DEADLINE_SECONDS", String.valueOf(explain.evidenceDeadlineSeconds()));
    environment.put(
        "ROLECALL_CHANGES_DEADLINE_SECONDS", String.valueOf(explain.changesDeadlineSeconds()));
    environment.put("ROLECALL_CACHE_SECONDS", String.valueOf(explain.cacheSeconds()));
    settings
        .reader()
        .ifPresent(
            reader -> {
              environment.put("ROLECALL_READER_ROLE_NAME", reader.roleName());
              reader
                  .externalId()
                  .ifPresent(secret -> environment.put("ROLECALL_READER_EXTERNAL_ID", secret));
            });
    settings
        .organization()
        .account()
        .ifPresent(account -> environment.put("ROLECALL_ORGANIZATION_ACCOUNT", account));
    return environment;
  }

  LiveFunction live() {
    return live;
  }
}
