package dev.rolecall.message;

import dev.rolecall.message.Letter.Section;
import java.util.ArrayList;
import java.util.List;

/// The little markdown that Slack and Microsoft Teams read alike, for texts that another program
/// hands on to one of them. Whether it escapes is not told, so nothing needs escaping: brackets and
/// backticks of values give way to signs that look alike.
final class ClientMarkdown {

  private ClientMarkdown() {}

  /// Text without any sign that either of them reads as more than text.
  static String plain(String text) {
    return Visible.lines(text)
        .replace('`', 'ˋ')
        .replace('<', '‹')
        .replace('>', '›')
        .replace('&', '＆')
        .replace('[', '［')
        .replace(']', '］')
        .replace('@', '＠')
        .replace('*', '∗')
        .replace("://", ":⁄⁄");
  }

  /// Reason, sureness, what to do, what changed and links.
  static String of(Letter letter) {
    List<String> lines = new ArrayList<>();
    for (Section section : letter.sections()) {
      switch (section.topic()) {
        case WHY, SURENESS, TODO, CHANGES, LINKS -> {
          lines.add("*" + section.topic().title() + "*");
          section.blocks().forEach(block -> lines.add(block(block)));
        }
        case CALL, TRY, CHECKLIST, REQUEST, ADVICE -> {}
      }
    }
    return String.join("\n", lines);
  }

  /// What to do, a sentence each.
  static List<String> steps(Letter letter) {
    return letter.sections().stream()
        .filter(section -> section.topic() == Letter.Topic.TODO)
        .flatMap(section -> section.blocks().stream())
        .filter(block -> block instanceof Block.Paragraph || block instanceof Block.Bullets)
        .flatMap(block -> block(block).lines())
        .filter(line -> !line.endsWith(":"))
        .map(line -> line.startsWith("• ") ? line.substring(2) : line)
        .toList();
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Paragraph(Prose text) -> prose(text);
      case Block.Bullets(List<Prose> items) ->
          String.join("\n", items.stream().map(item -> "• " + prose(item)).toList());
      case Block.Facts(List<Block.Fact> facts) ->
          String.join(
              "\n", facts.stream().map(fact -> fact.label() + ": " + prose(fact.text())).toList());
      case Block.Links(List<Block.Link> links) ->
          String.join(
              "\n", links.stream().map(link -> link.label() + ": " + link.address()).toList());
      case Block.Code _,
          Block.Difference _,
          Block.Comparison _,
          Block.Checklist _,
          Block.Message _ ->
          fenced(PlainBlocks.of(block));
    };
  }

  /// Line by line in code spans: a fence would be broken by a cut.
  private static String fenced(String text) {
    return String.join(
        "\n",
        Visible.lines(text)
            .lines()
            .filter(line -> !line.isBlank())
            .map(ClientMarkdown::code)
            .toList());
  }

  private static String prose(Prose prose) {
    StringBuilder out = new StringBuilder();
    for (Span span : prose.spans()) {
      switch (span) {
        case Span.Words(String text) -> out.append(plain(Visible.line(text)));
        case Span.Value(String text) -> out.append(code(Visible.line(text)));
      }
    }
    return out.toString();
  }

  private static String code(String text) {
    String shown = text.replace('`', 'ˋ').replace('<', '‹').replace('>', '›');
    return shown.isBlank() ? "(empty)" : "`" + shown + "`";
  }
}
