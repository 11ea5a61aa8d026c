package dev.rolecall.lambda;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.MessageOrder;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.teams.TeamsChannel;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.outbox.SqsOutbox;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

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
  /// @param outbox the queue of messages for Teams; empty where they are delivered as they come
  record Module(String secret, Optional<SqsOutbox.Urls> outbox) implements ChannelModule {

    static Module of(Environment environment) {
      return new Module(environment.secretLocation(Channel.TEAMS), environment.outbox());
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

    /// A workflow writes to one channel.
    @Override
    public MessageOrder order(AwsContext aws, InstantSource clock) {
      return json -> TeamsChannel.card(json).map(_ -> name());
    }

    @Override
    public String sampleSecret() {
      return "https://sample.api.powerplatform.com/sample";
    }
  }
}
