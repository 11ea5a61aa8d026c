package dev.rolecall.incident.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Short names for what is too long, or too strange, to be a key.
public final class ShortHash {

  private static final int BYTES = 16;

  private ShortHash() {}

  /// 32 hexadecimal digits of SHA-256; other parts, or the same parts cut otherwise, have others.
  public static String of(String... parts) {
    return of(List.of(parts));
  }

  /// The same of a list.
  public static String of(List<String> parts) {
    return ofText(
        parts.stream()
            .map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part)
            .collect(Collectors.joining()));
  }

  /// The same of one text.
  public static String ofText(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, BYTES);
  }
}
