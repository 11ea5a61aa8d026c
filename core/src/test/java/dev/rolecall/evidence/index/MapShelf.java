package dev.rolecall.evidence.index;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A shelf in memory.
public final class MapShelf implements OrganizationIndexStore {

  private final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private final AtomicInteger puts = new AtomicInteger();

  @Override
  public Optional<byte[]> get(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  @Override
  public void put(String name, byte[] entry, Instant expires) {
    entries.put(name, entry);
    puts.incrementAndGet();
  }

  /// How often something was put since the last time.
  public int puts() {
    return puts.getAndSet(0);
  }
}
