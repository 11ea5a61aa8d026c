package dev.rolecall.channel.slack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/// Carries requests to Slack and answers back.
@FunctionalInterface
public interface SlackHttp {

  /// Sends a request, and waits for the answer as long as the request says.
  Response send(HttpRequest request) throws IOException, InterruptedException;

  /// What Slack sent back.
  ///
  /// @param retryAfter the header of that name
  record Response(int status, Optional<String> retryAfter, String body) {}

  /// Over HTTP.
  static SlackHttp create(HttpClient http) {
    return request -> {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Response(
          response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
    };
  }
}
