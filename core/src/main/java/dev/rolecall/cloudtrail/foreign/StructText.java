package dev.rolecall.cloudtrail.foreign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row as Athena and CloudTrail Lake write it into one cell: `{type=AssumedRole, arn=...,
/// sessioncontext={attributes={...}}}`. Nothing is quoted; what ends a value is the name of the
/// next one.
final class StructText {

  private static final Pattern NEXT = Pattern.compile("(?:\\{|, |\\})([A-Za-z0-9_]{1,64})=");
  private static final int MAX_DEPTH = 16;

  private StructText() {}

  /// The values by their names, those inside one with dots between; the first of a name counts.
  static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    read(text.substring(1, text.length() - 1), "", 0, fields);
    return fields;
  }

  private static void read(String text, String path, int depth, Map<String, String> fields) {
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        return;
      }
      String name = text.substring(at, equals);
      int end = end(text, equals + 1);
      String value = text.substring(equals + 1, end);
      if (value.startsWith("{") && value.endsWith("}") && depth < MAX_DEPTH) {
        read(value.substring(1, value.length() - 1), path + name + ".", depth + 1, fields);
      } else {
        fields.putIfAbsent(path + name, value);
      }
      at = end + ", ".length();
    }
  }

  /// Where the value ends that begins at `from`: with its bracket, or before the next name.
  private static int end(String text, int from) {
    if (text.startsWith("{", from)) {
      int depth = 0;
      for (int i = from; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth == 0) {
          return i + 1;
        }
      }
      return text.length();
    }
    Matcher next = NEXT.matcher(text);
    return next.find(from) ? next.start() : text.length();
  }
}
