package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.RuleName;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sqs.Queue;

/// A failure queue, what it holds, and where that goes when it is sent again.
///
/// @param name for people: as in the outputs of the stack
/// @param queue the name of the queue
/// @param holds `events` of EventBridge for a function, `invocations` with what failed in them,
///   `messages` of another queue, or `pages` for PagerDuty, which are not sent again
/// @param to the ARN of a function, or the name of a queue or rule
public record KeptFailures(String name, String queue, String holds, String to) {

  /// Events that EventBridge could not hand to a function.
  public static KeptFailures events(String name, FailureQueue queue, LiveFunction function) {
    return new KeptFailures(name, name(queue), "events", arn(function.alias()));
  }

  /// Events at which a function failed.
  public static KeptFailures invocations(String name, LiveFunction function) {
    return new KeptFailures(name, name(function.failures()), "invocations", arn(function.alias()));
  }

  /// Messages of another queue.
  public static KeptFailures messages(String name, FailureQueue queue, Queue to) {
    return new KeptFailures(name, name(queue), "messages", to.getQueueName());
  }

  /// Events that EventBridge could not send to PagerDuty.
  public static KeptFailures pages(String name, FailureQueue queue, RuleName rule) {
    return new KeptFailures(name, name(queue), "pages", rule.rule().getRuleName());
  }

  private static String name(FailureQueue queue) {
    return queue.queue().getQueueName();
  }

  private static String arn(Alias alias) {
    return alias.getFunctionArn();
  }

  Map<String, String> json() {
    return new TreeMap<>(Map.of("name", name, "queue", queue, "holds", holds, "to", to));
  }
}
