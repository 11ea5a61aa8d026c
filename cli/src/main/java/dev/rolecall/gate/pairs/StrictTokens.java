package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The tokens of a file in YAML or JSON, each of the kind that is expected or [Wrong].
record StrictTokens(JsonParser parser) {

  /// Something that is not as it should be.
  static final class Wrong extends IOException {
    private static final long serialVersionUID = 1L;

    Wrong(int line, String where, String what) {
      super("line " + line + ": " + (where.isEmpty() ? "" : where + ": ") + what);
    }
  }

  /// What is wrong at the current token.
  Wrong wrong(String where, String what) {
    return new Wrong(line(), where, what);
  }

  /// The line of the current token.
  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  JsonToken current() {
    return parser.currentToken();
  }

  /// Goes on. There has to be something.
  JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw wrong("", "it ends too early");
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING && isAlias()) {
      throw wrong("", "an alias (`*" + parser.getText() + "`); write it out");
    }
    return token;
  }

  private boolean isAlias() {
    return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
  }

  /// The keys of an object, none of them twice.
  final class Keys {
    private final String path;
    private final Set<String> met = new HashSet<>();
    private String name = "";

    Keys(String path) {
      this.path = path;
    }

    /// Goes to the value of the next key.
    boolean hasNext() throws IOException {
      if (next() == JsonToken.END_OBJECT) {
        return false;
      }
      name = parser.currentName();
      if (!met.add(name.toLowerCase(Locale.ROOT))) {
        throw wrong(where(), "stands twice");
      }
      next();
      return true;
    }

    String name() {
      return name;
    }

    String where() {
      return path.isEmpty() ? name : path + "." + name;
    }

    Wrong unknown() {
      return wrong(where(), "unknown key");
    }
  }

  /// A text, or what is written without quotes and looks like a number or a boolean.
  String scalar(String where) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          parser.getText();
      case null, default -> throw wrong(where, "not a text");
    };
  }

  String text(String where) throws IOException {
    expect(JsonToken.VALUE_STRING, where, "not a text");
    return parser.getText();
  }

  /// Insists on the kind of the current token.
  void expect(JsonToken token, String where, String otherwise) throws Wrong {
    if (parser.currentToken() != token) {
      throw wrong(where, otherwise);
    }
  }
}
