package dev.rolecall.lambda.service;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages of the topic in, messages in a channel out.
public final class DeliveryService {

  private final String name;
  private final NotificationChannel<TopicMessage> channel;
  private final FunctionLog functionLog;

  /// The channel may know what is out of an incident; this knows what is out besides.
  private final RecentMessages<DeliveryResult> recentMessages = new RecentMessages<>();

  /// @param name what people call the channel
  public DeliveryService(
      String name, NotificationChannel<TopicMessage> channel, FunctionLog functionLog) {
    this.name = name;
    this.channel = channel;
    this.functionLog = functionLog;
  }

  /// Delivers all messages; one that fails does not keep the others.
  ///
  /// @param budget the time for all of them
  /// @throws EventFailure when one could not be delivered. Lambda tries again, and keeps it with
  ///   the reason
  public void run(SNSEvent event, Duration budget) {
    List<SNSEvent.SNSRecord> records = Optional.ofNullable(event.getRecords()).orElse(List.of());
    if (records.isEmpty()) {
      throw new EventFailure("the event cannot be understood: it holds no message of a topic");
    }
    List<String> problems = new ArrayList<>();
    for (SNSEvent.SNSRecord record : records) {
      deliver(record.getSNS(), budget.dividedBy(records.size())).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new EventFailure("not delivered to " + name + ": " + String.join("; ", problems));
    }
  }

  /// Why it could not be delivered; empty when it was.
  private Optional<String> deliver(SNSEvent.SNS message, Duration budget) {
    String id = Optional.ofNullable(message.getMessageId()).orElse("");
    DeliveryResult outcome =
        recentMessages
            .of(id)
            .orElseGet(
                () ->
                    channel.deliver(
                        new TopicMessage(
                            Optional.ofNullable(message.getMessage()).orElse(""), budget)));
    return switch (outcome) {
      case DeliveryResult.Delivered _ -> {
        recentMessages.remember(id, outcome);
        functionLog.logDelivered(name, id);
        yield Optional.empty();
      }
      case DeliveryResult.DeliveredInPart(Optional<String> _, String why) -> {
        recentMessages.remember(id, outcome);
        functionLog.logDeliveredInPart(name, id, why);
        yield Optional.empty();
      }
      case DeliveryResult.Skipped(String why) -> {
        functionLog.logSkipped(name, id, why);
        yield Optional.empty();
      }
      case DeliveryResult.Rejected(String why) -> undelivered(id, why);
      case DeliveryResult.TryLater(String why, Optional<Duration> _) -> undelivered(id, why);
    };
  }

  private Optional<String> undelivered(String id, String why) {
    functionLog.logUndelivered(name, id, why);
    return Optional.of(why);
  }
}
