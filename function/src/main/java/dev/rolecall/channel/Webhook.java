package dev.rolecall.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.wording.SecretWords;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// A webhook: whoever knows its address can write to its channel.
public record Webhook(URI address) {

  @Override
  public String toString() {
    return "Webhook[redacted]";
  }

  /// Reads a webhook's address, plain or as `{"webhookUrl": "https://..."}`.
  ///
  /// @param channel whose webhook it is
  /// @param domains those in which the channel has its webhooks, such as `logic.azure.com`
  public record Reader(String channel, List<String> domains) implements SecretReader<Webhook> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HTTPS = 443;

    public Reader {
      domains = List.copyOf(domains);
    }

    @Override
    public SecretReading<Webhook> read(String text) {
      return address(text.strip())
          .filter(this::isAllowed)
          .<SecretReading<Webhook>>map(address -> new SecretReading.Read<>(new Webhook(address)))
          .orElseGet(() -> new SecretReading.Unusable<>(SecretWords.noWebhook(channel, domains)));
    }

    private static Optional<URI> address(String text) {
      try {
        return Optional.of(
            new URI(
                text.startsWith("{")
                    ? JSON.readTree(text).path("webhookUrl").asText().strip()
                    : text));
      } catch (URISyntaxException | JsonProcessingException _) {
        return Optional.empty();
      }
    }

    private boolean isAllowed(URI address) {
      String host = Optional.ofNullable(address.getHost()).orElse("");
      return "https".equals(address.getScheme())
          && (address.getPort() == -1 || address.getPort() == HTTPS)
          && address.getUserInfo() == null
          && domains.stream().anyMatch(domain -> host.endsWith("." + domain));
    }
  }
}
