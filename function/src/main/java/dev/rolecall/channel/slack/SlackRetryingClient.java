package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.RetryingClient.Retry;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Carries a request to Slack, as [RetryingClient] does.
final class SlackRetryingClient {

  private final RetryingClient<SlackResponse> client;

  /// @param patience how long to wait for one answer
  SlackRetryingClient(ChannelHttp http, Pause pause, InstantSource clock, Duration patience) {
    this.client = new RetryingClient<>(new Answers(), http, pause, clock, patience);
  }

  /// Which answers are worth another attempt.
  private record Answers() implements RetryingClient.AnswerTable<SlackResponse> {
    @Override
    public String channel() {
      return "Slack";
    }

    @Override
    public SlackResponse of(ChannelHttp.Response response) {
      return SlackResponse.of(response);
    }

    @Override
    public SlackResponse none(String why) {
      return new SlackResponse.Failed(why);
    }

    @Override
    public Retry retry(SlackResponse answer) {
      return switch (answer) {
        case SlackResponse.Busy(Duration after) -> new Retry.After(after);
        case SlackResponse.Failed _ -> new Retry.Soon();
        case SlackResponse.Delivered _,
            SlackResponse.MessageRefused _,
            SlackResponse.NotEditable _,
            SlackResponse.SecretRefused _,
            SlackResponse.Refused _ ->
            new Retry.Never();
      };
    }
  }

  /// As [#send], and once more without blocks when Slack refuses the message for what it is.
  SlackResponse sendAtLeastText(SlackRequest call, Instant end) {
    SlackResponse answer = send(call, end);
    return answer instanceof SlackResponse.MessageRefused ? send(call.asText(), end) : answer;
  }

  /// @param end when there has to be an answer
  SlackResponse send(SlackRequest call, Instant end) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address())
            .header("Content-Type", call.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(call.content()));
    call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    return client.send(request, end);
  }
}
