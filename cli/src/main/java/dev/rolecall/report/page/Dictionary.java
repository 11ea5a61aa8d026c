package dev.rolecall.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers for values, from 0, in the order in which the values come.
final class Dictionary<T> {

  private final Map<T, Integer> numbers = new LinkedHashMap<>();

  int number(T value) {
    int next = numbers.size();
    return numbers.computeIfAbsent(value, _ -> next);
  }

  /// All values by their number.
  List<T> all() {
    return List.copyOf(numbers.keySet());
  }
}
