package dev.rolecall.lambda.service;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wording.EventWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Messages of the topic in, messages in a channel out.
public final class DeliveryService {

  private static final int MOST_RECENT = 1_000;

  private final String name;
  private final NotificationChannel<TopicMessage> channel;
  private final FunctionLog functionLog;

  /// What went out last. EventBridge, SNS and Lambda's retries may each bring a message again; most
  /// often to the same instance.
  private final Map<String, DeliveryResult> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DeliveryResult> eldest) {
          return size() > MOST_RECENT;
        }
      };

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
      throw new EventFailure(EventWords.invalid(EventWords.noMessages()));
    }
    List<String> problems = new ArrayList<>();
    for (SNSEvent.SNSRecord record : records) {
      deliver(record.getSNS(), budget.dividedBy(records.size())).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new EventFailure(EventWords.notDelivered(name, problems));
    }
  }

  /// Why it could not be delivered; empty when it was.
  private Optional<String> deliver(SNSEvent.SNS message, Duration budget) {
    String id = Optional.ofNullable(message.getMessageId()).orElse("");
    DeliveryResult result = recent.get(id);
    if (result == null) {
      String json = Optional.ofNullable(message.getMessage()).orElse("");
      result = channel.deliver(new TopicMessage(json, budget));
    }
    functionLog.logDelivery(name, id, result);
    if (result instanceof DeliveryResult.Delivered
        || result instanceof DeliveryResult.DeliveredInPart) {
      recent.put(id, result);
    }
    return result.failure();
  }
}
