package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.cause.AwsDenialReason;
import dev.rolecall.diagnosis.cause.CertainCauses;
import dev.rolecall.diagnosis.cause.PossibleCause;
import dev.rolecall.diagnosis.cause.PossibleCauses;
import dev.rolecall.diagnosis.cause.StsErrors;
import dev.rolecall.diagnosis.cause.UnreadTrust;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.service.ServiceCallers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the causes of a denial whose role is known.
final class Diagnoser {

  private final Facts facts;
  private final Map<PolicyType, Layer> layers;
  private final Timeline timeline;
  private final Evaluation evaluation;

  private Diagnoser(Facts facts, Map<PolicyType, Layer> layers, Evaluation evaluation) {
    this.facts = facts;
    this.layers = layers;
    this.timeline = Timeline.of(facts);
    this.evaluation = evaluation;
  }

  /// The findings of a call judged by `layers`.
  static Finding diagnose(Facts facts, Map<PolicyType, Layer> layers, Evaluation evaluation) {
    return new Diagnoser(facts, layers, evaluation).find();
  }

  /// What was found, before it is put into words or mended.
  ///
  /// @param allowed whether all policies that could be read allow the call together
  record Finding(
      List<Cause> causes,
      Confidence confidence,
      List<List<Cause>> possible,
      List<Gap> gaps,
      boolean awsDisagrees,
      Truth allowed) {}

  private Finding find() {
    return withoutPolicies().orElseGet(this::byPolicies);
  }

  /// Causes that need no policy to be judged.
  private Optional<Finding> withoutPolicies() {
    if (facts.caller() instanceof Caller.Root) {
      return Optional.of(certain(CauseCode.ROOT_CANNOT_ASSUME));
    }
    return switch (facts.denial().reason()) {
      case AwsReason.RootMayNotAssume _ -> Optional.of(certain(CauseCode.ROOT_CANNOT_ASSUME));
      case AwsReason.MfaCodeInvalid _ -> Optional.of(certain(CauseCode.MFA_CODE_INVALID));
      case AwsReason.OtherError(AwsReason.OtherError.Kind kind) ->
          Optional.of(certain(StsErrors.cause(kind, facts, evaluation.main())));
      case AwsReason.NotGiven _ -> roleNotFound(Optional.empty());
      case AwsReason.PolicyDenies denies -> roleNotFound(Optional.of(denies));
    };
  }

  private Finding certain(CauseCode code) {
    return certain(Cause.of(code, facts.denial().deniedAction()));
  }

  private static Finding certain(Cause cause) {
    return new Finding(
        List.of(cause), Confidence.CERTAIN, List.of(), List.of(), false, Truth.FALSE);
  }

  private Optional<Finding> roleNotFound(Optional<AwsReason.PolicyDenies> reason) {
    if (facts.denial().asksOtherPartition() && reason.isEmpty()) {
      return Optional.of(certain(CauseCode.ROLE_NOT_FOUND));
    }
    if (!(facts.role() instanceof Lookup.Absent)) {
      return Optional.empty();
    }
    Optional<AwsDenialReason> said = reason.map(AwsDenialReason::new);
    boolean contradicted =
        said.filter(
                it ->
                    it.reason().type() == PolicyType.TRUST_POLICY
                        || (!it.reason().proven()
                            && it.isContradictedBy(facts, deniedAction().access())))
            .isPresent();
    boolean deletedSince =
        timeline.changedSince(Change.Kind.ROLE) || timeline.isOutdated(Change.Kind.ROLE);
    Cause notFound = Cause.of(CauseCode.ROLE_NOT_FOUND, facts.denial().deniedAction());
    List<Cause> both =
        said.filter(_ -> !contradicted)
            .map(it -> List.of(it.cause(facts.denial().deniedAction()), notFound))
            .orElse(List.of(notFound));
    boolean proven = said.map(it -> it.reason().proven()).orElse(true);
    return Optional.of(
        new Finding(
            proven ? both : List.of(notFound),
            contradicted || deletedSince ? Confidence.LIKELY : Confidence.CERTAIN,
            proven || both.size() == 1 ? List.of() : List.of(both.reversed()),
            List.of(),
            contradicted,
            Truth.FALSE));
  }

  private Finding byPolicies() {
    List<Cause> blockers = CertainCauses.of(facts, evaluation);
    List<PossibleCause> suspects =
        evaluation.allowed().isTrue()
            ? List.of()
            : PossibleCauses.of(
                facts, evaluation, Evaluation.of(facts, layers, facts.context().usual()));
    if (facts.denial().reason() instanceof AwsReason.PolicyDenies denies) {
      return byAwsReason(new AwsDenialReason(denies), blockers, suspects);
    }
    return blockers.isEmpty() ? byElimination(suspects) : byBlockers(blockers, suspects);
  }

  private Finding byBlockers(List<Cause> blockers, List<PossibleCause> suspects) {
    return new Finding(
        blockers,
        trustworthy(blockers.getFirst()) ? Confidence.CERTAIN : Confidence.LIKELY,
        besides(blockers, suspects),
        withTrustGap(
            gaps(
                suspects.stream()
                    .filter(
                        possibleCause ->
                            possibleCause.strength() != PossibleCause.Strength.UNLIKELY)
                    .toList())),
        false,
        Truth.FALSE);
  }

  /// A blocker is certain when the policy it lies in was not changed since, and when what it says
  /// of the caller does not rest on a guess: that a deleted principal was this caller's
  /// predecessor.
  private boolean trustworthy(Cause cause) {
    boolean ofAnotherTime =
        cause
            .policyType()
            .filter(
                type ->
                    switch (type) {
                      case TRUST_POLICY -> isOfAnotherTime(Change.Kind.ROLE);
                      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY ->
                          isOfAnotherTime(Change.Kind.CALLER);
                      case SCP, RCP -> isOfAnotherTime(Change.Kind.ORGANIZATION);
                      case SESSION_POLICY, VPC_ENDPOINT_POLICY -> false;
                    })
            .isPresent();
    return !ofAnotherTime
        && !timeline.isOutdated(Change.Kind.ROLE)
        && cause.code() != CauseCode.DELETED_PRINCIPAL
        && !(cause.code() == CauseCode.PRINCIPAL_NOT_TRUSTED && isUnknownService())
        && !restsOnUnknownCaller(cause);
  }

  private boolean isOfAnotherTime(Change.Kind kind) {
    return timeline.changedSince(kind) || timeline.isOutdated(kind);
  }

  /// A service that is not known here may be named in policies by another principal than CloudTrail
  /// records.
  private boolean isUnknownService() {
    return facts.caller() instanceof Caller.AwsService(String principal)
        && !ServiceCallers.isKnown(principal);
  }

  /// Which statement was meant for a caller of whom nobody knows who it is, or whether a statement
  /// names it, is a guess.
  private boolean restsOnUnknownCaller(Cause cause) {
    if (cause.policyType().filter(PolicyType.TRUST_POLICY::equals).isEmpty()
        || cause.code() == CauseCode.TRUST_EXPLICIT_DENY) {
      return false;
    }
    List<LayerResult.LevelResult> levels =
        evaluation.main().access().layer(PolicyType.TRUST_POLICY).levels();
    return facts.caller() instanceof Caller.Unidentified
        || cause
            .statement()
            .filter(_ -> !levels.isEmpty())
            .map(
                at ->
                    levels
                        .getFirst()
                        .policies()
                        .getFirst()
                        .statements()
                        .get(at.index())
                        .principal())
            .filter(principal -> principal.truth().isUnknown())
            .isPresent();
  }

  /// Each suspect may block besides what blocks for certain.
  private List<List<Cause>> besides(List<Cause> blockers, List<PossibleCause> suspects) {
    List<List<Cause>> sets = new ArrayList<>();
    if (blockers.getFirst().code() == CauseCode.DELETED_PRINCIPAL) {
      List<Cause> never = new ArrayList<>(blockers);
      never.set(
          0,
          Cause.in(
              CauseCode.PRINCIPAL_NOT_TRUSTED,
              blockers.getFirst().action(),
              PolicyType.TRUST_POLICY,
              "trust policy"));
      sets.add(never);
    }
    List<Cause> others = new ArrayList<>(ofUnreadTrust());
    suspects.stream()
        .filter(possibleCause -> possibleCause.strength() != PossibleCause.Strength.UNLIKELY)
        .map(PossibleCause::cause)
        .forEach(others::add);
    for (Cause cause : each(others, blockers)) {
      List<Cause> set = new ArrayList<>(blockers);
      set.add(cause);
      sets.add(set);
    }
    return sets;
  }

  private Finding byElimination(List<PossibleCause> suspects) {
    List<PossibleCause> strong = suspects.stream().filter(PossibleCause::isStrong).toList();
    List<PossibleCause> unread =
        suspects.stream()
            .filter(possibleCause -> possibleCause.strength() == PossibleCause.Strength.UNREAD)
            .toList();
    if (timeline.justChanged()) {
      return open(CauseCode.PROPAGATION, Confidence.LIKELY, suspects);
    }
    if (trustUnread()) {
      boolean callerSideAllows = !facts.sameAccount() && strong.isEmpty() && onlyRoleSide(unread);
      return callerSideAllows
          ? open(CauseCode.TRUST_SIDE_UNREAD, Confidence.LIKELY, suspects)
          : open(CauseCode.UNDETERMINED, Confidence.UNDETERMINED, suspects);
    }
    if (!strong.isEmpty()) {
      return suspected(strong, suspects);
    }
    if (timeline.changedSince()) {
      return open(CauseCode.CHANGED_SINCE, Confidence.LIKELY, suspects);
    }
    return unread.size() == 1
            && !isOfOrganization(unread.getFirst())
            && suspects.stream().noneMatch(Diagnoser::isBeyondReading)
        ? suspected(unread, suspects)
        : open(CauseCode.UNDETERMINED, Confidence.UNDETERMINED, suspects);
  }

  /// Session and endpoint policies cannot be ruled out by reading anything.
  private static boolean isBeyondReading(PossibleCause possibleCause) {
    return possibleCause
        .cause()
        .policyType()
        .filter(type -> type == PolicyType.SESSION_POLICY || type == PolicyType.VPC_ENDPOINT_POLICY)
        .isPresent();
  }

  /// An SCP or RCP that nobody read is not what most likely denies: few of them bear on roles.
  private static boolean isOfOrganization(PossibleCause possibleCause) {
    return possibleCause
        .cause()
        .policyType()
        .filter(type -> type == PolicyType.SCP || type == PolicyType.RCP)
        .isPresent();
  }

  private boolean trustUnread() {
    return evaluation.main().access().layer(PolicyType.TRUST_POLICY).layer()
        instanceof Layer.Unread;
  }

  private static boolean onlyRoleSide(List<PossibleCause> unread) {
    return unread.stream()
        .allMatch(
            possibleCause ->
                possibleCause.cause().policyType().filter(PolicyType.RCP::equals).isPresent());
  }

  /// The most probable suspect is the cause; the others stay possible.
  private Finding suspected(List<PossibleCause> best, List<PossibleCause> all) {
    Cause primary = best.getFirst().cause();
    return new Finding(
        List.of(primary),
        Confidence.LIKELY,
        others(all, List.of(primary)),
        gaps(all),
        false,
        evaluation.allowed());
  }

  /// A trust policy that was not read is the first to be suspected.
  private List<Cause> ofUnreadTrust() {
    return trustUnread() ? UnreadTrust.mayHold(facts) : List.of();
  }

  private List<Gap> withTrustGap(List<Gap> others) {
    List<Gap> gaps = new ArrayList<>(others);
    if (layers.get(PolicyType.TRUST_POLICY) instanceof Layer.Unread(Gap gap)
        && !others.contains(gap)) {
      gaps.addFirst(gap);
    }
    return gaps;
  }

  /// What the suspects have beside the causes, each once: the same condition may be open for more
  /// than one action.
  private static List<List<Cause>> others(List<PossibleCause> suspects, List<Cause> causes) {
    return each(suspects.stream().map(PossibleCause::cause).toList(), causes).stream()
        .map(List::of)
        .toList();
  }

  private static List<Cause> each(List<Cause> suspected, List<Cause> causes) {
    List<Cause> each = new ArrayList<>();
    for (Cause cause : suspected) {
      if (causes.stream().noneMatch(cause::isSameThing)
          && each.stream().noneMatch(cause::isSameThing)) {
        each.add(cause);
      }
    }
    return each;
  }

  private Finding open(CauseCode code, Confidence confidence, List<PossibleCause> suspects) {
    List<List<Cause>> possible = new ArrayList<>();
    ofUnreadTrust().forEach(cause -> possible.add(List.of(cause)));
    possible.addAll(others(suspects, List.of()));
    return new Finding(
        List.of(Cause.of(code, facts.denial().deniedAction())),
        confidence,
        possible,
        withTrustGap(gaps(suspects)),
        false,
        evaluation.allowed());
  }

  /// AWS's sentence names a policy type: one true blocker, the first to be named. The other layers
  /// are not cleared by it.
  private Finding byAwsReason(
      AwsDenialReason awsDenialReason, List<Cause> blockers, List<PossibleCause> suspects) {
    List<Cause> agreeing = blockers.stream().filter(awsDenialReason::agrees).toList();
    if (!agreeing.isEmpty()) {
      List<Cause> causes = new ArrayList<>(agreeing);
      blockers.stream().filter(cause -> !agreeing.contains(cause)).forEach(causes::add);
      return byBlockers(causes, suspects);
    }
    if (awsDenialReason.isContradictedBy(facts, deniedAction().access())) {
      return disagree(
          awsDenialReason.reason().proven()
              ? byContradiction(awsDenialReason, blockers, suspects)
              : blockers.isEmpty() ? byElimination(suspects) : byBlockers(blockers, suspects));
    }
    List<PossibleCause> meant =
        suspects.stream()
            .filter(
                possibleCause ->
                    awsDenialReason.agrees(possibleCause.cause())
                        && isOfDeniedAction(possibleCause.cause()))
            .toList();
    if (awsDenialReason.leavesStatementOpen()) {
      return unnamedTrust(awsDenialReason, meant, blockers, suspects);
    }
    Cause named = awsDenialReason.cause(facts.denial().deniedAction());
    Cause primary =
        meant.stream()
            .map(PossibleCause::cause)
            .filter(cause -> cause.code() == named.code())
            .findFirst()
            .orElse(named);
    return awsDenialReason.reason().proven()
        ? named(primary, blockers, Confidence.CERTAIN)
        : perhapsNamed(primary, blockers, suspects);
  }

  /// AWS's sentence names a type that could not be read, in words that may be the caller's.
  private Finding perhapsNamed(Cause primary, List<Cause> blockers, List<PossibleCause> suspects) {
    if (blockers.isEmpty()) {
      List<PossibleCause> ofType =
          suspects.stream()
              .filter(
                  possibleCause -> possibleCause.cause().policyType().equals(primary.policyType()))
              .toList();
      return new Finding(
          List.of(primary),
          Confidence.LIKELY,
          suspects.stream()
              .filter(possibleCause -> possibleCause.isStrong() && !ofType.contains(possibleCause))
              .map(possibleCause -> List.of(possibleCause.cause()))
              .toList(),
          gaps(ofType),
          false,
          evaluation.allowed());
    }
    Finding certain = byBlockers(blockers, suspects);
    List<Cause> both = new ArrayList<>(blockers);
    both.add(primary);
    List<List<Cause>> possible = new ArrayList<>(certain.possible());
    possible.remove(both);
    possible.addFirst(both);
    return new Finding(
        certain.causes(),
        certain.confidence(),
        possible,
        certain.gaps(),
        certain.awsDisagrees(),
        certain.allowed());
  }

  private static Finding named(Cause primary, List<Cause> blockers, Confidence confidence) {
    List<Cause> causes = new ArrayList<>();
    causes.add(primary);
    causes.addAll(blockers);
    return new Finding(causes, confidence, List.of(), List.of(), false, Truth.FALSE);
  }

  /// What was read says that the type AWS names does not deny.
  private Finding byContradiction(
      AwsDenialReason awsDenialReason, List<Cause> blockers, List<PossibleCause> suspects) {
    if (blockers.isEmpty() && timeline.changedSince()) {
      return open(CauseCode.CHANGED_SINCE, Confidence.LIKELY, suspects);
    }
    if (!awsDenialReason.leavesStatementOpen()) {
      return named(
          awsDenialReason.cause(facts.denial().deniedAction()), blockers, Confidence.LIKELY);
    }
    return blockers.isEmpty()
        ? open(CauseCode.UNDETERMINED, Confidence.UNDETERMINED, suspects)
        : byBlockers(blockers, suspects);
  }

  /// The action that AWS's sentence names, judged.
  private Evaluation.ActionTrial deniedAction() {
    return evaluation.actions().stream()
        .filter(action -> action.action().equals(facts.denial().deniedAction()))
        .findFirst()
        .orElse(evaluation.main());
  }

  /// What would only matter if something was passed along is not what AWS names.
  private boolean isOfDeniedAction(Cause cause) {
    return cause.action().equals(facts.denial().deniedAction());
  }

  /// AWS says that the trust policy does not allow, and what fails in it is not known: the only
  /// unknown is it.
  private Finding unnamedTrust(
      AwsDenialReason awsDenialReason,
      List<PossibleCause> meant,
      List<Cause> blockers,
      List<PossibleCause> suspects) {
    if (meant.isEmpty()) {
      return blockers.isEmpty()
          ? open(CauseCode.TRUST_SIDE_UNREAD, Confidence.LIKELY, suspects)
          : byBlockers(blockers, suspects);
    }
    Finding finding = suspected(meant, meant);
    boolean certain =
        awsDenialReason.reason().proven()
            && meant.size() == 1
            && trustworthy(meant.getFirst().cause());
    List<Cause> causes = new ArrayList<>(finding.causes());
    causes.addAll(blockers);
    return new Finding(
        causes,
        certain ? Confidence.CERTAIN : Confidence.LIKELY,
        finding.possible(),
        finding.gaps(),
        false,
        Truth.FALSE);
  }

  private static Finding disagree(Finding finding) {
    return new Finding(
        finding.causes(),
        finding.confidence() == Confidence.CERTAIN ? Confidence.LIKELY : finding.confidence(),
        finding.possible(),
        finding.gaps(),
        true,
        finding.allowed());
  }

  private static List<Gap> gaps(List<PossibleCause> suspects) {
    Set<Gap> gaps = new LinkedHashSet<>();
    suspects.forEach(possibleCause -> gaps.addAll(possibleCause.gaps()));
    return List.copyOf(gaps);
  }
}
