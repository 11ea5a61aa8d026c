package dev.rolecall.explanation;

import java.util.List;
import java.util.Random;

/// Texts as strangers may send them, the same for the same seed.
final class HostileTexts {

  private static final List<String> PIECES =
      List.of(
          "\u001b[2J\u001b[31m",
          "\u009b31m",
          "\u202e",
          "\u2066",
          "\u200b",
          "\ufeff",
          "\u2028",
          "\r\n",
          "\n# heading\n",
          "\n```\n",
          "```",
          "`",
          "``",
          "](https://evil.example)",
          "[click](https://evil.example)",
          "![x](https://evil.example/p.png)",
          "<script>alert(1)</script>",
          "<https://evil.example>",
          "https://evil.example",
          "www.evil.example",
          "@channel",
          "<!channel>",
          "<@U012AB3CD>",
          "<https://evil.example|click>",
          "&lt;!here&gt;",
          ":fire:",
          "*bold*",
          "\ud83d\udc68\u200d\ud83d\udc69",
          "**bold**",
          "__it__",
          "| a | b |",
          "- item",
          "1. one",
          "&amp;",
          "'; rm -rf / #",
          "$(reboot)",
          "\\",
          "\"",
          "EOF",
          "${x}",
          "%{y}",
          " ",
          "deploy",
          "\ud800",
          "é");

  private final Random random;

  HostileTexts(long seed) {
    random = new Random(seed);
  }

  String next() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
