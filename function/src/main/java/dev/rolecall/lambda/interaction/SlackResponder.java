package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;

/// Answers a person in Slack. Only that person sees it, and no message is changed.
public final class SlackResponder {

  private static final int MOST = 2_900;

  private final RetryingClient client;

  public SlackResponder(RetryingClient client) {
    this.client = client;
  }

  /// A sentence as an answer.
  static SlackMessage sentence(RichSentence sentence) {
    SlackPage page = new SlackPage(MOST);
    page.add(new Block.Paragraph(sentence));
    String text = SlackText.escape(VisibleText.line(sentence.plain()));
    return new SlackMessage(text, text, page.blocks(), Optional.empty());
  }

  /// Sends an answer.
  ///
  /// @param end when it must be done
  /// @return why it was not taken; empty when it was
  Optional<String> send(ResponseUrl to, SlackMessage answer, Instant end) {
    ChannelAnswer sent = send(to, body(answer, true), end);
    if (sent.is(ChannelAnswer.Kind.MESSAGE_REFUSED) || sent.is(ChannelAnswer.Kind.REFUSED)) {
      sent = send(to, body(answer, false), end);
    }
    return sent.problem().map(ChannelAnswer.Problem::why);
  }

  private ChannelAnswer send(ResponseUrl to, ObjectNode body, Instant end) {
    return client.send(
        HttpRequest.newBuilder(to.address())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
        end);
  }

  private static ObjectNode body(SlackMessage answer, boolean blocks) {
    ObjectNode json = (ObjectNode) answer.json();
    String fallback = json.path("fallback").asText();
    json.remove("fallback");
    json.put("response_type", "ephemeral").put("replace_original", false).put("link_names", false);
    if (!blocks) {
      json.remove("blocks");
      json.put("text", fallback);
    }
    return json;
  }
}
