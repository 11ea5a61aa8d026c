package dev.rolecall.diagnosis;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import java.util.stream.Stream;

/// What was found, before it is put into words or fixed.
///
/// @param allowed whether all policies that could be read allow the call together
record Finding(
    List<Cause> causes,
    Confidence confidence,
    List<List<Cause>> possible,
    List<Gap> gaps,
    boolean awsDisagrees,
    Truth allowed) {

  static Finding certain(List<Cause> causes) {
    return new Finding(causes, Confidence.CERTAIN, List.of(), List.of(), false, Truth.FALSE);
  }

  Finding withPossible(List<List<Cause>> sets) {
    return new Finding(causes, confidence, sets, gaps, awsDisagrees, allowed);
  }

  /// The same with further causes.
  Finding withCauses(List<Cause> more) {
    return new Finding(
        Stream.concat(causes.stream(), more.stream()).toList(),
        confidence,
        possible,
        gaps,
        awsDisagrees,
        allowed);
  }

  /// The same, where AWS's sentence, or its own evaluation, says otherwise.
  Finding disagreeing() {
    Finding likely = atMostLikely();
    return new Finding(causes, likely.confidence, possible, gaps, true, allowed);
  }

  /// The same, of which nothing is certain.
  Finding atMostLikely() {
    Confidence most = confidence == Confidence.CERTAIN ? Confidence.LIKELY : confidence;
    return new Finding(causes, most, possible, gaps, awsDisagrees, allowed);
  }
}
