import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// What the factories of [Comparator] and of [Map.Entry] return, without their promise that it can
/// be serialized: a lambda that can be is spun at each start, and an AOT cache has the others.
/// [Lowering] puts it into the jar, and in the place of those.
@FunctionalInterface
public interface PlainComparator<T> extends Comparator<T> {

  static <T, U extends Comparable<? super U>> Comparator<T> comparing(
      Function<? super T, ? extends U> key) {
    requireNonNull(key);
    return plain((a, b) -> key.apply(a).compareTo(key.apply(b)));
  }

  static <T, U> Comparator<T> comparing(
      Function<? super T, ? extends U> key, Comparator<? super U> order) {
    requireNonNull(key);
    requireNonNull(order);
    return plain((a, b) -> order.compare(key.apply(a), key.apply(b)));
  }

  static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key) {
    requireNonNull(key);
    return plain((a, b) -> Integer.compare(key.applyAsInt(a), key.applyAsInt(b)));
  }

  static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key) {
    requireNonNull(key);
    return plain((a, b) -> Long.compare(key.applyAsLong(a), key.applyAsLong(b)));
  }

  static <T> Comparator<T> comparingDouble(ToDoubleFunction<? super T> key) {
    requireNonNull(key);
    return plain((a, b) -> Double.compare(key.applyAsDouble(a), key.applyAsDouble(b)));
  }

  static <K extends Comparable<? super K>, V> Comparator<Map.Entry<K, V>> comparingByKey() {
    return plain((a, b) -> a.getKey().compareTo(b.getKey()));
  }

  static <K, V> Comparator<Map.Entry<K, V>> comparingByKey(Comparator<? super K> order) {
    requireNonNull(order);
    return plain((a, b) -> order.compare(a.getKey(), b.getKey()));
  }

  static <K, V extends Comparable<? super V>> Comparator<Map.Entry<K, V>> comparingByValue() {
    return plain((a, b) -> a.getValue().compareTo(b.getValue()));
  }

  static <K, V> Comparator<Map.Entry<K, V>> comparingByValue(Comparator<? super V> order) {
    requireNonNull(order);
    return plain((a, b) -> order.compare(a.getValue(), b.getValue()));
  }

  private static <T> Comparator<T> plain(PlainComparator<T> comparator) {
    return comparator;
  }

  @Override
  default Comparator<T> reversed() {
    return plain((a, b) -> compare(b, a));
  }

  @Override
  default Comparator<T> thenComparing(Comparator<? super T> next) {
    requireNonNull(next);
    return plain(
        (a, b) -> {
          int order = compare(a, b);
          return order != 0 ? order : next.compare(a, b);
        });
  }

  @Override
  default <U> Comparator<T> thenComparing(
      Function<? super T, ? extends U> key, Comparator<? super U> order) {
    return thenComparing(comparing(key, order));
  }

  @Override
  default <U extends Comparable<? super U>> Comparator<T> thenComparing(
      Function<? super T, ? extends U> key) {
    return thenComparing(comparing(key));
  }

  @Override
  default Comparator<T> thenComparingInt(ToIntFunction<? super T> key) {
    return thenComparing(comparingInt(key));
  }

  @Override
  default Comparator<T> thenComparingLong(ToLongFunction<? super T> key) {
    return thenComparing(comparingLong(key));
  }

  @Override
  default Comparator<T> thenComparingDouble(ToDoubleFunction<? super T> key) {
    return thenComparing(comparingDouble(key));
  }
}
