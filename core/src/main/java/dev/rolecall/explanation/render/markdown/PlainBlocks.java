package dev.rolecall.explanation.render.markdown;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Blocks as plain lines, neither wrapped nor coloured: for places that show text as it is, to be
/// copied from. Hidden characters are left to the renderer.
public final class PlainBlocks {

  private static final int MOST_CODE = 900;
  private static final int MOST_TERRAFORM = 400;

  private PlainBlocks() {}

  public static String of(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> text.plain();
      case Block.Bullets(List<RichSentence> items) -> lines(items, item -> "- " + item.plain());
      case Block.Facts(List<Block.Fact> facts) -> lines(facts, PlainBlocks::fact);
      case Block.Code(_, String text) -> text;
      case Block.Difference(List<Block.Line> changed) -> lines(changed, Block.Line::toString);
      case Block.Comparison comparison -> MarkdownFormat.comparison(comparison);
      case Block.Checklist(List<Block.Item> items) -> lines(items, item -> fact(item.fact()));
      case Block.Message(List<Block> inner) ->
          inner.stream().map(PlainBlocks::of).collect(Collectors.joining("\n\n"));
      case Block.Links(List<Block.Link> links) ->
          lines(links, link -> link.label() + ": " + link.address());
    };
  }

  private static String fact(Block.Fact fact) {
    return fact.label() + ": " + fact.text().plain();
  }

  /// Whether it is short enough for what is read first. Terraform is where it is a few lines, such
  /// as an `assume_role` block; a whole role repeats what stands there already.
  public static boolean isShort(Block block) {
    return switch (block) {
      case Block.Code(String language, String text) ->
          text.length() <= (language.equals("hcl") ? MOST_TERRAFORM : MOST_CODE);
      case Block.Difference difference -> of(difference).length() <= MOST_CODE;
      case Block.Paragraph _,
          Block.Bullets _,
          Block.Facts _,
          Block.Comparison _,
          Block.Checklist _,
          Block.Message _,
          Block.Links _ ->
          true;
    };
  }

  static <T> String lines(List<T> items, Function<T, String> line) {
    return items.stream().map(line).collect(Collectors.joining("\n"));
  }
}
