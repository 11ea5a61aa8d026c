package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.sqs.Queue;

/// What the monitor stack is made of, for whoever watches or lists it.
record Parts(
    DenialRule rule,
    SnapStartFunction explain,
    NotificationTopic alerts,
    Optional<SlackFunction> slack,
    NotificationTopic operations) {

  /// The functions by what they do.
  Map<String, SnapStartFunction> functions() {
    Map<String, SnapStartFunction> functions = new LinkedHashMap<>();
    functions.put("Explain", explain);
    slack.ifPresent(it -> functions.put("Slack", it.function()));
    return functions;
  }

  List<NotificationTopic> topics() {
    return List.of(alerts, operations);
  }

  /// Every place where something can lie that was not delivered.
  List<Left> queues() {
    List<Left> queues = new ArrayList<>();
    queues.add(
        new Left(
            "ExplainUndelivered",
            rule.undelivered(),
            "denials that never reached the explain function"));
    queues.add(
        new Left(
            "ExplainFailures", explain.failures(), "denials that the explain function failed at"));
    alerts
        .undelivered()
        .ifPresent(
            it ->
                queues.add(
                    new Left("EmailUndelivered", it, "explanations that could not be e-mailed")));
    slack.ifPresent(
        it -> {
          queues.add(
              new Left(
                  "SlackUndelivered",
                  it.undelivered(),
                  "explanations that never reached the Slack function"));
          queues.add(
              new Left(
                  "SlackFailures",
                  it.function().failures(),
                  "explanations that the Slack function failed at"));
        });
    operations
        .undelivered()
        .ifPresent(
            it ->
                queues.add(
                    new Left(
                        "OperationsEmailUndelivered", it, "alarms that could not be e-mailed")));
    return queues;
  }

  /// A queue and what lies in it.
  record Left(String name, Queue queue, String what) {}
}
