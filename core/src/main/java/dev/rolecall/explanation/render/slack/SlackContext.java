package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/// A small grey line below a message for Slack. It is plain text, in which nothing becomes a link,
/// a mention or an emoji.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/context-block">context</a>
final class SlackContext {

  private static final int MOST = 400;

  private SlackContext() {}

  static ContextBlock of(RichSentence sentence) {
    String line =
        sentence.spans().stream()
            .map(TextSpan::text)
            .map(VisibleText::line)
            .map(SlackText::plain)
            .collect(Collectors.joining());
    return ContextBlock.builder()
        .elements(
            List.of(PlainTextObject.builder().text(Truncation.at(MOST, line)).emoji(false).build()))
        .build();
  }
}
