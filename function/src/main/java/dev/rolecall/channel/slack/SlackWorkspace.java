package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.wording.DeliveryWords;
import java.net.URI;
import java.util.Optional;

/// Where in Slack messages go, and whom they call.
///
/// @param webApi the address that methods follow
/// @param interactive whether Slack reports clicks on buttons to this installation
public record SlackWorkspace(
    URI webApi, SlackRoutes routes, SlackMentions owners, boolean interactive) {

  /// The Web API of most workspaces; that of GovSlack is `https://slack-gov.com/api`.
  public static final URI WEB_API = URI.create("https://slack.com/api");

  /// The answer when there is no channel or webhook to ask.
  static final ChannelAnswer NOWHERE =
      new ChannelAnswer.Problem(ChannelAnswer.Kind.REFUSED, DeliveryWords.noRoute());

  /// Without buttons.
  public SlackWorkspace(URI webApi, SlackRoutes routes, SlackMentions owners) {
    this(webApi, routes, owners, false);
  }

  /// A new message in a channel; empty when there is no such channel.
  Optional<SlackRequest> post(SlackSecret secret, String channel, SlackAlert alert) {
    return switch (secret) {
      case SlackSecret.Webhooks webhooks ->
          webhooks.address(channel).map(address -> SlackRequest.toWebhook(address, alert.inOne()));
      case SlackSecret.BotToken token ->
          Optional.of(channel)
              .filter(name -> !name.isEmpty())
              .map(name -> SlackRequest.toChannel(webApi, token, name, withButtons(alert)));
    };
  }

  /// A bot's message with its buttons, where a click on them arrives.
  SlackAlert withButtons(SlackAlert alert) {
    return interactive ? alert.withButtons() : alert;
  }
}
