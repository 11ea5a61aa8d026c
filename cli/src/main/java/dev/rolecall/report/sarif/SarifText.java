package dev.rolecall.report.sarif;

import dev.rolecall.explanation.redaction.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text as SARIF's messages and addresses need it.
final class SarifText {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)\\}");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private SarifText() {}

  /// A message in which nothing acts: in SARIF `[text](target)` is a link, and `{0}` a placeholder.
  static String message(String text) {
    String shown = VisibleText.lines(text).replace("](", "] (");
    return PLACEHOLDER.matcher(shown).replaceAll("{{$1}}");
  }

  /// The name of a constant as SARIF's rules have names: `SCP_DENY` as `ScpDeny`.
  static String pascal(String constant) {
    return Arrays.stream(constant.split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /// A relative address of a file.
  ///
  /// @param file relative, its names between slashes
  static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte one : file.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(one) >= 0) {
        uri.append((char) one);
      } else {
        uri.append('%').append("%02X".formatted(one));
      }
    }
    return uri.toString();
  }
}
