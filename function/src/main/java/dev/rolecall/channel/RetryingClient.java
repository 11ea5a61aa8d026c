package dev.rolecall.channel;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Carries a request to a channel, and tries again where that helps and time is left.
///
/// - Busy: after the time that the channel asked for, a second at least.
/// - Failed, no connection, no answer in time: three attempts, a second and then two apart.
/// - Anything else: once.
///
/// When no answer came in time, nobody knows whether the message is out, and none of the channels
/// has means to ask or to say "only once". It is sent again: a message that stands there twice does
/// less harm than one that nobody gets. That is the one case in which it can.
///
/// @param <A> what an answer of the channel means
public final class RetryingClient<A> {

  private static final int MOST_FAILURES = 3;
  private static final Duration LEAST_REST = Duration.ofSeconds(1);

  private final AnswerTable<A> table;
  private final ChannelHttp http;
  private final Pause pause;
  private final InstantSource clock;
  private final Duration patience;

  /// What a channel's answers mean.
  public interface AnswerTable<A> {
    /// Whose answers these are, such as `Slack`.
    String channel();

    /// What an answer means.
    A of(ChannelHttp.Response response);

    /// What it means that there is none.
    ///
    /// @param why holds no secret
    A none(String why);

    /// Whether the same request may succeed when it is made again.
    Retry retry(A answer);
  }

  /// Whether to ask again.
  public sealed interface Retry {
    record Never() implements Retry {}

    /// It may pass by itself.
    record Soon() implements Retry {}

    /// The channel said when.
    record After(Duration time) implements Retry {}
  }

  /// @param pause waits between attempts
  /// @param patience how long to wait for one answer
  public RetryingClient(
      AnswerTable<A> table, ChannelHttp http, Pause pause, InstantSource clock, Duration patience) {
    this.table = table;
    this.http = http;
    this.pause = pause;
    this.clock = clock;
    this.patience = patience;
  }

  /// The last answer there was.
  ///
  /// @param request without a time-out
  /// @param end when there has to be an answer
  public A send(HttpRequest.Builder request, Instant end) {
    try {
      A answer = once(request, end);
      int failures = 0;
      while (true) {
        Retry retry = table.retry(answer);
        failures += retry instanceof Retry.Soon ? 1 : 0;
        Optional<Duration> rest = rest(retry, failures);
        if (rest.isEmpty() || !clock.instant().plus(rest.get()).isBefore(end)) {
          return answer;
        }
        pause.rest(rest.get());
        answer = once(request, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return table.none("interrupted");
    }
  }

  private static Optional<Duration> rest(Retry retry, int failures) {
    return switch (retry) {
      case Retry.Never _ -> Optional.empty();
      case Retry.Soon _ ->
          Optional.of(Duration.ofSeconds(failures)).filter(_ -> failures < MOST_FAILURES);
      case Retry.After(Duration time) ->
          Optional.of(time.compareTo(LEAST_REST) < 0 ? LEAST_REST : time);
    };
  }

  private A once(HttpRequest.Builder request, Instant end) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), end);
    if (!left.isPositive()) {
      return table.none("no time left for " + table.channel());
    }
    request.timeout(left.compareTo(patience) < 0 ? left : patience);
    try {
      return table.of(http.send(request.build()));
    } catch (HttpTimeoutException e) {
      return table.none(table.channel() + " gave no answer in time");
    } catch (IOException e) {
      return table.none("no connection to " + table.channel());
    }
  }
}
