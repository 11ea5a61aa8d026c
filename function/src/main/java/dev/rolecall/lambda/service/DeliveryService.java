package dev.rolecall.lambda.service;

import dev.rolecall.channel.MessageOrder;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.outbox.IncomingMessage;
import dev.rolecall.lambda.outbox.IncomingMessages;
import dev.rolecall.lambda.outbox.Outbox;
import dev.rolecall.lambda.outbox.OutboxFailure;
import dev.rolecall.lambda.queue.QueueMessages;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wording.EventWords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Messages of the topic in, messages in a channel out.
///
/// The queue that is subscribed to the topic keeps no order. What comes from there, or from the
/// topic itself, goes on to the outbox, and from there to the channel:
///
/// | the channel | the message |
/// |---|---|
/// | delivers it | is done |
/// | answers "try later" | stays at the head of its line, and is tried again after a pause that grows to ten minutes, or as long as the channel asks; after four days it is buried |
/// | rejects every message, as for a bad secret | the same, for twelve hours |
/// | rejects this message | leaves its line, so that others pass, and is tried again for twelve hours |
///
/// Without an outbox, messages are delivered as they come.
public final class DeliveryService {

  /// How long a message is tried again.
  static final Duration TRIED_FOR = Duration.ofDays(4);

  /// How long a rejected message is tried again: time for an operator to fix what is wrong.
  static final Duration REJECTED_FOR = Duration.ofHours(12);

  static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /// What the lines of rejected messages begin with: each has one of its own.
  private static final String ASIDE = "aside-";

  /// With less time, a delivery is not begun.
  private static final Duration LEAST_TIME = Duration.ofSeconds(6);

  private static final int MOST_RECENT = 1_000;

  private final String name;
  private final NotificationChannel<TopicMessage> channel;
  private final MessageOrder order;
  private final Optional<Outbox> outbox;
  private final FunctionLog functionLog;
  private final InstantSource clock;

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
  /// @param order in which messages go to it
  public DeliveryService(
      String name,
      NotificationChannel<TopicMessage> channel,
      MessageOrder order,
      Optional<Outbox> outbox,
      FunctionLog functionLog,
      InstantSource clock) {
    this.name = name;
    this.channel = channel;
    this.order = order;
    this.outbox = outbox;
    this.functionLog = functionLog;
    this.clock = clock;
  }

  /// Takes all messages of an event on; one that fails does not keep those of other lines.
  ///
  /// @param budget the time for all of them
  /// @return what Lambda needs to know: which messages of a queue were not dealt with
  /// @throws EventFailure when one that no queue keeps was not dealt with. Lambda tries again, and
  ///   keeps it with the reason
  public byte[] run(byte[] event, Duration budget) {
    List<IncomingMessage> messages = IncomingMessages.read(EventJson.parse(event));
    if (messages.isEmpty()) {
      throw new EventFailure(EventWords.invalid(EventWords.noMessages()));
    }
    return new Run(clock.instant().plus(budget)).response(messages);
  }

  /// What became of one message.
  private sealed interface Outcome {

    /// It must not come again.
    record Done() implements Outcome {}

    /// It must.
    ///
    /// @param pause after which it comes, if the outbox keeps it
    record Again(String why, Duration pause) implements Outcome {}
  }

  /// One invocation.
  private final class Run {

    private final Instant end;
    private final Set<String> blocked = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Run(Instant end) {
      this.end = end;
    }

    private byte[] response(List<IncomingMessage> messages) {
      for (IncomingMessage message : messages) {
        if (outcome(message) instanceof Outcome.Again(String why, Duration pause)) {
          again(message, why, pause);
        }
      }
      if (!problems.isEmpty()) {
        throw new EventFailure(EventWords.notDelivered(name, problems));
      }
      return QueueMessages.answer(failures).getBytes(StandardCharsets.UTF_8);
    }

    private void again(IncomingMessage message, String why, Duration pause) {
      message
          .receipt()
          .ifPresentOrElse(
              receipt -> {
                failures.add(receipt.message());
                receipt
                    .line()
                    .ifPresent(
                        line -> {
                          blocked.add(line);
                          delay(receipt.handle(), pause);
                        });
              },
              () -> problems.add(why));
    }

    /// Without the change it comes again as well, when its visibility timeout is over.
    private void delay(String receipt, Duration pause) {
      outbox.ifPresent(
          queue -> {
            try {
              queue.delay(receipt, pause);
            } catch (OutboxFailure e) {
              functionLog.logOutbox(String.valueOf(e.getMessage()));
            }
          });
    }

    private Outcome outcome(IncomingMessage message) {
      if (outbox.isPresent() && message.line().isEmpty()) {
        return forward(message, outbox.get());
      }
      Duration left = Duration.between(clock.instant(), end);
      if (message.line().filter(blocked::contains).isPresent()
          || (message.receipt().isPresent() && left.compareTo(LEAST_TIME) < 0)) {
        return new Outcome.Again("", Duration.ZERO);
      }
      return deliver(message, left);
    }

    private Outcome deliver(IncomingMessage message, Duration left) {
      DeliveryResult result = recent.get(message.id());
      if (result == null) {
        result = channel.deliver(new TopicMessage(message.json(), left));
      }
      functionLog.logDelivery(name, message.id(), result);
      return switch (result) {
        case DeliveryResult.Delivered _, DeliveryResult.DeliveredInPart _ -> {
          recent.put(message.id(), result);
          yield new Outcome.Done();
        }
        case DeliveryResult.Skipped _ -> new Outcome.Done();
        case DeliveryResult.TryLater(String why, Optional<Duration> after) ->
            later(message, why, after, TRIED_FOR);
        case DeliveryResult.Rejected(String why, boolean everyMessage) ->
            everyMessage || isAside(message)
                ? later(message, why, Optional.empty(), REJECTED_FOR)
                : aside(message, why);
      };
    }
  }

  private static boolean isAside(IncomingMessage message) {
    return message.line().filter(line -> line.startsWith(ASIDE)).isPresent();
  }

  private Outcome forward(IncomingMessage message, Outbox queue) {
    return keep(
        () ->
            order
                .line(message.json())
                .ifPresentOrElse(
                    line -> queue.put(message.body(), hash(line), hash(message.id())),
                    () -> {
                      functionLog.logDelivery(
                          name,
                          message.id(),
                          new DeliveryResult.Rejected(DeliveryWords.nothingFor(name)));
                      queue.bury(message.body(), hash(message.id()));
                    }));
  }

  /// For its own line, which holds up no other message.
  private Outcome aside(IncomingMessage message, String why) {
    return message.line().isPresent() && outbox.isPresent()
        ? keep(
            () -> {
              String line = ASIDE + hash(message.id());
              outbox.get().put(message.body(), line, line);
            })
        : new Outcome.Again(why, LONGEST_PAUSE);
  }

  private Outcome later(
      IncomingMessage message, String why, Optional<Duration> after, Duration longest) {
    boolean over =
        message
            .receipt()
            .filter(receipt -> receipt.line().isPresent())
            .filter(receipt -> !clock.instant().isBefore(receipt.sent().plus(longest)))
            .isPresent();
    if (over && outbox.isPresent()) {
      return keep(() -> outbox.get().bury(message.body(), hash(message.id())));
    }
    int received = message.receipt().map(IncomingMessage.Receipt::received).orElse(1);
    Duration pause = pause(received);
    return new Outcome.Again(why, after.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
  }

  /// Twice as long each time.
  private static Duration pause(int received) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < received && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static Outcome keep(Runnable keeping) {
    try {
      keeping.run();
      return new Outcome.Done();
    } catch (OutboxFailure e) {
      return new Outcome.Again(String.valueOf(e.getMessage()), FIRST_PAUSE);
    }
  }

  /// A name as SQS allows it, whatever people call a channel.
  private static String hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
