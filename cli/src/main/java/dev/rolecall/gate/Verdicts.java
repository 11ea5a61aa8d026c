package dev.rolecall.gate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    return judgements.stream()
        .collect(Collectors.groupingBy(Judgement::outcome, TreeMap::new, Collectors.counting()));
  }

  /// Those of one grade, in the order of the pairs.
  public List<Judgement> of(Outcome.Grade grade) {
    return judgements.stream().filter(judgement -> judgement.outcome().grade() == grade).toList();
  }
}
