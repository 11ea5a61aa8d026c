package dev.rolecall.diagnosis;

import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;

/// Denial in, explanation out.
public final class Explainer {

  private final Evidence evidence;

  /// Explains by what `evidence` tells.
  public Explainer(Evidence evidence) {
    this.evidence = evidence;
  }

  /// Why `denial` happened, and what to change.
  public Explanation explain(Denial denial) {
    throw new UnsupportedOperationException(denial + " " + evidence);
  }

  /// The same for a call that nobody made yet: session and VPC endpoint policies, which only a real call can have, take
  /// no part. [Diagnosis#allowed] is the answer.
  public Explanation check(Denial call) {
    throw new UnsupportedOperationException(call + " " + evidence);
  }
}
