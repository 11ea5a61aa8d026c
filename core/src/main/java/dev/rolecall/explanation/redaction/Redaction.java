package dev.rolecall.explanation.redaction;

import java.util.List;
import java.util.regex.Pattern;

/// Removes what must never be shown, wherever it stands in a name or a message: access keys,
/// tokens, webhook addresses.
public final class Redaction {

  /// Access key ids, long-term and temporary. [Unique
  /// identifiers](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)
  private static final Pattern ACCESS_KEY =
      Pattern.compile("(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{12,124}(?![A-Za-z0-9])");

  /// Signed tokens, as web identity providers issue them.
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*)?");

  /// Session tokens of STS begin so.
  private static final Pattern SESSION_TOKEN =
      Pattern.compile("(?<![A-Za-z0-9+/])(IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=]*");

  private static final Pattern WEBHOOK =
      Pattern.compile(
          "https?://(hooks\\.slack(-gov)?\\.com"
              + "|[a-z0-9.-]*\\.?webhook\\.office\\.com"
              + "|outlook\\.office(365)?\\.com/webhook"
              + "|(canary\\.|ptb\\.)?discord(app)?\\.com/api/webhooks"
              + "|[a-z0-9.-]*\\.logic\\.azure\\.(com|us|cn)"
              + "|[a-z0-9.-]*\\.api\\.([a-z]+\\.)?(powerplatform|appsplatform)\\."
              + "|hooks\\.chime\\.aws"
              + "|events\\.pagerduty\\.com)[^\\s\"'`<>]*",
          Pattern.CASE_INSENSITIVE);

  /// @param hints one of them is in every text that holds the secret
  private record Secret(Pattern pattern, String replacement, List<String> hints) {

    /// Without a stream: it is asked of every word.
    private boolean mayBeIn(String text) {
      for (String hint : hints) {
        if (text.contains(hint)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final List<Secret> SECRETS =
      List.of(
          new Secret(ACCESS_KEY, "$1…", List.of("AKIA", "ASIA")),
          new Secret(JWT, "(token removed)", List.of("eyJ")),
          new Secret(SESSION_TOKEN, "(token removed)", List.of("QoJb3JpZ2lu", "oGZXIvYXdz")),
          new Secret(WEBHOOK, "(webhook address removed)", List.of("://")));

  private Redaction() {}

  /// `text` without keys, tokens and webhook addresses. Every word passes here, and hardly any
  /// holds one: a look for what each begins with spares most of the work.
  public static String of(String text) {
    if (text.length() < 16) {
      return text;
    }
    String clean = text;
    for (Secret secret : SECRETS) {
      if (secret.mayBeIn(clean)) {
        clean = secret.pattern().matcher(clean).replaceAll(secret.replacement());
      }
    }
    return clean;
  }
}
