package dev.rolecall.infra.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Collects everything that is wrong with the settings, so that one look repairs all of it.
final class Problems {

  private static final int NEAR = 4;

  private final List<String> sentences = new ArrayList<>();

  void missing(String key, String allowed) {
    sentences.add("`" + key + "` is missing: it must be " + allowed);
  }

  void wrong(String key, JsonNode value, String allowed) {
    sentences.add("`" + key + "` is `" + value + "`: it must be " + allowed);
  }

  void contradiction(String sentence) {
    sentences.add(sentence);
  }

  void unknown(String section, String key, Collection<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(NEAR);
    String nearest =
        known.stream()
            .filter(each -> distance.apply(each, key) >= 0)
            .min(
                Comparator.<String>comparingInt(each -> distance.apply(each, key))
                    .thenComparing(Comparator.naturalOrder()))
            .map(each -> "did you mean `" + each + "`?")
            .orElse("known are " + String.join(", ", known));
    sentences.add("`" + section + "." + key + "` is no setting: " + nearest);
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
