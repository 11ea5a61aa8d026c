package dev.rolecall.cloudtrail.form;

import dev.rolecall.problem.UnsupportedForm;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// In what form a source is, by its beginning.
public enum InputForm {
  GZIP,
  ZIP,
  TAR,
  UTF_16_LE,
  UTF_16_BE,
  /// Lines of a container, as Docker keeps them.
  DOCKER,
  /// JSON, one value or several.
  JSON,
  /// Comma-separated values with a line of names.
  TABLE,
  /// Lines of anything.
  TEXT;

  /// How many bytes of the beginning tell.
  public static final int HEAD = 2_048;

  private static final int TAR_MAGIC = 257;

  /// The form of a source.
  ///
  /// @param head how it begins: [#HEAD] bytes, if it has so many
  public static InputForm of(byte[] head) {
    if (GzipInput.isGzip(head)) {
      return GZIP;
    }
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    if (latin.startsWith("PK\u0003\u0004") || latin.startsWith("PK\u0005\u0006")) {
      return ZIP;
    }
    if (latin.startsWith("ustar", TAR_MAGIC)) {
      return TAR;
    }
    if (isUtf16(head, true)) {
      return UTF_16_LE;
    }
    if (isUtf16(head, false)) {
      return UTF_16_BE;
    }
    String text = latin.startsWith("\u00ef\u00bb\u00bf") ? latin.substring(3) : latin;
    String stripped = text.stripLeading();
    if (DockerInput.isDocker(text)) {
      return DOCKER;
    }
    if (stripped.isEmpty() || isJson(stripped)) {
      return JSON;
    }
    return TableHead.of(text).isPresent() ? TABLE : TEXT;
  }

  /// What is wrong with a source that is in a form that is not read.
  public static Optional<String> unsupported(byte[] head) {
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    return UnsupportedForm.of(latin)
        .or(
            () ->
                latin.indexOf(0) >= 0 && of(head) == TEXT
                    ? Optional.of(UnsupportedForm.BINARY)
                    : Optional.empty())
        .map(UnsupportedForm::problem);
  }

  /// Whether a text is in UTF-16, by its byte order mark or its zeros.
  static boolean isUtf16(byte[] head, boolean littleEndian) {
    return (head.length > 1
            && head[littleEndian ? 0 : 1] == (byte) 0xff
            && head[littleEndian ? 1 : 0] == (byte) 0xfe)
        || isZeroAt(head, littleEndian ? 1 : 0);
  }

  /// Whether nearly every second byte is zero, as it is in texts of UTF-16 that are ASCII.
  private static boolean isZeroAt(byte[] head, int offset) {
    if (head.length < 4) {
      return false;
    }
    int other = 0;
    int length = Math.min(head.length, 32) & ~1;
    for (int i = 0; i < length; i += 2) {
      if (head[i + 1 - offset] == 0) {
        return false;
      }
      other += head[i + offset] == 0 ? 0 : 1;
    }
    return other <= length / 8;
  }

  /// Whether a text begins like JSON, and not like a log: `[2026-...` and `{name}` are none.
  private static boolean isJson(String text) {
    char first = text.charAt(0);
    String rest = text.substring(1).stripLeading();
    char next = rest.isEmpty() ? ' ' : rest.charAt(0);
    return switch (first) {
      case '{' -> rest.isEmpty() || next == '"' || next == '}';
      case '[' ->
          rest.isEmpty()
              || "{[\"]".indexOf(next) >= 0
              || rest.matches(
                  "(?s)(-?\\d+(\\.\\d+)?|true|false|null)\\s*[,\\]]\\s*[\\]\\d{\"tfn-].*|\\d+\\s*\\]\\s*");
      case '"' ->
          TableHead.of(text).isEmpty() && !text.matches("\"[^\"\\\\{]{0,200}\"\\s*[,;:\\t](?s:.*)");
      default -> text.matches("(?s)(-?\\d+(\\.\\d+)?|true|false|null)\\s*");
    };
  }
}
