package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.SecretReader;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.wording.SecretWords;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What Slack signs its requests with, of the app that Rolecall is in Slack.
///
/// @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">how</a>
public record SigningSecret(String value) {

  /// How far the time stamp of a request may be off, to either side.
  public static final Duration WINDOW = Duration.ofMinutes(5);

  static final String SIGNATURE = "x-slack-signature";
  static final String TIMESTAMP = "x-slack-request-timestamp";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern FORM = Pattern.compile("v0=[0-9a-f]{64}");

  /// The signature of a request, where it has one in Slack's form and its time stamp lies within
  /// the window around `now`. It may still be wrong.
  static Optional<String> claimed(UrlRequest request, Instant now) {
    boolean timely =
        request
            .header(TIMESTAMP)
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
            .map(time -> Duration.between(time, now).abs())
            .filter(off -> off.compareTo(WINDOW) <= 0)
            .isPresent();
    return timely
        ? request.header(SIGNATURE).filter(text -> FORM.matcher(text).matches())
        : Optional.empty();
  }

  /// Whether `signature` is the one that this secret gives the request.
  boolean matches(UrlRequest request, String signature) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        of(request.header(TIMESTAMP).orElse(""), request.body()).getBytes(StandardCharsets.UTF_8));
  }

  /// The signature of a body that is sent at a time.
  ///
  /// @param timestamp seconds since 1970
  String of(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /// Shows nothing of it.
  @Override
  public String toString() {
    return "SigningSecret[redacted]";
  }

  /// Reads it from the secret in which the bot token or the webhooks are, too:
  ///
  ///     {"botToken": "xoxb-...", "signingSecret": "..."}
  public static final class Reader implements SecretReader<SigningSecret> {

    private static final String SLACK = "Slack";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VALUE = Pattern.compile("[0-9A-Za-z]{16,128}");

    @Override
    public String channel() {
      return SLACK;
    }

    @Override
    public SecretReading<SigningSecret> read(String text) {
      JsonNode json;
      try {
        json = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        return new SecretReading.Unusable<>(SecretWords.noSigningSecret(SLACK));
      }
      String value = json.path("signingSecret").asText("").strip();
      return VALUE.matcher(value).matches()
          ? new SecretReading.Read<>(new SigningSecret(value))
          : new SecretReading.Unusable<>(SecretWords.noSigningSecret(SLACK));
    }
  }
}
