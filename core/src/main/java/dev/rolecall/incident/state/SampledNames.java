package dev.rolecall.incident.state;

import java.util.ArrayList;
import java.util.List;

/// Different texts that were seen, the first of them by name. They are untrusted.
///
/// @param named at most [#MOST] as a rule, in the order in which they came
/// @param more whether there were others
public record SampledNames(List<String> named, boolean more) {

  /// So many are named.
  public static final int MOST = 10;

  /// Nothing was seen yet.
  public static final SampledNames NOTHING = new SampledNames(List.of(), false);

  private static final int LONGEST = 256;

  public SampledNames {
    named = List.copyOf(named);
  }

  /// One text more; an empty one is none.
  public SampledNames plus(String text) {
    return plus(text, MOST);
  }

  /// The same with so many by name at most.
  SampledNames plus(String text, int most) {
    String name = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (text.isEmpty() || named.contains(name)) {
      return this;
    }
    if (named.size() >= most) {
      return new SampledNames(named, true);
    }
    List<String> all = new ArrayList<>(named);
    all.add(name);
    return new SampledNames(all, more);
  }
}
