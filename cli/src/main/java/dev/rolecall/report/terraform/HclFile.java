package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.HclBlock.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the blocks of a file in HCL's native syntax; expressions are kept as they stand.
final class HclFile {

  /// Blocks in blocks, so many deep.
  private static final int DEEPEST = 100;

  private final String text;
  private final Cursor cursor;

  private HclFile(String text) {
    this.text = text;
    this.cursor = new Cursor(text, 0);
  }

  /// The blocks at the top of a file.
  static List<HclBlock> read(String text) throws MalformedHcl {
    HclFile file = new HclFile(text);
    List<HclBlock> blocks = new ArrayList<>();
    file.body(0, blocks, new HashMap<>());
    if (!file.cursor.isAtEnd()) {
      throw file.malformed(file.cursor.at(), "a `}` without its `{`");
    }
    return blocks;
  }

  /// Attributes and blocks, up to what ends them.
  private void body(int depth, List<HclBlock> blocks, Map<String, Attribute> attributes)
      throws MalformedHcl {
    cursor.skipBlanks(true);
    while (!cursor.isAtEnd() && cursor.here() != '}') {
      int start = cursor.at();
      String name = cursor.here() == '"' ? string() : cursor.word();
      if (name.isEmpty()) {
        throw malformed(start, "neither an attribute nor a block");
      }
      cursor.skipBlanks(false);
      if (cursor.here() == '=') {
        cursor.next();
        attributes.put(name, new Attribute(expression(), HclLocation.of(text, start)));
      } else {
        blocks.add(block(name, start, depth));
      }
      cursor.skipBlanks(true);
    }
  }

  private HclBlock block(String type, int start, int depth) throws MalformedHcl {
    List<String> labels = new ArrayList<>();
    while (cursor.here() != '{') {
      String label = cursor.here() == '"' ? string() : cursor.word();
      if (label.isEmpty()) {
        throw malformed(cursor.at(), "neither `=` nor `{` after `" + type + "`");
      }
      labels.add(label);
      cursor.skipBlanks(false);
    }
    if (depth == DEEPEST) {
      throw malformed(cursor.at(), "blocks are nested too deep");
    }
    int open = cursor.at();
    cursor.next();
    Map<String, Attribute> attributes = new HashMap<>();
    body(depth + 1, new ArrayList<>(), attributes);
    if (cursor.here() != '}') {
      throw malformed(open, "a `{` without its `}`");
    }
    cursor.next();
    return new HclBlock(type, labels, HclLocation.of(text, start), attributes);
  }

  private String string() throws MalformedHcl {
    int start = cursor.at();
    if (!cursor.skipString()) {
      throw malformed(start, "a string that does not end");
    }
    return text.substring(start + 1, cursor.at() - 1);
  }

  /// Up to the end of the line on which no bracket is open, or to the end of a block on one line.
  private HclTemplate expression() throws MalformedHcl {
    cursor.skipBlanks(false);
    int start = cursor.at();
    Deque<Integer> open = new ArrayDeque<>();
    int end = start;
    while (!cursor.isAtEnd()
        && !(open.isEmpty() && (cursor.here() == '\n' || cursor.here() == '}'))) {
      step(open);
      end = cursor.at();
      cursor.skipBlanks(!open.isEmpty());
    }
    if (!open.isEmpty()) {
      throw malformed(open.peek(), "a bracket that is not closed");
    }
    String source = text.substring(start, end);
    if (source.isEmpty()) {
      throw malformed(start, "no value after `=`");
    }
    Cursor whole = new Cursor(source, 0);
    return source.startsWith("\"") && whole.skipString() && whole.isAtEnd()
        ? HclTemplate.string(source.substring(1, source.length() - 1), true)
        : HclTemplate.expression(source);
  }

  private void step(Deque<Integer> open) throws MalformedHcl {
    char here = cursor.here();
    switch (here) {
      case '"' -> string();
      case '{', '[', '(' -> {
        open.push(cursor.at());
        cursor.next();
      }
      case '}', ']', ')' -> {
        if (open.isEmpty() || "{[(".indexOf(text.charAt(open.pop())) != "}])".indexOf(here)) {
          throw malformed(cursor.at(), "a `" + here + "` where it does not belong");
        }
        cursor.next();
      }
      case '<' -> {
        if (!cursor.skipHeredoc()) {
          if (cursor.begins("<<")) {
            throw malformed(cursor.at(), "a here-document that does not end");
          }
          cursor.next();
        }
      }
      default -> cursor.next();
    }
  }

  private MalformedHcl malformed(int offset, String problem) {
    return new MalformedHcl(HclLocation.of(text, offset), problem);
  }
}
