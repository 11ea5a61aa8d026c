package dev.rolecall.gate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What became of all pairs.
public record Verdicts(List<Judgement> judgements) {

  public Verdicts {
    judgements = List.copyOf(judgements);
  }

  /// What it means for a build: the worst of all.
  public Outcome.Grade grade() {
    return judgements.stream()
        .map(judgement -> judgement.outcome().grade())
        .max(Enum::compareTo)
        .orElse(Outcome.Grade.PASSED);
  }

  /// How many pairs have which outcome.
  Map<Outcome, Long> counts() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    judgements.forEach(judgement -> counts.merge(judgement.outcome(), 1L, Long::sum));
    return counts;
  }

  /// Those of one grade, in the order of the pairs.
  List<Judgement> of(Outcome.Grade grade) {
    return judgements.stream().filter(judgement -> judgement.outcome().grade() == grade).toList();
  }
}
