package dev.rolecall.explanation.wording.notification;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import java.util.List;
import java.util.Optional;

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
    return headline
        .actor()
        .map(actor -> List.of(". For: " + actor))
        .orElse(cause == CauseCode.UNDETERMINED ? List.of() : List.of(". No action needed"));
  }
}
