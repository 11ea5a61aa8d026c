package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.ExplainEnvironment;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The function that looks at everything at once: whether the installation is sound, and what the
/// organization looks like. One at a time: two would only read the same twice.
public final class SurveyFunction extends Construct {

  /// Thousands of accounts, and all that Lambda lets a function have.
  private static final Duration TIMEOUT = Duration.minutes(15);

  private static final int MEMORY_MEGABYTES = 1024;

  /// Events wait for one another here: a few surveys may take their full time.
  public static final Duration NEWS_FOR = Duration.hours(2);

  private final LiveFunction live;

  public SurveyFunction(
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
            "Survey",
            new FunctionDesign(
                "Rolecall: looks after the installation and the index of the organization",
                "dev.rolecall.lambda.SurveyHandler::handleRequest",
                settings.members().map(ReadingRole.SURVEY::name),
                MEMORY_MEGABYTES,
                Math.min(1, settings.explain().reservedConcurrency()),
                TIMEOUT,
                NEWS_FOR,
                environment(settings, resourceNames, topics.operations().getTopicArn()),
                SurveyPermissions.of(settings, topics, table)),
            every);
  }

  /// What the function is told by its environment.
  ///
  /// @param operations the ARN of the topic for who runs Rolecall
  public static Map<String, String> environment(
      Settings settings, ResourceNames resourceNames, String operations) {
    Map<String, String> environment = new TreeMap<>(ExplainEnvironment.of(settings, resourceNames));
    environment.put("ROLECALL_INSTALLATION", InstallationParameter.NAME);
    environment.put("ROLECALL_OPERATIONS_TOPIC_ARN", operations);
    return environment;
  }

  public LiveFunction live() {
    return live;
  }
}
