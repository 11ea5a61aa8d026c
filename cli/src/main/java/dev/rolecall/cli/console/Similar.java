package dev.rolecall.cli.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds what was probably meant by a word that was misspelled.
public final class Similar {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private record Candidate(String word, int distance) {}

  private Similar() {}

  /// The words of `all` that are nearest to `given`, where half of it is right.
  public static List<String> to(String given, Collection<String> all) {
    List<Candidate> near =
        all.stream()
            .map(word -> new Candidate(word, distance(given, word)))
            .filter(word -> word.distance() * 2L <= letters(given))
            .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
            .toList();
    return near.stream()
        .filter(word -> word.distance() == near.getFirst().distance())
        .map(Candidate::word)
        .toList();
  }

  private static int distance(String given, String word) {
    return DISTANCE.apply(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
  }

  private static long letters(String word) {
    return word.chars().filter(Character::isLetterOrDigit).count();
  }
}
