package dev.rolecall.lambda.interaction;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// Where Slack takes answers to one request, for 30 minutes: the address holds the right to answer.
public record ResponseUrl(URI address) {

  private static final Set<String> HOSTS = Set.of("hooks.slack.com", "hooks.slack-gov.com");
  private static final int LONGEST = 500;

  /// The address in `text`; empty when it is not one of Slack's.
  public static Optional<ResponseUrl> parse(String text) {
    return uri(text)
        .filter(
            address ->
                "https".equals(address.getScheme())
                    && Optional.ofNullable(address.getHost()).filter(HOSTS::contains).isPresent()
                    && address.getPort() == -1
                    && address.getUserInfo() == null)
        .map(ResponseUrl::new);
  }

  private static Optional<URI> uri(String text) {
    try {
      return text.length() > LONGEST ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// Shows nothing of it.
  @Override
  public String toString() {
    return "ResponseUrl[redacted]";
  }
}
