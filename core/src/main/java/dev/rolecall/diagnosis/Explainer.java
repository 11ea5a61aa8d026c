package dev.rolecall.diagnosis;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.diagnosis.cause.SetupCheck;
import dev.rolecall.diagnosis.cause.StsErrors;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.fix.Demands;
import dev.rolecall.diagnosis.fix.Fixer;
import dev.rolecall.diagnosis.mismatch.RoleSuggestions;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Diagnosis.Familiarity;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.iam.evaluation.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Denial in, explanation out.
public final class Explainer {

  private final Evidence evidence;

  /// Explains by what `evidence` contains.
  public Explainer(Evidence evidence) {
    this.evidence = evidence;
  }

  /// Why `denial` happened, and what to change.
  public Explanation explain(Denial denial) {
    Explanation explanation = explainOne(denial);
    return denial
        .report()
        .flatMap(ServiceReport::alsoAs)
        .filter(_ -> explanation.diagnosis().allowed().isTrue())
        .map(denial::calledBy)
        .map(this::explainOne)
        .filter(other -> !other.diagnosis().allowed().isTrue())
        .orElse(explanation);
  }

  private Explanation explainOne(Denial denial) {
    Denial named =
        NamedRole.resolved(EvaluationReading.of(denial, evidence).named(), evidence.roles());
    return named
        .target()
        .arn()
        .map(role -> explain(Facts.gather(named, role, evidence, true), true))
        .orElseGet(() -> UnknownRole.explain(denial, evidence));
  }

  /// The same for a call that was not made yet: session and VPC endpoint policies, which only a
  /// real call can have, are ignored. [Diagnosis#allowed] is the answer; where it is open, nothing
  /// is known to deny the call, and nothing is offered.
  ///
  /// @throws IllegalArgumentException when the call does not name its role
  public Explanation check(Denial call) {
    return explain(Facts.gather(call, evidence), false);
  }

  private Explanation explain(Facts facts, boolean real) {
    Denial denial = facts.denial();
    EvaluationReading own = EvaluationReading.of(denial, evidence);
    Map<PolicyType, Layer> layers = PolicyLayers.of(facts, real);
    Evaluation trial = Evaluation.of(facts, layers, facts.context());
    Finding finding = Diagnoser.diagnose(facts, trial);
    List<Cause> causes = finding.causes();
    Familiarity familiarity = new CallerFamiliarity(facts, evidence.roles()).familiarity();
    boolean known = familiarity == Familiarity.KNOWN;
    Optional<CallerSetup> setup =
        known ? new SetupCheck(facts, evidence.roles()).find(causes) : Optional.empty();
    boolean mayTrust = known && setup.filter(CallerSetup::isAlone).isEmpty();
    boolean undecided = !real && finding.allowed().isUnknown();
    List<Fix> fixes =
        (undecided ? List.<Fix>of() : Fixer.fix(facts, layers, causes, mayTrust))
            .stream()
                .map(fix -> fix.judged(fix.result(), own.learnable(fix.conditions())))
                .toList();
    List<Cause> outOfReach =
        causes.stream()
            .filter(cause -> fixes.isEmpty() && Demands.isOutOfReach(facts, layers, cause))
            .toList();
    Diagnosis diagnosis =
        new Diagnosis(
            causes,
            undecided ? Confidence.UNDETERMINED : finding.confidence(),
            finding.possible(),
            Arrays.stream(PolicyType.values())
                .collect(Collectors.toMap(type -> type, it -> trial.main().layer(it).decision())),
            finding.allowed(),
            own.learnable(finding.gaps()),
            finding.awsDisagrees(),
            familiarity,
            StsErrors.actor(denial.reason())
                .orElseGet(
                    () ->
                        actor(facts.target(), causes.getFirst(), known, setup, outOfReach, fixes)),
            own.evidence(facts, trial));
    return new Explanation(
        denial,
        facts.caller().principalArn(),
        diagnosis,
        Checklist.of(denial, diagnosis, Optional.of(facts)),
        facts.changeList(),
        fixes,
        facts.role() instanceof Lookup.Absent
            ? RoleSuggestions.of(facts.target(), evidence.roles())
            : List.of(),
        List.of(),
        setup,
        outOfReach,
        facts.role().found().map(RoleFacts::tags).orElse(Map.of()),
        real
            && facts.asOf().isEmpty()
            && (denial.time().isPresent() || denial.isTold())
            && restsOnPolicies(diagnosis),
        facts.accountNames(),
        trial.keys(layers));
  }

  /// Whether what was read says what the cause is.
  private static boolean restsOnPolicies(Diagnosis diagnosis) {
    Cause cause = diagnosis.cause();
    return diagnosis.confidence() != Confidence.UNDETERMINED
        && cause
            .policyType()
            .map(type -> diagnosis.evaluation().getOrDefault(type, Decision.UNREAD))
            .filter(it -> it != Decision.UNREAD && it != Decision.NOT_APPLICABLE)
            .isPresent();
  }

  /// The denial of an unknown caller needs no action, unless that caller can change the call. What
  /// is wrong with the caller's set-up is its own to change, and what no request can meet is not.
  private static Actor actor(
      RoleArn role,
      Cause cause,
      boolean known,
      Optional<CallerSetup> setup,
      List<Cause> outOfReach,
      List<Fix> fixes) {
    Actor actor = cause.actor();
    if (!known && actor == Actor.TARGET_ACCOUNT) {
      return fixes.stream().map(Fix::actor).findFirst().orElse(Actor.NOBODY);
    }
    boolean fixed = actor == Actor.TARGET_ACCOUNT && role.isUnmodifiable();
    return setup.isPresent() || fixed
        ? Actor.CALLER_REQUEST
        : outOfReach.contains(cause) && actor == Actor.CALLER_REQUEST
            ? Actor.TARGET_ACCOUNT
            : actor;
  }
}
