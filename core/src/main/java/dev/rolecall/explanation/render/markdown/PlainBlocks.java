package dev.rolecall.explanation.render.markdown;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.util.ArrayList;
import java.util.List;

/// Blocks as plain lines, neither wrapped nor coloured: for places that show text as it is, to be
/// copied from. Hidden characters are left to whoever writes the lines.
public final class PlainBlocks {

  private static final int MOST_CODE = 900;

  private PlainBlocks() {}

  public static String of(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> text.plain();
      case Block.Bullets(List<RichSentence> items) ->
          lines(items.stream().map(item -> "- " + item.plain()).toList());
      case Block.Facts(List<Block.Fact> facts) ->
          lines(facts.stream().map(fact -> fact.label() + ": " + fact.text().plain()).toList());
      case Block.Code(_, String text) -> text;
      case Block.Difference(List<Block.Line> changed) ->
          lines(changed.stream().map(MarkdownFormat::difference).toList());
      case Block.Comparison comparison -> MarkdownFormat.comparison(comparison);
      case Block.Checklist(List<Block.Item> items) ->
          lines(
              items.stream()
                  .map(
                      item ->
                          TextFormat.sign(item) + " " + item.name() + ": " + item.detail().plain())
                  .toList());
      case Block.Message(List<Block> inner) -> {
        List<String> parts = new ArrayList<>();
        inner.forEach(part -> parts.add(of(part)));
        yield String.join("\n\n", parts);
      }
      case Block.Links(List<Block.Link> links) ->
          lines(links.stream().map(link -> link.label() + ": " + link.address()).toList());
    };
  }

  /// Whether it is short enough for what is read first. Terraform, which repeats what stands there
  /// already, is not.
  public static boolean isShort(Block block) {
    return switch (block) {
      case Block.Code(String language, String text) ->
          !language.equals("hcl") && text.length() <= MOST_CODE;
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

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }
}
