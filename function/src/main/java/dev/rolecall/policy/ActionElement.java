package dev.rolecall.policy;

import java.util.List;
import java.util.Locale;

/// An `Action` or `NotAction` element. Actions ignore case and take wildcards.
///
/// @param negated `NotAction`
/// @param patterns as the policy has them
public record ActionElement(boolean negated, List<String> patterns) {
  /// Keeps its own copy of the patterns.
  public ActionElement {
    patterns = List.copyOf(patterns);
  }

  /// Whether `action` is covered.
  public boolean covers(String action) {
    for (String pattern : patterns) {
      if (pattern.equalsIgnoreCase(action)
          || ((pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0)
              && Glob.matches(
                  Glob.wildcards(pattern.toLowerCase(Locale.ROOT)), action.toLowerCase(Locale.ROOT)))) {
        return !negated;
      }
    }
    return negated;
  }
}
