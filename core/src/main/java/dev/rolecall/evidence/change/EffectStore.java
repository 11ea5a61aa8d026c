package dev.rolecall.evidence.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Many things that happened, by what they happened to, in bounded memory. Of what comes when it is
/// full only this is kept: that something happened to a key.
final class EffectStore {

  /// What one costs in addition to its bytes, with its keys.
  private static final int OVERHEAD = 72;

  private static final int BITS = 1 << 25;

  private final long mostBytes;
  private final List<byte[]> effects = new ArrayList<>();
  private long bytes;

  /// The keys: each is a link in the chain of its bucket.
  private int[] buckets = new int[1 << 4];

  private long[] hashes = new long[1 << 4];
  private int[] effectOf = new int[1 << 4];
  private int[] next = new int[1 << 4];
  private int links = 1;

  private final BitSet dropped = new BitSet();
  private long droppedEffects;

  EffectStore(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void add(RecordedEffect effect) {
    EffectCodec.encode(effect).ifPresent(encoded -> add(encoded, effect.keys()));
  }

  private void add(byte[] encoded, List<ChangeKey> keys) {
    if (bytes + encoded.length + OVERHEAD > mostBytes) {
      droppedEffects++;
      keys.forEach(key -> dropped.set((int) (hash(key) & (BITS - 1))));
      return;
    }
    bytes += encoded.length + OVERHEAD;
    effects.add(encoded);
    for (ChangeKey key : keys) {
      link(hash(key), effects.size() - 1);
    }
  }

  /// Adds all of another store.
  void add(EffectStore other) {
    for (byte[] encoded : other.effects) {
      add(encoded, EffectCodec.decode(encoded).keys());
    }
    dropped.or(other.dropped);
    droppedEffects += other.droppedEffects;
  }

  /// What happened to `key`, as far as it is kept.
  List<RecordedEffect> of(ChangeKey key) {
    long hash = hash(key);
    List<RecordedEffect> found = new ArrayList<>();
    for (int link = buckets[bucket(hash)]; link != 0; link = next[link]) {
      if (hashes[link] == hash) {
        RecordedEffect effect = EffectCodec.decode(effects.get(effectOf[link]));
        if (effect.keys().contains(key)) {
          found.add(effect);
        }
      }
    }
    return found;
  }

  /// Whether more happened to `key` than is kept.
  boolean isCutOff(ChangeKey key) {
    return dropped.get((int) (hash(key) & (BITS - 1)));
  }

  /// How many were not kept.
  long dropped() {
    return droppedEffects;
  }

  int size() {
    return effects.size();
  }

  /// All that is kept, each as [EffectCodec] wrote it.
  List<byte[]> encoded() {
    return effects;
  }

  private void link(long hash, int effect) {
    if (links == next.length) {
      grow();
    }
    hashes[links] = hash;
    effectOf[links] = effect;
    next[links] = buckets[bucket(hash)];
    buckets[bucket(hash)] = links++;
  }

  private void grow() {
    int size = 2 * links;
    hashes = Arrays.copyOf(hashes, size);
    effectOf = Arrays.copyOf(effectOf, size);
    next = new int[size];
    buckets = new int[size];
    for (int link = 1; link < links; link++) {
      next[link] = buckets[bucket(hashes[link])];
      buckets[bucket(hashes[link])] = link;
    }
  }

  private int bucket(long hash) {
    return (int) (hash >>> 32) & (buckets.length - 1);
  }

  /// 64 bits, well mixed.
  private static long hash(ChangeKey key) {
    long hash = key.topic().name().hashCode();
    for (int i = 0; i < key.of().length(); i++) {
      hash = (hash ^ key.of().charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }
}
