package dev.rolecall.lambda;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.aws.AwsEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/// Explains a denial by the organization index, and looks at the organization itself before it says
/// anything that hinges on it: the index is read on a schedule and when it hears of changes, and so
/// may lag behind.
record Explaining(AwsEvidence evidence, InstantSource clock)
    implements Function<Denial, Explanation> {

  private static final Set<PolicyType> OF_ORGANIZATION = EnumSet.of(PolicyType.SCP, PolicyType.RCP);

  @Override
  public Explanation apply(Denial denial) {
    Instant start = clock.instant();
    Explanation first = new Explainer(evidence.about(denial)).explain(denial);
    if (!hingesOnOrganization(first)) {
      return first;
    }
    return evidence
        .anew(denial, Duration.between(start, clock.instant()))
        .map(anew -> new Explainer(anew).explain(denial))
        .orElse(first);
  }

  /// Whatever is not certain may be found in an SCP or RCP of today.
  private static boolean hingesOnOrganization(Explanation explanation) {
    return explanation.diagnosis().confidence() != Confidence.CERTAIN
        || explanation.diagnosis().causes().stream()
            .anyMatch(cause -> cause.policyType().filter(OF_ORGANIZATION::contains).isPresent());
  }
}
