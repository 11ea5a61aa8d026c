package dev.rolecall.lambda.service;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What became of the messages that this instance of a function dealt with last. EventBridge, SNS
/// and Lambda's retries may each bring a message again; most often to the same instance.
final class RecentMessages<T> {

  private static final int MOST = 1_000;

  private final SequencedMap<String, T> outcomes = new LinkedHashMap<>();

  Optional<T> of(String id) {
    return Optional.ofNullable(outcomes.get(id));
  }

  void remember(String id, T outcome) {
    outcomes.putLast(id, outcome);
    if (outcomes.size() > MOST) {
      outcomes.pollFirstEntry();
    }
  }
}
