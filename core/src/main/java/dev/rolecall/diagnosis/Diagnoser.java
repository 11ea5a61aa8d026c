package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason.PolicyDenies;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.cause.AwsComparison;
import dev.rolecall.diagnosis.cause.AwsDenialReason;
import dev.rolecall.diagnosis.cause.CertainCauses;
import dev.rolecall.diagnosis.cause.PossibleCause;
import dev.rolecall.diagnosis.cause.PossibleCause.Strength;
import dev.rolecall.diagnosis.cause.PossibleCauses;
import dev.rolecall.diagnosis.cause.UnreadTrust;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.SourceArnForm;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Agreement;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds the causes of a denial whose role is known.
final class Diagnoser {

  /// Causes that the sets of possible causes have together, before suspects are put together.
  private static final int MOST_IN_SETS = 100_000;

  private final Facts facts;
  private final Timeline timeline;
  private final Evaluation evaluation;
  private final Optional<AwsComparison> aws;
  private final List<Cause> blockers;
  private final List<PossibleCause> suspects;

  private Diagnoser(Facts facts, Evaluation evaluation, List<PossibleCause> suspects) {
    this.facts = facts;
    this.timeline = new Timeline(facts);
    this.evaluation = evaluation;
    this.aws = facts.aws().map(verdict -> new AwsComparison(verdict, evaluation));
    this.blockers =
        CertainCauses.of(facts, evaluation).stream()
            .sorted(Comparator.comparing(this::isCleared))
            .toList();
    this.suspects = suspects.stream().filter(it -> !isCleared(it.cause())).toList();
  }

  /// The findings of a call as it was evaluated.
  static Finding diagnose(Facts facts, Evaluation evaluation) {
    return new WithoutPolicies(facts, evaluation)
        .find()
        .orElseGet(() -> new Diagnoser(facts, evaluation, suspects(facts, evaluation)).find());
  }

  private static List<PossibleCause> suspects(Facts facts, Evaluation evaluation) {
    return evaluation.allowed().isTrue()
        ? List.of()
        : PossibleCauses.of(facts, evaluation, evaluation.usual());
  }

  /// Whether AWS's own evaluation shows that this did not deny the call.
  private boolean isCleared(Cause cause) {
    return aws.filter(comparison -> comparison.clears(cause)).isPresent();
  }

  private Finding find() {
    Finding found =
        aws.flatMap(this::byAwsEvaluation)
            .orElseGet(
                () ->
                    facts.denial().reason() instanceof PolicyDenies denies
                        ? byAwsReason(new AwsDenialReason(denies))
                        : byReading());
    if (aws.filter(comparison -> comparison.agreement() == Agreement.DISAGREES).isPresent()) {
      return found.disagreeing();
    }
    return aws.filter(comparison -> !comparison.verdict().confirmed()).isPresent()
        ? found.atMostLikely()
        : found;
  }

  /// The Deny statements that matched by AWS's own evaluation; the other layers are not cleared by
  /// it. Empty where it names none.
  private Optional<Finding> byAwsEvaluation(AwsComparison comparison) {
    String action = comparison.verdict().deniedAction(facts.denial());
    return comparison.said().stream()
        .findFirst()
        .map(AwsDenialReason::new)
        .map(
            said -> {
              Finding finding = byAwsReason(said);
              return finding.withCauses(
                  comparison.named(action).stream()
                      .filter(
                          cause ->
                              finding.causes().stream().noneMatch(other -> mayBeSame(cause, other)))
                      .toList());
            });
  }

  /// Whether both lie in one place, as far as is known: what AWS names by an ARN may have been read
  /// by its name.
  private static boolean mayBeSame(Cause one, Cause other) {
    return one.policyType().equals(other.policyType())
        && (one.statement().isEmpty()
            || other.statement().isEmpty()
            || one.statement().equals(other.statement()))
        && (arn(one).isEmpty() || arn(other).isEmpty() || arn(one).equals(arn(other)));
  }

  private static Optional<String> arn(Cause cause) {
    return cause.policy().filter(name -> name.startsWith("arn:"));
  }

  private Finding byReading() {
    return blockers.isEmpty() ? byElimination() : byBlockers(blockers);
  }

  private Finding byBlockers(List<Cause> causes) {
    List<PossibleCause> probable = suspects(it -> it.strength() != Strength.UNLIKELY);
    return new Finding(
        causes,
        isCertain(causes.getFirst()) ? Confidence.CERTAIN : Confidence.LIKELY,
        besides(causes, probable),
        withTrustGap(gaps(probable)),
        false,
        Truth.FALSE);
  }

  private boolean isCertain(Cause blocker) {
    return new BlockerCertainty(facts, timeline, evaluation).isCertain(blocker);
  }

  /// Each suspect may block besides what blocks for certain. Where there are very many of both, the
  /// least probable are one explanation: that all of them do.
  private List<List<Cause>> besides(List<Cause> causes, List<PossibleCause> probable) {
    Cause first = causes.getFirst();
    List<List<Cause>> sets = new ArrayList<>();
    if (first.code() == CauseCode.DELETED_PRINCIPAL) {
      Cause never = Cause.inTrust(CauseCode.PRINCIPAL_NOT_TRUSTED, first.action());
      sets.add(both(List.of(never), causes.subList(1, causes.size())));
    }
    List<Cause> more = others(both(ofUnreadTrust(), causes(probable)), causes);
    int apart = Math.min(more.size(), Math.max(1, MOST_IN_SETS / causes.size()));
    more.subList(0, apart).forEach(cause -> sets.add(both(causes, List.of(cause))));
    if (apart < more.size()) {
      sets.add(both(causes, more.subList(apart, more.size())));
    }
    return sets;
  }

  private Finding byElimination() {
    List<PossibleCause> strong = suspects(PossibleCause::isStrong);
    List<PossibleCause> unread = suspects(it -> it.strength() == Strength.UNREAD);
    if (timeline.justChanged()) {
      return open(CauseCode.PROPAGATION);
    }
    if (trustGap().isPresent()) {
      boolean callerSideAllows =
          !facts.sameAccount()
              && strong.isEmpty()
              && causes(unread).stream().allMatch(cause -> cause.isIn(PolicyType.RCP));
      return open(callerSideAllows ? CauseCode.TRUST_SIDE_UNREAD : CauseCode.UNDETERMINED);
    }
    if (!strong.isEmpty()) {
      return suspected(strong);
    }
    if (timeline.changedSince()) {
      return open(CauseCode.CHANGED_SINCE);
    }
    return unread.size() == 1 && mayBeOnly(unread.getFirst().cause())
        ? suspected(unread)
        : open(CauseCode.UNDETERMINED);
  }

  /// An SCP or RCP that was not read is not what most likely denies: few of them bear on roles.
  /// Session and endpoint policies cannot be ruled out by reading anything.
  private boolean mayBeOnly(Cause unread) {
    return !unread.isIn(PolicyType.SCP, PolicyType.RCP)
        && causes(suspects).stream()
            .noneMatch(it -> it.isIn(PolicyType.SESSION_POLICY, PolicyType.VPC_ENDPOINT_POLICY));
  }

  /// The most probable suspect is the cause; the others stay possible. A service does not send what
  /// AWS documents that it never sends.
  private Finding suspected(List<PossibleCause> best) {
    List<Cause> primary = List.of(best.getFirst().cause());
    return new Finding(
        primary,
        Confidence.LIKELY,
        eachAlone(others(causes(suspects), primary)),
        gaps(suspects),
        false,
        SourceArnForm.excludes(facts, evaluation.main().layer(PolicyType.TRUST_POLICY))
            ? Truth.FALSE
            : evaluation.allowed());
  }

  private Finding open(CauseCode code) {
    return new Finding(
        List.of(Cause.of(code, facts.denial().deniedAction())),
        code == CauseCode.UNDETERMINED ? Confidence.UNDETERMINED : Confidence.LIKELY,
        eachAlone(both(ofUnreadTrust(), others(causes(suspects), List.of()))),
        withTrustGap(gaps(suspects)),
        false,
        evaluation.allowed());
  }

  /// Why the trust policy was not read, if it was not: then it is the first to be suspected.
  private Optional<Gap> trustGap() {
    return evaluation.main().layer(PolicyType.TRUST_POLICY).layer() instanceof Layer.Unread(Gap gap)
        ? Optional.of(gap)
        : Optional.empty();
  }

  private List<Cause> ofUnreadTrust() {
    return trustGap().isPresent() ? UnreadTrust.mayHold(facts) : List.of();
  }

  private List<Gap> withTrustGap(List<Gap> others) {
    return trustGap()
        .filter(gap -> !others.contains(gap))
        .map(gap -> both(List.of(gap), others))
        .orElse(others);
  }

  /// AWS's sentence names a policy type: one true blocker, the first to be named. The other layers
  /// are not cleared by it.
  private Finding byAwsReason(AwsDenialReason said) {
    List<Cause> agreeing = blockers.stream().filter(said::agrees).toList();
    if (!agreeing.isEmpty()) {
      return byBlockers(both(agreeing, blockers).stream().distinct().toList());
    }
    String action = facts.denial().deniedAction();
    boolean proven = said.reason().proven();
    if (said.isContradictedBy(facts, evaluation.trial(action).access())) {
      return (proven ? byContradiction(said) : byReading()).disagreeing();
    }
    // what would only matter if something was passed along is not what AWS names
    List<PossibleCause> meant =
        suspects(it -> said.agrees(it.cause()) && it.cause().action().equals(action));
    if (said.leavesStatementOpen()) {
      return unnamedTrust(proven, meant);
    }
    Cause named = said.cause(action);
    Cause primary =
        causes(meant).stream()
            .filter(cause -> cause.code() == named.code())
            .findFirst()
            .orElse(named);
    return proven ? Finding.certain(both(List.of(primary), blockers)) : perhapsNamed(primary);
  }

  /// AWS's sentence names a type that could not be read, in words that may be the caller's.
  private Finding perhapsNamed(Cause primary) {
    if (blockers.isEmpty()) {
      Predicate<PossibleCause> ofType = it -> it.cause().policyType().equals(primary.policyType());
      return new Finding(
          List.of(primary),
          Confidence.LIKELY,
          eachAlone(causes(suspects(ofType.negate().and(PossibleCause::isStrong)))),
          gaps(suspects(ofType)),
          false,
          evaluation.allowed());
    }
    Finding certain = byBlockers(blockers);
    List<Cause> all = both(blockers, List.of(primary));
    return certain.withPossible(
        both(List.of(all), certain.possible()).stream().distinct().toList());
  }

  /// What was read says that the type AWS names does not deny.
  private Finding byContradiction(AwsDenialReason said) {
    if (blockers.isEmpty() && timeline.changedSince()) {
      return open(CauseCode.CHANGED_SINCE);
    }
    if (!said.leavesStatementOpen()) {
      return Finding.certain(both(List.of(said.cause(facts.denial().deniedAction())), blockers));
    }
    return blockers.isEmpty() ? open(CauseCode.UNDETERMINED) : byBlockers(blockers);
  }

  /// AWS says that the trust policy does not allow, and what fails in it is not known: the only
  /// unknown is it.
  private Finding unnamedTrust(boolean proven, List<PossibleCause> meant) {
    if (meant.isEmpty()) {
      return blockers.isEmpty() ? open(CauseCode.TRUST_SIDE_UNREAD) : byBlockers(blockers);
    }
    Cause primary = meant.getFirst().cause();
    boolean certain = proven && meant.size() == 1 && isCertain(primary);
    return new Finding(
        both(List.of(primary), blockers),
        certain ? Confidence.CERTAIN : Confidence.LIKELY,
        eachAlone(others(causes(meant), List.of(primary))),
        gaps(meant),
        false,
        Truth.FALSE);
  }

  private List<PossibleCause> suspects(Predicate<PossibleCause> which) {
    return suspects.stream().filter(which).toList();
  }

  private static List<Cause> causes(List<PossibleCause> suspects) {
    return suspects.stream().map(PossibleCause::cause).toList();
  }

  private static List<Gap> gaps(List<PossibleCause> suspects) {
    return suspects.stream().flatMap(it -> it.gaps().stream()).distinct().toList();
  }

  private static <T> List<T> both(List<T> first, List<T> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  private static List<List<Cause>> eachAlone(List<Cause> causes) {
    return causes.stream().map(List::of).toList();
  }

  /// What is suspected beside the causes, each once: the same condition may be open for more than
  /// one action.
  private static List<Cause> others(List<Cause> suspected, List<Cause> causes) {
    Set<Cause> seen = new HashSet<>();
    causes.forEach(cause -> seen.add(cause.ofAnyAction()));
    return suspected.stream().filter(cause -> seen.add(cause.ofAnyAction())).toList();
  }
}
