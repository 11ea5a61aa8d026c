package dev.rolecall.infra.settings;

import dev.rolecall.infra.settings.Settings.Capacity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How Rolecall writes to Slack by itself.
///
/// @param secret where the bot token or the webhook's address is kept
/// @param kmsKey the ARN of the customer managed key that encrypts the secret; empty when AWS's
///   does
/// @param channel where an explanation goes that no route takes; empty for an incoming webhook
/// @param routes which explanation goes to which channel: each has a `channel` and what it takes
/// @param api the address of Slack's API; empty for Slack's own
/// @param capacity what the Slack function may use
public record Slack(
    Secret secret,
    Optional<String> kmsKey,
    Optional<String> channel,
    List<Map<String, String>> routes,
    Optional<String> api,
    Capacity capacity) {

  /// Copies the collections.
  public Slack {
    routes = List.copyOf(routes);
  }

  /// Where a secret is kept.
  public sealed interface Secret {

    /// In Secrets Manager.
    ///
    /// @param id the secret's name or ARN
    record SecretsManager(String id) implements Secret {

      @Override
      public String reference() {
        return "secretsmanager:" + id;
      }
    }

    /// In Systems Manager's Parameter Store, as a `SecureString`.
    ///
    /// @param name the parameter's name, which starts with a slash
    record Parameter(String name) implements Secret {

      @Override
      public String reference() {
        return "ssm:" + name;
      }
    }

    /// What the setting and the function's environment say.
    String reference();
  }
}
