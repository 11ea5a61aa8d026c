package dev.rolecall.diagnosis;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason.PolicyDenies;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.UserOrSession;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
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
import dev.rolecall.diagnosis.result.Diagnosis.Familiarity;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Explains denials whose record does not tell which role was asked for.
record UnknownRole(
    Denial denial,
    Optional<List<CandidateRole>> candidates,
    Optional<RoleSuggestion> meant,
    Optional<EvaluationEvidence> evaluation) {

  static Explanation explain(Denial denial, Evidence evidence) {
    return new UnknownRole(
            denial,
            CandidateRoles.of(denial, evidence),
            IntendedRole.of(denial, evidence.roles()),
            EvaluationReading.of(denial, evidence).evidence())
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
    if (denial.report().filter(report -> !report.isAboutTrust()).isPresent()) {
      return Optional.of(open());
    }
    Optional<CauseCode> code = StsErrors.code(denial);
    if (code.isPresent()) {
      return code.map(it -> diagnosis(Cause.of(it, denial.deniedAction()), Confidence.CERTAIN));
    }
    return denial.reason() instanceof PolicyDenies denies
            && !new AwsDenialReason(denies).leavesStatementOpen()
        ? Optional.of(
            diagnosis(
                new AwsDenialReason(denies).cause(denial.deniedAction()),
                denies.proven() ? Confidence.CERTAIN : Confidence.LIKELY))
        : denial.call() == AssumeCall.ASSUME_ROOT ? Optional.of(open()) : notARole();
  }

  /// No role is missing, and nothing that was read tells more.
  private Diagnosis open() {
    return diagnosis(
        List.of(Cause.of(CauseCode.UNDETERMINED, denial.deniedAction())),
        Confidence.UNDETERMINED,
        List.of(),
        List.of());
  }

  /// No role has such an ARN. What AWS's sentence quotes is the caller's own text, which may hold
  /// more than an ARN.
  private Optional<Diagnosis> notARole() {
    if (!(denial.target()
        instanceof TargetRole.Unreadable(var _, TargetRole.Unreadable.Source source))) {
      return Optional.empty();
    }
    Cause cause = Cause.of(CauseCode.ROLE_NOT_FOUND, denial.deniedAction());
    return switch (source) {
      case REQUEST -> Optional.of(diagnosis(cause, Confidence.CERTAIN));
      case SENTENCE -> Optional.of(diagnosis(cause, Confidence.LIKELY));
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

  /// When all roles that may have been meant would deny for the same reason, that is the reason.
  private Diagnosis byCandidates() {
    List<List<Cause>> denials =
        candidates.orElse(List.of()).stream()
            .map(CandidateRole::causes)
            .filter(causes -> !causes.isEmpty())
            .toList();
    List<CauseCode> codes =
        denials.stream().map(causes -> causes.getFirst().code()).distinct().toList();
    if (denials.size() == 1) {
      return diagnosis(denials.getFirst(), Confidence.LIKELY, List.of());
    }
    if (codes.size() == 1) {
      return diagnosis(List.of(denial(codes.getFirst())), Confidence.LIKELY, denials);
    }
    if (candidates.filter(List::isEmpty).isPresent()) {
      return diagnosis(denial(untrusted()), Confidence.LIKELY);
    }
    return diagnosis(
        List.of(Cause.of(CauseCode.UNDETERMINED, denial.deniedAction())),
        Confidence.UNDETERMINED,
        denials);
  }

  private CauseCode untrusted() {
    return switch (denial.caller()) {
      case Saml _ -> CauseCode.SAML_PROVIDER_NOT_TRUSTED;
      case AwsService _ -> CauseCode.PRINCIPAL_NOT_TRUSTED;
      case WebIdentity _, UserOrSession _, Root _, Unidentified _ ->
          CauseCode.OIDC_PROVIDER_NOT_TRUSTED;
    };
  }

  private Cause denial(CauseCode code) {
    return Cause.in(code, denial.deniedAction(), PolicyType.TRUST_POLICY);
  }

  private Gap role() {
    return new Gap(
        GapFact.Topic.TARGET_ROLE,
        switch (denial.target()) {
          case TargetRole.Unreadable(String text, var _) -> new GapReason.NotARole(text);
          case TargetRole.NotRecorded _, TargetRole.Known _ ->
              denial.isTold() ? GapReason.Known.NOT_IN_MESSAGE : GapReason.Known.ROLE_NOT_RECORDED;
        },
        (denial.isTold() || denial.report().isPresent())
                && denial.target() instanceof TargetRole.NotRecorded
            ? GapRemedy.Step.GIVE_ROLE
            : GapRemedy.Step.LOOK_AT_CLIENT_ROLE);
  }

  private Diagnosis diagnosis(Cause cause, Confidence confidence) {
    return diagnosis(List.of(cause), confidence, List.of());
  }

  /// Whatever is not certain would be, were the role known.
  private Diagnosis diagnosis(
      List<Cause> causes, Confidence confidence, List<List<Cause>> possible) {
    boolean certain = confidence == Confidence.CERTAIN;
    return diagnosis(causes, confidence, possible, certain ? List.of() : List.of(role()));
  }

  private Diagnosis diagnosis(
      List<Cause> causes, Confidence confidence, List<List<Cause>> possible, List<Gap> gaps) {
    return new Diagnosis(
        causes,
        confidence,
        possible,
        Arrays.stream(PolicyType.values())
            .collect(Collectors.toMap(type -> type, _ -> Decision.UNREAD)),
        confidence == Confidence.CERTAIN ? Truth.FALSE : new Truth.Unknown(gaps),
        gaps,
        false,
        Familiarity.KNOWN,
        StsErrors.actor(denial.reason()).orElseGet(() -> causes.getFirst().actor()),
        evaluation);
  }
}
