package dev.rolecall.lambda.settings;

import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.util.Optional;

/// Where incidents to look at are queued.
///
/// @param queue the address of the queue
/// @param failures the address of the queue of incidents that failed too often
public record LookQueueSettings(String queue, Optional<String> failures) {

  private static final String URL = "https?://\\S{1,500}";

  /// @throws BadSetting when a variable makes no sense
  static Optional<LookQueueSettings> of(Environment environment) {
    Optional<String> failures = url(environment, Variable.LOOK_FAILURES_QUEUE_URL);
    return url(environment, Variable.LOOK_QUEUE_URL)
        .map(queue -> new LookQueueSettings(queue, failures));
  }

  private static Optional<String> url(Environment environment, Variable variable) {
    return environment.optional(
        variable, Environment.matching(URL), EnvironmentWords.queueAddress());
  }
}
