package dev.rolecall.infra.context;

import dev.rolecall.infra.wording.SettingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with the settings, in the order in which it was found.
final class SettingProblems {

  private final List<String> sentences = new ArrayList<>();

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /// Notes that `value` will not do; always false.
  boolean refuse(String place, Object value, String wanted) {
    add(SettingWords.invalid(place, value, wanted));
    return false;
  }

  /// The same, where a value would follow.
  <T> Optional<T> refused(String place, Object value, String wanted) {
    refuse(place, value, wanted);
    return Optional.empty();
  }
}
