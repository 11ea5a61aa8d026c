package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.explanation.document.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rich text up to what a message of Slack takes. Slack's limits are on characters after escaping;
/// a page counts those of the JSON, which are never fewer.
public final class SlackPage {

  /// Of one block, so that no text in it is longer than Slack allows a text object to be.
  private static final int MOST_IN_BLOCK = 2_900;

  private final List<LayoutBlock> blocks = new ArrayList<>();
  private final List<RichTextElement> open = new ArrayList<>();
  private final int most;
  private int openLength;
  private int length;

  /// @param most characters of JSON
  public SlackPage(int most) {
    this.most = most;
  }

  /// How many of them are taken.
  public int length() {
    return length;
  }

  /// Adds a block, or nothing of it.
  ///
  /// @return whether there was room
  public boolean add(Block block) {
    return add(List.of(), List.of(block));
  }

  /// Adds a block below a bold line, or nothing of it.
  public void addTitled(String title, Block block) {
    add(List.of(RichText.heading(title)), List.of(block));
  }

  /// Adds `before` and all blocks, or none of them.
  boolean add(List<RichTextElement> before, List<Block> blocks) {
    List<Measured> elements =
        Stream.concat(
                before.stream(), blocks.stream().flatMap(block -> RichText.of(block).stream()))
            .map(Measured::new)
            .toList();
    int more = elements.stream().mapToInt(Measured::length).sum();
    if (length + more > most) {
      return false;
    }
    elements.forEach(this::append);
    length += more;
    return true;
  }

  private void append(Measured next) {
    if (openLength + next.length() > MOST_IN_BLOCK) {
      close();
    }
    open.add(next.element());
    openLength += next.length();
  }

  /// An element, and how many characters of JSON it takes with the comma after it.
  private record Measured(RichTextElement element, int length) {
    Measured(RichTextElement element) {
      this(element, SlackJson.length(element) + 1);
    }
  }

  /// Ends the block: what is added next stands in another one, with some space between.
  void close() {
    if (!open.isEmpty()) {
      List<BlockElement> elements = open.stream().map(BlockElement.class::cast).toList();
      blocks.add(RichTextBlock.builder().elements(elements).build());
      open.clear();
      openLength = 0;
    }
  }

  /// What was added.
  public List<LayoutBlock> blocks() {
    close();
    return blocks;
  }
}
