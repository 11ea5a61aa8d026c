package dev.rolecall.iam.policy;

import dev.rolecall.iam.condition.Glob;
import java.util.List;
import java.util.Locale;

/// An `Action` or `NotAction` element. Actions ignore case and take wildcards.
public final class ActionElement {

  private final boolean negated;
  private final List<String> patterns;
  private final List<String> globs;

  ActionElement(boolean negated, List<String> patterns) {
    this.negated = negated;
    this.patterns = List.copyOf(patterns);
    this.globs =
        patterns.stream().map(pattern -> Glob.wildcards(pattern.toLowerCase(Locale.ROOT))).toList();
  }

  /// `NotAction`.
  public boolean negated() {
    return negated;
  }

  /// The patterns as the policy has them.
  public List<String> patterns() {
    return patterns;
  }

  /// Whether `action` is covered.
  public boolean covers(String action) {
    String lowerCase = action.toLowerCase(Locale.ROOT);
    for (String glob : globs) {
      if (Glob.matches(glob, lowerCase)) {
        return !negated;
      }
    }
    return negated;
  }
}
