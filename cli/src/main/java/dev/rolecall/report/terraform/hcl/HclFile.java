package dev.rolecall.report.terraform.hcl;

import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.wording.SourceWords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reads the blocks of a file in HCL's native syntax; expressions are kept as they stand.
public final class HclFile extends Cursor {

  /// Blocks in blocks, so many deep.
  private static final int DEEPEST = 100;

  private final String file;

  /// Where lines begin.
  private final int[] lines;

  private HclFile(String file, String text) {
    super(text, 0);
    this.file = file;
    this.lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /// The content of a file as a block without a type: the attributes and blocks at its top.
  ///
  /// @param name of the file, for places
  public static HclBlock read(String name, String text) throws MalformedHcl {
    HclFile file = new HclFile(name, text);
    List<HclBlock> blocks = new ArrayList<>();
    Map<String, Attribute> attributes = new HashMap<>();
    file.body(0, blocks, attributes);
    file.check(file.isAtEnd(), file.at, SourceWords.unmatched('}'));
    return new HclBlock("", List.of(), file.place(0), attributes, blocks);
  }

  private FilePlace place(int offset) {
    return new FilePlace(file, location(offset));
  }

  /// Where the character at `offset` stands.
  private HclLocation location(int offset) {
    int found = Arrays.binarySearch(lines, offset);
    int line = found < 0 ? -found - 2 : found;
    return new HclLocation(line + 1, offset - lines[line] + 1);
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
        attributes.put(name, new Attribute(expression(), place(start)));
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
    List<HclBlock> blocks = new ArrayList<>();
    body(depth + 1, blocks, attributes);
    check(here() == '}', open, SourceWords.unclosed('{'));
    at++;
    return new HclBlock(type, labels, place(start), attributes, blocks);
  }

  /// What stands between the quotation marks, as it stands.
  private String quoted() throws MalformedHcl {
    int start = at;
    check(string().isPresent(), start, SourceWords.unterminatedString());
    return text.substring(start + 1, at - 1);
  }

  /// Up to the end of the line on which no bracket is open, or to the end of a block on one line.
  private HclExpression expression() throws MalformedHcl {
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
    return new HclExpression.Native(source);
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
      throw new MalformedHcl(location(offset), otherwise);
    }
  }
}
