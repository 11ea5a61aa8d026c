package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import dev.rolecall.explanation.wording.notification.AlertLine;

/// The bold line on top of a message for Slack.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">header</a>
public final class SlackHeader {

  private SlackHeader() {}

  /// The header of a message.
  ///
  /// @param sign an emoji
  public static HeaderBlock of(String sign, AlertLine line) {
    return HeaderBlock.builder()
        .text(
            PlainTextObject.builder().text(line.title(SlackText.format(sign))).emoji(false).build())
        .build();
  }
}
