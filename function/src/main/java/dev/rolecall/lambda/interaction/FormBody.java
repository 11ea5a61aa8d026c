package dev.rolecall.lambda.interaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A body of the type `application/x-www-form-urlencoded`.
record FormBody(Map<String, String> fields) {

  private static final int MOST_FIELDS = 100;

  FormBody {
    fields = Map.copyOf(fields);
  }

  /// Reads a body; empty when it is something else, or has a field twice.
  static Optional<FormBody> parse(byte[] body) {
    String[] pairs = new String(body, StandardCharsets.UTF_8).split("&", MOST_FIELDS + 1);
    if (pairs.length > MOST_FIELDS) {
      return Optional.empty();
    }
    Map<String, String> fields = new TreeMap<>();
    try {
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        if (equals <= 0
            || fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)))
                != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new FormBody(fields));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// The text of a field; empty when it is missing.
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /// Shows nothing of what others sent.
  @Override
  public String toString() {
    return "FormBody";
  }
}
