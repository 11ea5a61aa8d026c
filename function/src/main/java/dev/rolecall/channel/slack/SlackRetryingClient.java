package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.RetryingClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Carries a request to Slack, as [RetryingClient] does.
final class SlackRetryingClient {

  private final RetryingClient client;
  private final RetryingClient files;
  private final InstantSource clock;

  /// Until then Slack takes no more edits.
  private Instant busyUntil = Instant.MIN;

  /// @param patience how long to wait for one answer
  SlackRetryingClient(ChannelHttp http, Pause pause, InstantSource clock, Duration patience) {
    this.client = new RetryingClient("Slack", SlackAnswers::of, http, pause, clock, patience);
    this.files = new RetryingClient("Slack", SlackAnswers::ofFile, http, pause, clock, patience);
    this.clock = clock;
  }

  /// Sends an edit that can be left out: not until the time that Slack named when it took no more,
  /// so that its limit is left to alerts, and none of them waits for the edit.
  ChannelAnswer sendIfFree(SlackRequest edit, Instant end) {
    Instant now = clock.instant();
    if (now.isBefore(busyUntil)) {
      return ChannelAnswer.busy("Slack", Duration.between(now, busyUntil));
    }
    ChannelAnswer answer = client.sendUnlessBusy(request(edit), end);
    if (answer.is(ChannelAnswer.Kind.MESSAGE_REFUSED)) {
      return client.sendUnlessBusy(request(edit.asText()), end);
    }
    if (answer.is(ChannelAnswer.Kind.BUSY)) {
      busyUntil =
          answer.problem().flatMap(ChannelAnswer.Problem::after).map(now::plus).orElse(Instant.MIN);
    }
    return answer;
  }

  /// As [#send], and once more without blocks when Slack refuses the message for what it is.
  ChannelAnswer sendAtLeastText(SlackRequest call, Instant end) {
    ChannelAnswer answer = send(call, end);
    return answer.is(ChannelAnswer.Kind.MESSAGE_REFUSED) ? send(call.asText(), end) : answer;
  }

  /// @param end when there must be an answer
  ChannelAnswer send(SlackRequest call, Instant end) {
    return client.send(request(call), end);
  }

  private static HttpRequest.Builder request(SlackRequest call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address())
            .header("Content-Type", call.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(call.content()));
    call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    return request;
  }

  /// Sends a file to the address that Slack gave for it. The address is the permission: no token
  /// goes there.
  ///
  /// @param end when there must be an answer
  ChannelAnswer sendFile(URI address, String lines, Instant end) {
    return files.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(lines)),
        end);
  }
}
