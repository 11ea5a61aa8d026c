package dev.rolecall.channel;

import dev.rolecall.channel.wording.DeliveryWords;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Carries a request to a channel, and tries again where that helps and time is left.
///
/// - Busy: after the time that the channel asked for, a second at least.
/// - Failed, no connection, no answer in time: three attempts, a second and then two apart.
/// - Anything else: once.
///
/// When no answer came in time, it is unknown whether the message is out, and none of the channels
/// has means to ask or to say "only once". It is sent again: a message that stands there twice does
/// less harm than one that is lost. That is the one case in which it can.
public final class RetryingClient {

  private static final int MOST_FAILURES = 3;
  private static final Duration LEAST_REST = Duration.ofSeconds(1);

  private final String channel;
  private final Function<ChannelHttp.Response, ChannelAnswer> table;
  private final ChannelHttp http;
  private final Pause pause;
  private final InstantSource clock;
  private final Duration patience;

  /// @param channel whose answers these are, such as `Slack`
  /// @param table what its answers mean
  /// @param pause waits between attempts
  /// @param patience how long to wait for one answer
  public RetryingClient(
      String channel,
      Function<ChannelHttp.Response, ChannelAnswer> table,
      ChannelHttp http,
      Pause pause,
      InstantSource clock,
      Duration patience) {
    this.channel = channel;
    this.table = table;
    this.http = http;
    this.pause = pause;
    this.clock = clock;
    this.patience = patience;
  }

  /// The last answer there was.
  ///
  /// @param request without a time-out
  /// @param end when there must be an answer
  public ChannelAnswer send(HttpRequest.Builder request, Instant end) {
    return send(request, end, true);
  }

  /// As [#send], but does not wait for a channel that is busy.
  ///
  /// @param request without a time-out
  /// @param end when there must be an answer
  public ChannelAnswer sendUnlessBusy(HttpRequest.Builder request, Instant end) {
    return send(request, end, false);
  }

  private ChannelAnswer send(HttpRequest.Builder request, Instant end, boolean waits) {
    try {
      ChannelAnswer answer = once(request, end);
      int failures = 0;
      while (true) {
        failures += answer.is(ChannelAnswer.Kind.FAILED) ? 1 : 0;
        Optional<Duration> rest = rest(answer, failures);
        if (rest.isEmpty()
            || (!waits && answer.is(ChannelAnswer.Kind.BUSY))
            || !clock.instant().plus(rest.get()).isBefore(end)) {
          return answer;
        }
        pause.rest(rest.get());
        answer = once(request, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(DeliveryWords.interrupted());
    }
  }

  private static Optional<Duration> rest(ChannelAnswer answer, int failures) {
    if (answer.is(ChannelAnswer.Kind.FAILED)) {
      return Optional.of(Duration.ofSeconds(failures)).filter(_ -> failures < MOST_FAILURES);
    }
    return answer
        .problem()
        .flatMap(ChannelAnswer.Problem::after)
        .map(time -> time.compareTo(LEAST_REST) < 0 ? LEAST_REST : time);
  }

  private ChannelAnswer once(HttpRequest.Builder request, Instant end) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), end);
    if (!left.isPositive()) {
      return failed(DeliveryWords.noTime(channel));
    }
    request.timeout(left.compareTo(patience) < 0 ? left : patience);
    try {
      return table.apply(http.send(request.build()));
    } catch (HttpTimeoutException e) {
      return failed(DeliveryWords.noAnswer(channel));
    } catch (IOException e) {
      return failed(DeliveryWords.noConnection(channel));
    }
  }

  private static ChannelAnswer failed(String why) {
    return new ChannelAnswer.Problem(ChannelAnswer.Kind.FAILED, why);
  }
}
