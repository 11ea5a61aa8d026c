package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.cause.AwsDenialReason;
import dev.rolecall.diagnosis.cause.CandidateRoles;
import dev.rolecall.diagnosis.cause.SetupCheck;
import dev.rolecall.diagnosis.cause.StsErrors;
import dev.rolecall.diagnosis.mismatch.IntendedRole;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Explains denials whose record does not tell which role was asked for.
final class UnknownRole {

  private final Denial denial;
  private final Optional<List<CandidateRole>> candidates;
  private final Optional<RoleSuggestion> meant;

  private UnknownRole(
      Denial denial, Optional<List<CandidateRole>> candidates, Optional<RoleSuggestion> meant) {
    this.denial = denial;
    this.candidates = candidates;
    this.meant = meant;
  }

  static Explanation explain(Denial denial, Evidence evidence) {
    return new UnknownRole(
            denial, CandidateRoles.of(denial, evidence), IntendedRole.of(denial, evidence.roles()))
        .explain();
  }

  private Explanation explain() {
    Diagnosis diagnosis = known().orElseGet(this::byCandidates);
    return new Explanation(
        denial,
        denial.caller().principalArn(),
        diagnosis,
        Checklist.of(denial, diagnosis, Optional.empty()),
        List.of(),
        List.of(),
        meant.stream().toList(),
        candidates.orElse(List.of()),
        SetupCheck.placeholder(denial.target()).or(this::already),
        List.of(),
        Map.of(),
        false,
        Map.of());
  }

  /// Causes that are the same whichever role it was.
  private Optional<Diagnosis> known() {
    if (denial.caller() instanceof Caller.Root) {
      return Optional.of(certain(Cause.of(CauseCode.ROOT_CANNOT_ASSUME, denial.deniedAction())));
    }
    return switch (denial.reason()) {
      case AwsReason.NotGiven _ -> notARole();
      case AwsReason.RootMayNotAssume _ ->
          Optional.of(certain(Cause.of(CauseCode.ROOT_CANNOT_ASSUME, denial.deniedAction())));
      case AwsReason.MfaCodeInvalid _ ->
          Optional.of(certain(Cause.of(CauseCode.MFA_CODE_INVALID, denial.deniedAction())));
      case AwsReason.OtherError(AwsReason.OtherError.Kind kind) ->
          Optional.of(certain(Cause.of(StsErrors.code(kind), denial.deniedAction())));
      case AwsReason.PolicyDenies denies -> {
        AwsDenialReason awsDenialReason = new AwsDenialReason(denies);
        yield awsDenialReason.leavesStatementOpen()
            ? notARole()
            : Optional.of(
                denies.proven()
                    ? certain(awsDenialReason.cause(denial.deniedAction()))
                    : diagnosis(
                        List.of(awsDenialReason.cause(denial.deniedAction())),
                        Confidence.LIKELY,
                        List.of(),
                        List.of(role())));
      }
    };
  }

  /// No role has such an ARN. What AWS's sentence quotes is the caller's own text, which may hold
  /// more than an ARN.
  private Optional<Diagnosis> notARole() {
    if (!(denial.target()
        instanceof TargetRole.Unreadable(var _, TargetRole.Unreadable.Source source))) {
      return Optional.empty();
    }
    List<Cause> causes = List.of(Cause.of(CauseCode.ROLE_NOT_FOUND, denial.deniedAction()));
    return switch (source) {
      case REQUEST -> Optional.of(diagnosis(causes, Confidence.CERTAIN, List.of(), List.of()));
      case SENTENCE ->
          Optional.of(diagnosis(causes, Confidence.LIKELY, List.of(), List.of(role())));
      case CUT_SENTENCE -> Optional.empty();
    };
  }

  /// Whether the session asked for the role that it is in.
  private Optional<CallerSetup> already() {
    return meant
        .filter(
            role ->
                denial.caller().principalArn().filter(role.role().toString()::equals).isPresent())
        .map(_ -> new CallerSetup.AlreadyTheRole());
  }

  private Diagnosis certain(Cause cause) {
    return diagnosis(List.of(cause), Confidence.CERTAIN, List.of(), List.of());
  }

  /// When all roles that may have been meant would refuse for the same reason, that is the reason.
  private Diagnosis byCandidates() {
    List<CandidateRole> refusing =
        candidates.orElse(List.of()).stream()
            .filter(candidateRole -> !candidateRole.causes().isEmpty())
            .toList();
    List<CauseCode> codes =
        refusing.stream()
            .map(candidateRole -> candidateRole.causes().getFirst().code())
            .distinct()
            .toList();
    List<List<Cause>> possible = refusing.stream().map(CandidateRole::causes).toList();
    if (codes.size() == 1) {
      List<Cause> causes =
          refusing.size() == 1
              ? refusing.getFirst().causes()
              : List.of(Cause.in(codes.getFirst(), denial.deniedAction(), PolicyType.TRUST_POLICY));
      return diagnosis(
          causes, Confidence.LIKELY, refusing.size() == 1 ? List.of() : possible, List.of(role()));
    }
    if (refusing.isEmpty() && candidates.filter(List::isEmpty).isPresent()) {
      CauseCode code =
          denial.caller() instanceof Caller.Saml
              ? CauseCode.SAML_PROVIDER_NOT_TRUSTED
              : CauseCode.OIDC_PROVIDER_NOT_TRUSTED;
      return diagnosis(
          List.of(Cause.in(code, denial.deniedAction(), PolicyType.TRUST_POLICY)),
          Confidence.LIKELY,
          List.of(),
          List.of(role()));
    }
    return diagnosis(
        List.of(Cause.of(CauseCode.UNDETERMINED, denial.deniedAction())),
        Confidence.UNDETERMINED,
        possible,
        List.of(role()));
  }

  private Gap role() {
    return new Gap(
        "which role was asked for",
        switch (denial.target()) {
          case TargetRole.Unreadable(String text, var _) ->
              "the record has `" + text + "`, which is not the ARN of a role";
          case TargetRole.NotRecorded _, TargetRole.Known _ -> "the record does not name it";
        },
        "look at the role ARN that the client is configured with");
  }

  private Diagnosis diagnosis(
      List<Cause> causes, Confidence confidence, List<List<Cause>> possible, List<Gap> gaps) {
    Map<PolicyType, Decision> evaluation = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      evaluation.put(type, Decision.UNREAD);
    }
    return new Diagnosis(
        causes,
        confidence,
        possible,
        evaluation,
        confidence == Confidence.CERTAIN ? Truth.FALSE : new Truth.Unknown(gaps),
        gaps,
        false,
        Diagnosis.Familiarity.KNOWN,
        StsErrors.actor(denial.reason()).orElseGet(() -> causes.getFirst().actor()));
  }
}
