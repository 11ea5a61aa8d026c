package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// When an alarm goes off, whom it tells, and what it says.
final class AlarmFacts {

  private AlarmFacts() {}

  static List<String> of(JsonNode alarm) {
    JsonNode given = alarm.at("/Metrics/0/MetricStat");
    JsonNode metric = given.isMissingNode() ? alarm : given.get("Metric");
    JsonNode statistic = given.isMissingNode() ? alarm.get("Statistic") : given.get("Stat");
    JsonNode period = given.isMissingNode() ? alarm.get("Period") : given.get("Period");
    List<String> lines = new ArrayList<>();
    lines.add(
        "when the %s of %s %s is %s %s in %s of %s times %s seconds, missing data %s"
            .formatted(
                statistic.asText(),
                metric.get("Namespace").asText(),
                metric.get("MetricName").asText(),
                alarm.get("ComparisonOperator").asText(),
                alarm.get("Threshold").asText(),
                alarm.get("DatapointsToAlarm").asText(),
                alarm.get("EvaluationPeriods").asText(),
                period.asText(),
                alarm.get("TreatMissingData").asText()));
    for (JsonNode dimension : metric.get("Dimensions")) {
      lines.add(
          "of " + dimension.get("Name").asText() + " " + Intrinsics.text(dimension.get("Value")));
    }
    alarm.get("AlarmActions").forEach(action -> lines.add("tells " + Intrinsics.text(action)));
    lines.add("says \"" + alarm.get("AlarmDescription").asText() + "\"");
    lines.add("tags: " + TemplateFacts.tags(alarm.get("Tags")));
    return lines;
  }
}
