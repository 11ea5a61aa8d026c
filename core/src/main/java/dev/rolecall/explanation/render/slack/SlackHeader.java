package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.Shortened;

/// The bold line on top of a message for Slack.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">header</a>
public final class SlackHeader {

  private static final int MOST = 150;
  private static final int MOST_IN_NAME = 48;

  private SlackHeader() {}

  /// The header of a message.
  ///
  /// @param sign an emoji
  /// @param title names are values
  public static HeaderBlock of(String sign, RichSentence title) {
    Shortened caption = new Shortened(title, MOST_IN_NAME, "…", SlackText::plain);
    String text = sign + " " + caption.within(MOST - sign.length() - 1);
    return HeaderBlock.builder()
        .text(PlainTextObject.builder().text(text).emoji(false).build())
        .build();
  }

  /// The same where no block is: not escaped.
  public static String line(RichSentence title) {
    return new Shortened(title, MOST_IN_NAME, "…", name -> name).within(MOST);
  }
}
