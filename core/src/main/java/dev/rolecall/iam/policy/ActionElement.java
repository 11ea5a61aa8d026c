package dev.rolecall.iam.policy;

import dev.rolecall.iam.condition.Glob;
import java.util.List;
import java.util.Locale;

/// An `Action` or `NotAction` element. Actions ignore case and take wildcards.
///
/// @param negated `NotAction`
/// @param patterns the patterns as the policy has them
/// @param globs the same as [Glob] has them, in lower case
public record ActionElement(boolean negated, List<String> patterns, List<String> globs) {

  ActionElement(boolean negated, List<String> patterns) {
    this(
        negated,
        List.copyOf(patterns),
        patterns.stream()
            .map(pattern -> Glob.wildcards(pattern.toLowerCase(Locale.ROOT)))
            .toList());
  }

  /// Whether `action` is covered.
  public boolean covers(String action) {
    String lowerCase = action.toLowerCase(Locale.ROOT);
    return negated != globs.stream().anyMatch(glob -> Glob.matches(glob, lowerCase));
  }
}
