package dev.rolecall.explanation.redaction;

import java.util.List;
import java.util.Locale;

/// Hides external IDs: they are not secrets to AWS, but a trusted principal who knows one can use
/// it.
///
/// @param show whether they are to be shown after all
public record Masking(boolean show) {

  private static final int LONG_ENOUGH_FOR_A_HINT = 8;

  /// Whether values of this condition key are hidden.
  public boolean hides(String conditionKey) {
    return !show && isExternalId(conditionKey);
  }

  public static boolean isExternalId(String conditionKey) {
    return conditionKey.toLowerCase(Locale.ROOT).equals("sts:externalid");
  }

  /// The values of a condition key as they may be shown.
  public List<String> values(String conditionKey, List<String> values) {
    return hides(conditionKey) ? values.stream().map(Masking::masked).toList() : values;
  }

  /// One value of a hidden key. Whether it has to be there at all (`Null`) is no secret.
  static String masked(String value) {
    return isFlag(value) ? value : mask(value);
  }

  /// `true` and `false`, the values of the operator `Null`.
  public static boolean isFlag(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  /// A hint of the value: how it begins, when that leaves enough unsaid, and how long it is.
  public static String mask(String value) {
    int length = value.codePointCount(0, value.length());
    String hint =
        length < LONG_ENOUGH_FOR_A_HINT ? "" : value.substring(0, value.offsetByCodePoints(0, 2));
    return hint + "…(" + length + (length == 1 ? " character)" : " characters)");
  }
}
