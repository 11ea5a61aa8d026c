package dev.rolecall.infra.function;

import dev.rolecall.infra.settings.Settings;
import dev.rolecall.installation.MetricName;
import dev.rolecall.installation.Variable;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.lambda.Code;

/// What all functions have in common.
///
/// @param code the jar, which holds every handler
/// @param snapStart whether they start from a snapshot, which not every region offers
public record FunctionDefaults(Code code, Settings.Logs logs, boolean snapStart) {

  Map<String, String> environment() {
    return environment(logs);
  }

  /// The variables that all functions have.
  public static Map<String, String> environment(Settings.Logs logs) {
    return new TreeMap<>(
        Map.of(
            Variable.SERVICE,
            MetricQueries.SERVICE,
            "POWERTOOLS_METRICS_NAMESPACE",
            MetricName.NAMESPACE,
            "POWERTOOLS_LOG_LEVEL",
            logs.level(),
            "JAVA_TOOL_OPTIONS",
            Variable.JVM_OPTIONS));
  }
}
