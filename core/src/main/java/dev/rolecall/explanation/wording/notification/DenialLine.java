package dev.rolecall.explanation.wording.notification;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A denied call by itself, apart from any incident, in a single line.
public final class DenialLine {

  private DenialLine() {}

  public static AlertLine of(Explanation explanation) {
    Headline headline = new Headline(explanation);
    return CauseLine.of(headline, headline.cause(), Optional.empty(), endings(headline));
  }

  /// Who needs to act.
  static List<String> endings(Headline headline) {
    CauseCode cause = headline.explanation().diagnosis().cause().code();
    List<String> actors =
        Stream.of(headline.actor(), headline.actorInShort())
            .flatMap(Optional::stream)
            .map(". For: "::concat)
            .toList();
    return !actors.isEmpty() || cause == CauseCode.UNDETERMINED
        ? actors
        : List.of(". No action needed");
  }
}
