package dev.rolecall.channel;

/// Where a channel's secret comes from.
public interface Secrets<S> {

  /// The secret as it is known, perhaps from a cache.
  SecretReading<S> current();

  /// The secret as it is now; from here on also the current one.
  SecretReading<S> fresh();
}
