package dev.rolecall.infra.rule;

import dev.rolecall.infra.resource.CentralBus;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.Rule;

/// A rule, and how the metrics of EventBridge name it.
///
/// @param dimensions of its metrics
public record RuleName(Rule rule, SortedMap<String, String> dimensions) {

  public static RuleName onDefaultBus(Rule rule) {
    return new RuleName(rule, new TreeMap<>(Map.of("RuleName", rule.getRuleName())));
  }

  /// Metrics of a rule on a bus of our own name the bus, too. `Ref` of such a rule is no name, but
  /// `BUS|NAME`, so the name must be a known one.
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
  public static RuleName onCentralBus(Rule rule, String name) {
    return new RuleName(
        rule, new TreeMap<>(Map.of("EventBusName", CentralBus.NAME, "RuleName", name)));
  }
}
