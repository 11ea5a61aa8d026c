package dev.rolecall.doctor.report;

import dev.rolecall.explanation.notification.Channel;
import java.util.Optional;

/// A channel of an installation.
///
/// @param function ARN of the alias of its function
/// @param queue ARN of the queue that is subscribed to the topics in place of the function; empty
///   in earlier versions
/// @param secret `secretsmanager:NAME` or `ssm:/NAME`
public record DeployedChannel(
    Channel channel, Optional<String> function, Optional<String> queue, Optional<String> secret) {

  /// ARN of what has to be subscribed to the topic of alerts.
  public Optional<String> subscriber() {
    return queue.or(() -> function);
  }

  /// What findings on it are about.
  public Area area() {
    return channel == Channel.SLACK ? Area.SLACK : Area.CHANNELS;
  }

  /// Its function is not subscribed to the topic of alerts.
  public Problem notSubscribed() {
    return channel == Channel.SLACK ? Problem.SLACK_NOT_SUBSCRIBED : Problem.CHANNEL_NOT_SUBSCRIBED;
  }

  /// What lets Rolecall into it is missing.
  public Problem secretMissing() {
    return channel == Channel.SLACK ? Problem.SLACK_SECRET_MISSING : Problem.CHANNEL_SECRET_MISSING;
  }
}
