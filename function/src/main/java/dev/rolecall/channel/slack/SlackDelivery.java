package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.slack.SlackMessageState.Shown;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Brings one notice to Slack.
///
/// A message that cannot be edited, because it was removed, the token is another app's or the
/// workspace allows no late edits, is posted again where the routes lead now; not for `PROGRESS`,
/// which is worth no message.
///
/// @param line to Slack
record SlackDelivery(SlackWorkspace workspace, SlackRetryingClient line) {

  /// Clocks may differ by so much.
  private static final Duration SKEW = Duration.ofSeconds(5);

  /// What is to be sent.
  ///
  /// @param thread what stands in Slack
  /// @param unsure since when there may be a message that was not noted
  /// @param end when there must be an answer
  record Order(
      SlackAlert alert,
      SlackNotification notice,
      SlackMessageState thread,
      Optional<Instant> unsure,
      Instant end) {

    private NotificationKind kind() {
      return notice.kind();
    }

    /// Whether the next notice of the incident will say the same and more. A longer list of callers
    /// is worth waiting for.
    private boolean canBeLeftOut() {
      return kind() == NotificationKind.PROGRESS && alert.file().isEmpty();
    }

    /// With the claim taken.
    ///
    /// @param limit when the claim is of no more use
    Order claimed(SlackMessageState thread, Instant limit) {
      return new Order(alert, notice, thread, unsure, limit.isBefore(end) ? limit : end);
    }
  }

  /// What became of it.
  ///
  /// @param shown a message that is new, or that was found
  /// @param reply what must follow below the message
  record Sent(ChannelAnswer answer, Optional<Shown> shown, Optional<SlackRequest> reply) {

    static Sent not(ChannelAnswer answer) {
      return new Sent(answer, Optional.empty(), Optional.empty());
    }
  }

  /// Does what `move` asks for.
  Sent send(Order order, SlackAction.Sending move, SlackSecret secret) {
    return switch (move) {
      case SlackAction.Edit(Shown.Message message, boolean reply)
          when secret instanceof SlackSecret.BotToken token ->
          editOrPost(order, message, reply, token);
      case SlackAction.Edit(Shown.Message _, boolean reply) -> post(order, reply, secret);
      case SlackAction.Post(boolean details) -> lookAndPost(order, details, secret);
    };
  }

  private Sent editOrPost(
      Order order, Shown.Message message, boolean reply, SlackSecret.BotToken token) {
    Sent sent = edit(order, message, reply, token);
    return sent.answer().is(ChannelAnswer.Kind.NOT_EDITABLE) && order.kind().isForEveryone()
        ? lookAndPost(order, order.kind() != NotificationKind.RESOLVED, token)
        : sent;
  }

  private Sent edit(Order order, Shown.Message message, boolean reply, SlackSecret.BotToken token) {
    boolean first = order.kind() == NotificationKind.FIRST;
    SlackAlert alert = first ? order.alert().calling(mention(order)) : order.alert();
    SlackRequest edit =
        SlackRequest.toMessage(workspace.webApi(), token, message, workspace.withButtons(alert))
            .about(order.notice());
    ChannelAnswer answer =
        order.canBeLeftOut()
            ? line.sendUpdate(edit, order.notice().incident(), order.end())
            : line.sendAtLeastText(edit, order.end());
    Optional<JsonNode> inReply = isNews(order.kind()) ? mention(order) : Optional.empty();
    return new Sent(
        answer,
        Optional.empty(),
        alert
            .reply()
            .filter(_ -> reply)
            .map(details -> reply(token, message, details.calling(inReply))));
  }

  /// Whether the reply needs to reach the owner, who has seen the message above it.
  private static boolean isNews(NotificationKind kind) {
    return kind == NotificationKind.CHANGED || kind == NotificationKind.REOPENED;
  }

  private SlackRequest reply(
      SlackSecret.BotToken token, Shown.Message message, SlackAlert.Reply reply) {
    return SlackRequest.toChannel(workspace.webApi(), token, message.channel(), reply)
        .inThread(message.timestamp());
  }

  private Sent lookAndPost(Order order, boolean details, SlackSecret secret) {
    if (order.unsure().isEmpty() || !(secret instanceof SlackSecret.BotToken token)) {
      return post(order, details, secret);
    }
    return switch (history(order, order.unsure().get(), token)) {
      case SlackHistory.NotNow(ChannelAnswer.Problem problem) -> Sent.not(problem);
      case SlackHistory.NotFound _ -> post(order, details, secret);
      case SlackHistory.Found(Shown.Message message) -> {
        Sent sent = edit(order, message, true, token);
        yield new Sent(sent.answer(), Optional.of(message), sent.reply());
      }
    };
  }

  private SlackHistory history(Order order, Instant since, SlackSecret.BotToken token) {
    String channel = workspace.routes().channel(order.alert().facts());
    SlackRequest call = SlackRequest.history(workspace.webApi(), token, channel, since.minus(SKEW));
    return SlackHistory.of(line.send(call, order.end()), channel, order.notice());
  }

  private Sent post(Order order, boolean details, SlackSecret secret) {
    boolean calls =
        switch (order.kind()) {
          case FIRST, CHANGED, REOPENED -> true;
          case REMINDER -> order.thread().shown().isEmpty();
          case PROGRESS, HANDLED, RESOLVED -> false;
        };
    SlackAlert whole = order.alert().calling(calls ? mention(order) : Optional.empty());
    return post(
        details ? whole : whole.withReply(Optional.empty()),
        channel(order, secret),
        Optional.of(order.notice()),
        secret,
        order.end());
  }

  /// A new message.
  ///
  /// @param mark what a bot's message is marked with, so that it can be found again
  Sent post(
      SlackAlert alert,
      String channel,
      Optional<SlackNotification> mark,
      SlackSecret secret,
      Instant end) {
    Optional<SlackRequest> call = workspace.post(secret, channel, alert);
    if (call.isEmpty()) {
      return Sent.not(SlackWorkspace.NOWHERE);
    }
    if (!(secret instanceof SlackSecret.BotToken token)) {
      return new Sent(
          line.sendAtLeastText(call.get(), end),
          Optional.of(new Shown.Lasting(channel)),
          Optional.empty());
    }
    ChannelAnswer answer =
        line.sendAtLeastText(mark.map(call.get()::about).orElse(call.get()), end);
    Optional<Shown.Message> message =
        answer instanceof ChannelAnswer.Delivered(JsonNode body)
            ? SlackAnswers.message(body)
            : Optional.empty();
    return new Sent(
        answer,
        Optional.of(message.<Shown>map(sent -> sent).orElseGet(() -> new Shown.Lasting(channel))),
        message.flatMap(sent -> alert.reply().map(details -> reply(token, sent, details))));
  }

  /// Names of webhooks are none of a bot's channels.
  private String channel(Order order, SlackSecret secret) {
    return secret instanceof SlackSecret.Webhooks
            && order.thread().shown().orElse(null) instanceof Shown.Lasting(String channel)
        ? channel
        : workspace.routes().channel(order.alert().facts());
  }

  private Optional<JsonNode> mention(Order order) {
    return workspace.owners().mention(order.notice().owner());
  }
}
