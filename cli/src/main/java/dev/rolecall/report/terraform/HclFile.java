package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.HclBlock.Attribute;
import dev.rolecall.report.wording.SourceWords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the blocks of a file in HCL's native syntax; expressions are kept as they stand.
final class HclFile extends Cursor {

  /// Blocks in blocks, so many deep.
  private static final int DEEPEST = 100;

  private HclFile(String text) {
    super(text, 0);
  }

  /// The blocks at the top of a file.
  static List<HclBlock> read(String text) throws MalformedHcl {
    HclFile file = new HclFile(text);
    List<HclBlock> blocks = new ArrayList<>();
    file.body(0, blocks, new HashMap<>());
    file.check(file.isAtEnd(), file.at, SourceWords.unmatched('}'));
    return blocks;
  }

  /// Attributes and blocks, up to what ends them.
  private void body(int depth, List<HclBlock> blocks, Map<String, Attribute> attributes)
      throws MalformedHcl {
    skipBlanks(true);
    while (!isAtEnd() && here() != '}') {
      int start = at;
      String name = name(SourceWords.neitherAttributeNorBlock());
      if (here() == '=') {
        at++;
        attributes.put(name, new Attribute(expression(), HclLocation.of(text, start)));
      } else {
        blocks.add(block(name, start, depth));
      }
      skipBlanks(true);
    }
  }

  /// A word or a string, and the blanks behind it.
  private String name(String otherwise) throws MalformedHcl {
    int start = at;
    String name = here() == '"' ? quoted() : word();
    check(!name.isEmpty(), start, otherwise);
    skipBlanks(false);
    return name;
  }

  private HclBlock block(String type, int start, int depth) throws MalformedHcl {
    List<String> labels = new ArrayList<>();
    while (here() != '{') {
      labels.add(name(SourceWords.expectedAfter(type)));
    }
    check(depth < DEEPEST, at, SourceWords.nestedTooDeep());
    int open = at++;
    Map<String, Attribute> attributes = new HashMap<>();
    body(depth + 1, new ArrayList<>(), attributes);
    check(here() == '}', open, SourceWords.unclosed('{'));
    at++;
    return new HclBlock(type, labels, HclLocation.of(text, start), attributes);
  }

  /// What stands between the quotation marks, as it stands.
  private String quoted() throws MalformedHcl {
    int start = at;
    check(string().isPresent(), start, SourceWords.unterminatedString());
    return text.substring(start + 1, at - 1);
  }

  /// Up to the end of the line on which no bracket is open, or to the end of a block on one line.
  private HclTemplate expression() throws MalformedHcl {
    skipBlanks(false);
    int start = at;
    Deque<Integer> open = new ArrayDeque<>();
    int end = start;
    while (!isAtEnd() && !(open.isEmpty() && (here() == '\n' || here() == '}'))) {
      step(open);
      end = at;
      skipBlanks(!open.isEmpty());
    }
    if (!open.isEmpty()) {
      int opened = open.peek();
      check(false, opened, SourceWords.unclosed(text.charAt(opened)));
    }
    String source = text.substring(start, end);
    check(!source.isEmpty(), start, SourceWords.noValue());
    Cursor whole = new Cursor(source, 0);
    return Optional.of(whole)
        .filter(_ -> source.startsWith("\""))
        .flatMap(Cursor::string)
        .filter(_ -> whole.isAtEnd())
        .orElseGet(() -> HclTemplate.expression(source));
  }

  private void step(Deque<Integer> open) throws MalformedHcl {
    char here = here();
    switch (here) {
      case '"' -> quoted();
      case '{', '[', '(' -> open.push(at++);
      case '}', ']', ')' -> {
        boolean closes =
            !open.isEmpty() && "{[(".indexOf(text.charAt(open.pop())) == "}])".indexOf(here);
        check(closes, at++, SourceWords.unmatched(here));
      }
      default -> {
        if (!skipHeredoc()) {
          check(!begins("<<"), at++, SourceWords.unterminatedHeredoc());
        }
      }
    }
  }

  private void check(boolean fine, int offset, String otherwise) throws MalformedHcl {
    if (!fine) {
      throw new MalformedHcl(HclLocation.of(text, offset), otherwise);
    }
  }
}
