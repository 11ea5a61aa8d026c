package dev.rolecall.channel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Carries requests to a channel and answers back.
@FunctionalInterface
public interface ChannelHttp {

  /// Sends a request, and waits for the answer as long as the request says.
  Response send(HttpRequest request) throws IOException, InterruptedException;

  /// What came back.
  ///
  /// @param retryAfter the header of that name
  record Response(int status, Optional<String> retryAfter, String body) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

    /// How long the channel asks to wait; a second when it does not say in seconds.
    public Duration retryDelay() {
      return retryAfter
          .filter(text -> SECONDS.matcher(text).matches())
          .map(text -> Duration.ofSeconds(Long.parseLong(text)))
          .orElse(Duration.ofSeconds(1));
    }
  }

  /// Over HTTP.
  static ChannelHttp create(HttpClient http) {
    return request -> {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Response(
          response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
    };
  }
}
