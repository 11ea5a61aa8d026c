package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextListElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.block.element.RichTextSectionElement.TextStyle;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks of a document as Slack's rich text. Its text elements are shown as they are: nothing in
/// them becomes a mention, a link or an emoji, so that nothing has to be escaped.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">rich text</a>
public final class RichText {

  private static final int MOST_IN_VALUE = 400;
  private static final int MOST_IN_CODE = 2_400;
  private static final TextStyle PLAIN = TextStyle.builder().build();
  private static final TextStyle BOLD = TextStyle.builder().bold(true).build();
  private static final TextStyle CODE = TextStyle.builder().code(true).build();

  private RichText() {}

  /// A bold line.
  static RichTextElement heading(String words) {
    return section(List.of(text(words, BOLD)));
  }

  /// A sentence after a bold label.
  private static RichTextElement labelled(Block.Fact fact) {
    List<RichTextElement> all = new ArrayList<>();
    all.add(text(fact.label() + ": ", BOLD));
    all.addAll(inline(fact.text()));
    return section(all);
  }

  /// A document's block.
  static List<RichTextElement> of(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> List.of(section(inline(text)));
      case Block.Bullets(List<RichSentence> items) -> List.of(list(items));
      case Block.Facts(List<Block.Fact> facts) -> facts.stream().map(RichText::labelled).toList();
      case Block.Checklist(List<Block.Item> items) ->
          items.stream().map(Block.Item::fact).map(RichText::labelled).toList();
      case Block.Code(_, String text) -> List.of(code(text));
      case Block.Difference _, Block.Comparison _, Block.Message _ ->
          List.of(code(PlainBlocks.of(block)));
      case Block.Links(List<Block.Link> links) -> links.stream().map(RichText::link).toList();
    };
  }

  private static RichTextElement link(Block.Link link) {
    return section(
        List.of(
            RichTextSectionElement.Link.builder().url(link.address()).text(link.label()).build()));
  }

  private static RichTextElement list(List<RichSentence> items) {
    return RichTextListElement.builder()
        .style("bullet")
        .elements(items.stream().map(item -> section(inline(item))).toList())
        .build();
  }

  /// Lines to be copied.
  private static RichTextElement code(String text) {
    String shown = VisibleText.lines(text);
    String cut = Truncation.lines(MOST_IN_CODE, ChannelWords.shortenedCode(), shown);
    return RichTextPreformattedElement.builder().elements(List.of(text(cut, PLAIN))).build();
  }

  private static RichTextElement section(List<RichTextElement> elements) {
    return RichTextSectionElement.builder().elements(elements).build();
  }

  private static List<RichTextElement> inline(RichSentence sentence) {
    return MarkdownText.safe(sentence).stream().flatMap(span -> element(span).stream()).toList();
  }

  private static Optional<RichTextElement> element(TextSpan span) {
    return switch (span) {
      case TextSpan.Value(String text) ->
          Optional.of(
              text.isBlank()
                  ? text(ChannelWords.empty(), PLAIN)
                  : text(Truncation.at(MOST_IN_VALUE, text), CODE));
      case TextSpan.Words(String text) ->
          text.isEmpty() ? Optional.empty() : Optional.of(text(text, PLAIN));
    };
  }

  private static RichTextElement text(String text, TextStyle style) {
    RichTextSectionElement.Text.TextBuilder element =
        RichTextSectionElement.Text.builder().text(text);
    return style.equals(PLAIN) ? element.build() : element.style(style).build();
  }
}
