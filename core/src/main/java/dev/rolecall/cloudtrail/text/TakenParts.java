package dev.rolecall.cloudtrail.text;

import java.util.Map;
import java.util.TreeMap;

/// Which parts of a text are taken.
final class TakenParts {

  /// Where each begins and ends; none touches another.
  private final TreeMap<Integer, Integer> parts = new TreeMap<>();

  void add(int start, int end) {
    int from = start;
    int to = end;
    Map.Entry<Integer, Integer> near = parts.floorEntry(end);
    while (near != null && near.getValue() >= start) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      parts.remove(near.getKey());
      near = parts.floorEntry(end);
    }
    parts.put(from, to);
  }

  /// Whether something between the two places is taken.
  boolean overlap(int start, int end) {
    Map.Entry<Integer, Integer> near = parts.lowerEntry(end);
    return near != null && near.getValue() > start;
  }
}
