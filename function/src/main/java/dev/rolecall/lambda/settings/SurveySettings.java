package dev.rolecall.lambda.settings;

import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;

/// What the survey function is told by its environment.
///
/// @param explain what the explain function is told, too
/// @param installation name of the parameter that describes the installation
/// @param operations the topic of Rolecall's operators
public record SurveySettings(ExplainSettings explain, String installation, TopicArn operations) {

  private static final String PARAMETER = "/[A-Za-z0-9_./-]{1,1010}";

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static SurveySettings of(Environment environment) {
    return new SurveySettings(
        ExplainSettings.of(environment),
        environment.required(
            Variable.INSTALLATION,
            Environment.matching(PARAMETER),
            EnvironmentWords.parameterName()),
        environment.topic(Variable.OPERATIONS_TOPIC_ARN));
  }
}
