package dev.rolecall.check;

import dev.rolecall.denial.KeyState;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Condition keys of a call as people give them: `KEY=VALUE`, once for each value, or `KEY` alone
/// for one that the call does not send.
public final class GivenKeys {

  private GivenKeys() {}

  /// Whether `text` has the form of a condition key, with or without a value.
  public static boolean isUsable(String text) {
    String key = key(text);
    return key.indexOf(':') > 0 && !key.endsWith(":");
  }

  /// The keys that were given. A key alone is one that the call does not send; so is one with
  /// nothing behind the `=`, but for tags, whose values may be empty.
  ///
  /// @param texts all usable
  public static SortedMap<String, KeyState> of(List<String> texts) {
    SortedMap<String, KeyState> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String text : texts) {
      String key = key(text);
      int equals = key.length();
      boolean sent = equals < text.length() && (equals < text.length() - 1 || key.indexOf('/') > 0);
      given.merge(
          key,
          sent ? KeyState.present(text.substring(equals + 1)) : KeyState.ABSENT,
          GivenKeys::both);
    }
    return given;
  }

  private static String key(String text) {
    int equals = text.indexOf('=');
    return equals < 0 ? text : text.substring(0, equals);
  }

  private static KeyState both(KeyState one, KeyState other) {
    return one instanceof KeyState.Present(List<String> values)
            && other instanceof KeyState.Present(List<String> more)
        ? new KeyState.Present(Stream.concat(values.stream(), more.stream()).toList())
        : one instanceof KeyState.Present ? one : other;
  }
}
