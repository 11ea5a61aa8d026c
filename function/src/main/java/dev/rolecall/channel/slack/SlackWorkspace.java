package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelAnswer;
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
      new ChannelAnswer.Problem(ChannelAnswer.Kind.REFUSED, "no channel or webhook for this route");

  /// A new message in a channel; empty when there is no such channel.
  Optional<SlackRequest> post(SlackSecret secret, String channel, SlackAlert alert) {
    return switch (secret) {
      case SlackSecret.Webhooks webhooks ->
          webhooks
              .address(channel)
              .map(
                  address -> SlackRequest.toWebhook(address, alert.text(), alert.inOne().blocks()));
      case SlackSecret.BotToken token ->
          Optional.of(channel)
              .filter(name -> !name.isEmpty())
              .map(
                  name ->
                      SlackRequest.toChannel(webApi, token, name, alert.text(), alert.blocks()));
    };
  }

  /// A message with another content.
  SlackRequest edit(
      SlackSecret.BotToken token, SlackMessageState.Shown.Message message, SlackAlert alert) {
    return SlackRequest.toMessage(webApi, token, message, alert.text(), alert.blocks());
  }

  /// A message below another.
  SlackRequest reply(
      SlackSecret.BotToken token, String channel, String parent, SlackAlert.Reply reply) {
    return SlackRequest.toChannel(webApi, token, channel, reply.text(), reply.blocks())
        .inThread(parent);
  }
}
