package dev.rolecall.mcp.tool;

import dev.rolecall.diagnosis.result.CauseCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page of a cause in the documentation, which is in the jar.
///
/// @param meaning its first paragraph
/// @param whoCanFix as the page names them
/// @param text all of it
record CausePage(String meaning, String whoCanFix, String text) {

  private static final Pattern HEAD =
      Pattern.compile("(?s)\\A# [^\\n]+\\n\\n(.+?)\\n\\n\\*\\*[^*]+:\\*\\* (.+?)\\n\\n");

  /// Where the page is in the repository.
  static String path(CauseCode cause) {
    return "docs/causes/" + cause.name() + ".md";
  }

  static CausePage of(CauseCode cause) {
    String name = "/causes/" + cause.name() + ".md";
    try (InputStream in = Objects.requireNonNull(CausePage.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher head = HEAD.matcher(text);
      if (!head.find()) {
        throw new IllegalStateException(name);
      }
      return new CausePage(oneLine(head.group(1)), oneLine(head.group(2)), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String oneLine(String paragraph) {
    return paragraph.replace('\n', ' ');
  }
}
