package dev.rolecall.lambda.service;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.aws.AwsEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Explains a denial by the organization index, and looks at the organization itself before it says
/// anything that hinges on it: the index is read on a schedule and when it hears of changes, and so
/// may lag behind.
public record DenialExplainer(AwsEvidence evidence, InstantSource clock)
    implements Function<Denial, Explanation> {

  @Override
  public Explanation apply(Denial denial) {
    return explain(denial, Explainer::explain);
  }

  /// Whether a call that has not been made yet would pass, and why not.
  public Explanation check(Denial call) {
    return explain(call, Explainer::check);
  }

  private Explanation explain(Denial denial, BiFunction<Explainer, Denial, Explanation> how) {
    Instant start = clock.instant();
    Explanation first = how.apply(new Explainer(evidence.about(denial)), denial);
    if (!hingesOnOrganization(first)) {
      return first;
    }
    return evidence
        .anew(denial, Duration.between(start, clock.instant()))
        .map(anew -> how.apply(new Explainer(anew), denial))
        .orElse(first);
  }

  /// Whatever is not certain may be found in an SCP or RCP of today.
  private static boolean hingesOnOrganization(Explanation explanation) {
    return explanation.diagnosis().confidence() != Confidence.CERTAIN
        || explanation.diagnosis().causes().stream().anyMatch(DenialExplainer::mayHinge);
  }

  /// Conditions on the organization or its paths may stand in any policy, and only the trust
  /// policy's causes name the condition that failed; an explicit deny names none.
  static boolean mayHinge(Cause cause) {
    return cause.code() == CauseCode.TRUST_EXPLICIT_DENY
        || cause.policyType().filter(type -> type != PolicyType.TRUST_POLICY).isPresent()
        || cause
            .condition()
            .filter(failed -> failed.key().toLowerCase(Locale.ROOT).contains("org"))
            .isPresent();
  }
}
