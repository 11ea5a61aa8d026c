package dev.rolecall.evidence;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is computed when it is first asked for, once, whichever thread asks.
public final class Lazy<T> {

  private final Supplier<T> compute;
  private volatile @Nullable T value;

  /// A value that `compute` will give.
  public Lazy(Supplier<T> compute) {
    this.compute = compute;
  }

  /// The value.
  public T get() {
    T known = value;
    return known == null ? compute() : known;
  }

  private synchronized T compute() {
    T known = value;
    if (known == null) {
      known = compute.get();
      value = known;
    }
    return known;
  }

  /// Whether it was computed already.
  public boolean isKnown() {
    return value != null;
  }
}
