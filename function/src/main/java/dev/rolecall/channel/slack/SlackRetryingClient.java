package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.wording.DeliveryWords;
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
  private final UpdateBudget updates = new UpdateBudget();

  /// @param patience how long to wait for one answer
  SlackRetryingClient(ChannelHttp http, Pause pause, InstantSource clock, Duration patience) {
    this.client = new RetryingClient("Slack", SlackAnswers::of, http, pause, clock, patience);
    this.files = new RetryingClient("Slack", SlackAnswers::ofFile, http, pause, clock, patience);
    this.clock = clock;
  }

  /// Sends an edit that can be left out, if there is room for it. No alert waits for it.
  ///
  /// @param incident whose message it is
  ChannelAnswer sendUpdate(SlackRequest edit, String incident, Instant end) {
    Instant now = clock.instant();
    if (!updates.take(incident, now)) {
      return new ChannelAnswer.Problem(ChannelAnswer.Kind.BUSY, DeliveryWords.busy("Slack"));
    }
    ChannelAnswer answer = client.sendUnlessBusy(request(edit), end);
    if (answer.is(ChannelAnswer.Kind.MESSAGE_REFUSED)) {
      return client.sendUnlessBusy(request(edit.asText()), end);
    }
    if (answer.is(ChannelAnswer.Kind.BUSY)) {
      answer
          .problem()
          .flatMap(ChannelAnswer.Problem::after)
          .ifPresent(rest -> updates.close(now.plus(rest)));
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
