package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.wording.DeliveryWords;
import java.net.URI;
import java.util.Optional;

/// Where in Slack messages go, and whom they call.
///
/// @param webApi the address that methods follow
public record SlackWorkspace(URI webApi, SlackRoutes routes, SlackMentions owners) {

  /// The Web API of most workspaces; that of GovSlack is `https://slack-gov.com/api`.
  public static final URI WEB_API = URI.create("https://slack.com/api");

  /// The answer when there is no channel or webhook to ask.
  static final ChannelAnswer NOWHERE =
      new ChannelAnswer.Problem(ChannelAnswer.Kind.REFUSED, DeliveryWords.noRoute());

  /// A new message in a channel; empty when there is no such channel.
  Optional<SlackRequest> post(SlackSecret secret, String channel, SlackAlert alert) {
    return switch (secret) {
      case SlackSecret.Webhooks webhooks ->
          webhooks.address(channel).map(address -> SlackRequest.toWebhook(address, alert.inOne()));
      case SlackSecret.BotToken token ->
          Optional.of(channel)
              .filter(name -> !name.isEmpty())
              .map(name -> SlackRequest.toChannel(webApi, token, name, alert));
    };
  }
}
