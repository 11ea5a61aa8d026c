package dev.rolecall.channel.slack;

import dev.rolecall.channel.Pause;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Carries a request to Slack, and tries again where that helps and time is left.
///
/// - Busy: after the time that Slack asked for.
/// - Failed, no connection, no answer in time: three attempts, a second and then two apart.
/// - Anything else: once.
///
/// When no answer came in time, nobody knows whether the message is out, and Slack has no means to
/// ask or to say "only once". It is sent again: a message that stands there twice does less harm
/// than one that nobody gets. That is the one case in which it can.
final class SlackRetryingClient {

  private static final int MOST_FAILURES = 3;
  private static final Duration LEAST_REST = Duration.ofSeconds(1);

  private final SlackHttp wire;
  private final Pause pause;
  private final InstantSource clock;
  private final Duration patience;

  /// @param patience how long to wait for one answer
  SlackRetryingClient(SlackHttp wire, Pause pause, InstantSource clock, Duration patience) {
    this.wire = wire;
    this.pause = pause;
    this.clock = clock;
    this.patience = patience;
  }

  /// As [#send], and once more without blocks when Slack refuses the message for what it is.
  SlackResponse sendAtLeastText(SlackRequest call, Instant end) {
    SlackResponse answer = send(call, end);
    return answer instanceof SlackResponse.MessageRefused ? send(call.asText(), end) : answer;
  }

  /// @param end when there has to be an answer
  SlackResponse send(SlackRequest call, Instant end) {
    try {
      SlackResponse answer = once(call, end);
      int failures = 0;
      while (true) {
        failures += answer instanceof SlackResponse.Failed ? 1 : 0;
        Optional<Duration> rest = rest(answer, failures);
        if (rest.isEmpty() || !clock.instant().plus(rest.get()).isBefore(end)) {
          return answer;
        }
        pause.rest(rest.get());
        answer = once(call, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SlackResponse.Failed("interrupted");
    }
  }

  /// How long to wait before the next attempt. A Slack that is busy says when it will not be; what
  /// fails is given up soon.
  private static Optional<Duration> rest(SlackResponse answer, int failures) {
    return switch (answer) {
      case SlackResponse.Busy(Duration after) ->
          Optional.of(after.compareTo(LEAST_REST) < 0 ? LEAST_REST : after);
      case SlackResponse.Failed _ ->
          Optional.of(Duration.ofSeconds(failures)).filter(_ -> failures < MOST_FAILURES);
      case SlackResponse.Delivered _,
          SlackResponse.MessageRefused _,
          SlackResponse.NotEditable _,
          SlackResponse.SecretRefused _,
          SlackResponse.Refused _ ->
          Optional.empty();
    };
  }

  private SlackResponse once(SlackRequest call, Instant end) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), end);
    if (!left.isPositive()) {
      return new SlackResponse.Failed("no time left for Slack");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address())
            .timeout(left.compareTo(patience) < 0 ? left : patience)
            .header("Content-Type", call.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(call.content()));
    call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    try {
      SlackHttp.Response response = wire.send(request.build());
      return SlackResponse.of(response.status(), response.retryAfter(), response.body());
    } catch (HttpTimeoutException e) {
      return new SlackResponse.Failed("Slack gave no answer in time");
    } catch (IOException e) {
      return new SlackResponse.Failed("no connection to Slack");
    }
  }
}
