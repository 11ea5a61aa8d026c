package dev.rolecall.cloudtrail.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A text without the quoting of what carried it: HTML, a URL, a word processor, a string of a
/// program, a cell of a table.
public final class Unquoted {

  private static final int MOST_LEVELS = 3;

  private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final Pattern PLUS = Pattern.compile("(?<=[\\w%:])\\+(?=[\\w%])");
  private static final Pattern MARKUP =
      Pattern.compile(
          "</?(?:b|strong|code|i|em|a|span|tt|u|mark|font|kbd)(?:\\s[^<>\\n]{0,300})?>",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEVEL = Pattern.compile("\\\\([\"'\\\\/nrt])");

  private Unquoted() {}

  /// The characters that were meant.
  static String characters(String text) {
    String plain = text;
    if (plain.indexOf('&') >= 0) {
      plain =
          plain
              .replace("&quot;", "\"")
              .replace("&#34;", "\"")
              .replace("&#x22;", "\"")
              .replace("&#39;", "'")
              .replace("&#x27;", "'")
              .replace("&apos;", "'")
              .replace("&nbsp;", " ")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&amp;", "&");
    }
    if (plain.contains("%20") || plain.contains("%22") || plain.contains("%3A")) {
      plain = url(plain);
    }
    if (plain.indexOf('<') >= 0) {
      plain = MARKUP.matcher(plain).replaceAll("");
    }
    return plain.chars().allMatch(c -> c < 0x80) ? plain : typographic(plain);
  }

  private static String url(String text) {
    boolean form = text.indexOf(' ') < 0 || text.contains("+is+not+") || text.contains("%2C+%22");
    String blanks = form ? PLUS.matcher(text).replaceAll(" ") : text.replace("+", "%2B");
    String whole = blanks.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return PERCENT.matcher(text).find()
        ? URLDecoder.decode(form ? whole.replace("+", "%2B") : whole, StandardCharsets.UTF_8)
        : text;
  }

  private static String typographic(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb' -> plain.append('"');
        case '\u2018', '\u2019', '\u201a', '\u201b' -> plain.append('\'');
        case '\u00a0', '\u2007', '\u202f', '\u3000' -> plain.append(' ');
        case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad' -> {
          // takes no room
        }
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }

  /// What the text may have been, from the least to the most that is undone; without the text
  /// itself.
  public static List<String> readings(String text) {
    List<String> readings = new ArrayList<>();
    String plain = characters(text);
    readings.add(plain);
    String level = plain;
    for (int i = 0; i < MOST_LEVELS && level.contains("\\\""); i++) {
      level = LEVEL.matcher(level).replaceAll(escape -> unescaped(escape.group(1)));
      readings.add(level);
    }
    if (plain.contains("{\"\"")) {
      readings.add(plain.replace("\"\"", "\""));
    }
    readings.add(CleanText.withoutPrefixes(plain));
    readings.removeIf(text::equals);
    return readings.stream().distinct().toList();
  }

  private static String unescaped(String letter) {
    return switch (letter) {
      case "n", "r" -> "\n";
      case "t" -> "\t";
      case "\\" -> "\\\\";
      default -> letter;
    };
  }
}
