package dev.rolecall.channel;

import java.util.function.Function;
import java.util.function.Predicate;

/// Where a channel's secret comes from.
public interface Secrets<S> {

  /// The secret as it is known, perhaps from a cache.
  SecretReading<S> current();

  /// The secret as it is now; from here on also the current one.
  SecretReading<S> fresh();

  /// Uses the current secret, and once more a fresh one when the channel refuses it and there is
  /// another.
  ///
  /// @param unread what comes of a secret that cannot be read
  /// @param refused whether the channel refused the secret
  default <T> T use(
      Function<S, T> send, Function<ChannelAnswer.Problem, T> unread, Predicate<T> refused) {
    SecretReading<S> current = current();
    T sent = use(current, send, unread);
    if (!refused.test(sent)) {
      return sent;
    }
    SecretReading<S> fresh = fresh();
    return fresh.equals(current) ? sent : use(fresh, send, unread);
  }

  private static <S, T> T use(
      SecretReading<S> reading, Function<S, T> send, Function<ChannelAnswer.Problem, T> unread) {
    return switch (reading) {
      case SecretReading.Read<S>(S secret) -> send.apply(secret);
      case SecretReading.Unusable<S>(String why) ->
          unread.apply(new ChannelAnswer.Problem(ChannelAnswer.Kind.SECRET_UNUSABLE, why));
      case SecretReading.NotNow<S>(String why) ->
          unread.apply(new ChannelAnswer.Problem(ChannelAnswer.Kind.FAILED, why));
    };
  }
}
