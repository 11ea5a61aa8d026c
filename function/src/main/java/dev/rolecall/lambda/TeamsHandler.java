package dev.rolecall.lambda;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.teams.TeamsChannel;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;

/// The Teams function: takes messages from the topic to Microsoft Teams.
public final class TeamsHandler extends DeliveryHandler {

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public TeamsHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  TeamsHandler(Map<String, String> variables, Clock clock) {
    super(Module.of(new Environment(variables)), clock);
  }

  /// @param secret where the webhook is kept: `secretsmanager:NAME` or `ssm:/NAME`
  record Module(String secret) implements ChannelModule {

    static Module of(Environment environment) {
      return new Module(environment.secretLocation(Variable.TEAMS_SECRET));
    }

    @Override
    public String name() {
      return "Teams";
    }

    @Override
    public NotificationChannel<TopicMessage> channel(
        AwsContext aws, ChannelHttp http, InstantSource clock) {
      return new TeamsChannel(
          ChannelModule.secrets(secret, TeamsChannel.secretReader(), aws),
          http,
          Thread::sleep,
          clock,
          PATIENCE);
    }
  }
}
