package dev.rolecall.explanation.render.slack;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.notification.AlertLine;
import java.util.List;

/// What stands around the explanation in a message for Slack.
///
/// @param sign an emoji
/// @param line the alert in a single line
/// @param news before the cause: what is new, what happened before
/// @param owner after the action: who owns the role
/// @param context accounts, since when, how often, the last change
public record SlackFrame(
    String sign, AlertLine line, List<Block> news, List<Block> owner, RichSentence context) {

  public SlackFrame {
    news = List.copyOf(news);
    owner = List.copyOf(owner);
  }
}
