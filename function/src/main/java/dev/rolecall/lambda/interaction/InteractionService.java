package dev.rolecall.lambda.interaction;

import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import dev.rolecall.lambda.telemetry.InteractionMetrics.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Requests to the function's address in; what Slack signed goes into the queue, and everything
/// else gets the same answer.
///
/// Slack waits three seconds for an answer, so nothing else is done here. A request that was seen
/// before is refused like one that is not signed; Slack signs again what it sends again.
public final class InteractionService {

  /// A request older than the window is refused for its age.
  private static final Duration REMEMBERED = SigningSecret.WINDOW.multipliedBy(2).plusMinutes(1);

  /// How often a signature that does not match makes the secret be read again: it may have been
  /// rotated, but anyone can send a wrong one.
  private static final Duration SECRET_REST = Duration.ofMinutes(1);

  /// No more of an event needs to be read: it is refused for its length.
  public static final int MOST_EVENT_BYTES = UrlRequest.MOST_EVENT_BYTES;

  private static final int MOST_REMEMBERED = 1_000;

  private final Secrets<SigningSecret> secrets;
  private final RequestMarks marks;
  private final Consumer<String> queue;
  private final FunctionLog functionLog;
  private final InteractionMetrics metrics;
  private final InstantSource clock;
  private final RefusedRequests refused;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private Instant nextRead = Instant.MIN;

  /// @param queue takes an interaction as text; throws [EventFailure] when it does not
  public InteractionService(
      Secrets<SigningSecret> secrets,
      RequestMarks marks,
      Consumer<String> queue,
      FunctionLog functionLog,
      InteractionMetrics metrics,
      InstantSource clock) {
    this.secrets = secrets;
    this.marks = marks;
    this.queue = queue;
    this.functionLog = functionLog;
    this.metrics = metrics;
    this.clock = clock;
    this.refused = new RefusedRequests(functionLog, metrics, clock);
  }

  /// Answers a request.
  ///
  /// @param event as Lambda hands it to the function, or so much of it that it is too long
  /// @throws EventFailure when Slack's request could not be kept, or there is no secret to check it
  ///   with
  public UrlAnswer answer(byte[] event) {
    refused.report();
    Instant now = clock.instant();
    Optional<UrlRequest> request = UrlRequest.parse(event).filter(it -> it.method().equals("POST"));
    if (request.isEmpty()) {
      return refuse(Refusal.MALFORMED);
    }
    Optional<String> signature = SigningSecret.claimed(request.get(), now);
    if (signature.isEmpty() || !isSigned(request.get(), signature.get(), now)) {
      // Without a secret the function is broken, and its alarm fires.
      secret(secrets.current());
      return refuse(Refusal.NOT_SIGNED);
    }
    return isNew(signature.get(), now) ? accept(request.get(), now) : refuse(Refusal.REPLAYED);
  }

  /// A request that Slack could have sent, for priming.
  ///
  /// @param number tells it from others
  public static byte[] sample(SigningSecret secret, int number, Instant now) {
    String body = "command=%2Frolecall&text=help&team_id=T0&user_id=U0&trigger_id=" + number;
    String timestamp = Long.toString(now.getEpochSecond());
    String signature = secret.of(timestamp, body.getBytes(StandardCharsets.UTF_8));
    return """
    {"version": "2.0", "requestContext": {"http": {"method": "POST"}}, "isBase64Encoded": false,
     "headers": {"%s": "%s", "%s": "%s"}, "body": "%s"}\
    """
        .formatted(SigningSecret.TIMESTAMP, timestamp, SigningSecret.SIGNATURE, signature, body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private UrlAnswer refuse(Refusal why) {
    refused.count(why);
    return UrlAnswer.REFUSED;
  }

  private boolean isSigned(UrlRequest request, String signature, Instant now) {
    SigningSecret current = secret(secrets.current());
    if (current.matches(request, signature)) {
      return true;
    }
    synchronized (this) {
      if (now.isBefore(nextRead)) {
        return false;
      }
      nextRead = now.plus(SECRET_REST);
    }
    SigningSecret fresh = secret(secrets.fresh());
    return !fresh.equals(current) && fresh.matches(request, signature);
  }

  private static SigningSecret secret(SecretReading<SigningSecret> reading) {
    return switch (reading) {
      case SecretReading.Read<SigningSecret>(SigningSecret secret) -> secret;
      case SecretReading.Unusable<SigningSecret>(String why) -> throw new EventFailure(why);
      case SecretReading.NotNow<SigningSecret>(String why) -> throw new EventFailure(why);
    };
  }

  private boolean isNew(String signature, Instant now) {
    synchronized (seen) {
      if (seen.containsKey(signature)) {
        return false;
      }
    }
    try {
      // Every attempt is an owner of its own, so that only the first one gets it.
      String owner = UUID.randomUUID().toString();
      boolean fresh = marks.claim("signature#" + signature, owner, now.plus(REMEMBERED));
      synchronized (seen) {
        seen.put(signature, true);
      }
      return fresh;
    } catch (RepositoryFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  private UrlAnswer accept(UrlRequest request, Instant now) {
    return switch (InteractionReader.read(request.body(), now)) {
      case InteractionReader.Reading.Asked(Interaction interaction) -> {
        queue.accept(InteractionJson.write(interaction));
        functionLog.logInteraction(interaction.wish().key(), interaction.by().user());
        metrics.countInteraction(interaction.wish().key());
        yield UrlAnswer.ACCEPTED;
      }
      case InteractionReader.Reading.Nothing _ -> UrlAnswer.ACCEPTED;
      case InteractionReader.Reading.Malformed _ -> {
        refused.count(Refusal.MALFORMED);
        yield UrlAnswer.NOT_UNDERSTOOD;
      }
    };
  }
}
