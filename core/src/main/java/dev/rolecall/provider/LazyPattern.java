package dev.rolecall.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression that is compiled when it is needed first.
final class LazyPattern {

  private final String source;
  private volatile @Nullable Pattern compiled;

  LazyPattern(String source) {
    this.source = source;
  }

  Pattern get() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(source);
      compiled = known;
    }
    return known;
  }

  boolean isFoundIn(String text) {
    return get().matcher(text).find();
  }

  @Override
  public String toString() {
    return source;
  }
}
