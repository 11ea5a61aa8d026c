package dev.rolecall.infra.settings;

import dev.rolecall.installation.Variable;
import java.util.Locale;

/// A channel that takes all its messages through one webhook, and that needs no more to be told.
/// The function `dev.rolecall.lambda.NAMEHandler` delivers to it.
public enum WebhookChannel {
  TEAMS("Teams");

  private final String title;

  WebhookChannel(String title) {
    this.title = title;
  }

  /// What people call it; its resources are named after that.
  public String title() {
    return title;
  }

  /// Its name among the settings, and in messages.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The variable that tells its function where the webhook is kept.
  public String secretVariable() {
    return Variable.secret(key());
  }
}
