package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The steps of the checklist, and what there is to say of each.
public record StepSentence(Explanation explanation) {

  /// What a step is called.
  public static String name(ChecklistStep.Name name) {
    return switch (name) {
      case ROLE_EXISTS -> "Role exists";
      case TRUST_POLICY_ALLOWS_CALLER -> "Trust policy allows the caller";
      case CALLER_MAY_ASSUME -> "Caller may assume the role";
      case MFA_SATISFIED -> "MFA";
      case EXTERNAL_ID_SATISFIED -> "External ID";
      case ORGANIZATION_ALLOWS -> "Organization allows the call";
      case AWS_REASON -> "AWS's reason";
    };
  }

  /// Why the step stands as it does; no capital, no final period.
  public RichSentence detail(ChecklistStep checklistStep) {
    ChecklistStep.Status status = checklistStep.status();
    return switch (checklistStep.name()) {
      case ROLE_EXISTS -> by(status, "found in " + account(), notThere(), notSeen());
      case TRUST_POLICY_ALLOWS_CALLER ->
          policies(status, "a statement allows the call", PolicyType.TRUST_POLICY);
      case CALLER_MAY_ASSUME ->
          policies(
              status,
              callerMay(),
              PolicyType.IDENTITY_POLICY,
              PolicyType.PERMISSIONS_BOUNDARY,
              PolicyType.SESSION_POLICY);
      case MFA_SATISFIED -> by(status, "not required", "required, not present", "unknown");
      case EXTERNAL_ID_SATISFIED ->
          by(status, "not required", "required; missing or wrong", "unknown");
      case ORGANIZATION_ALLOWS ->
          policies(
              status, "SCPs and RCPs allow it (or do not apply)", PolicyType.SCP, PolicyType.RCP);
      case AWS_REASON -> awsReason();
    };
  }

  private static RichSentence by(
      ChecklistStep.Status status, String pass, String fail, String unknown) {
    return words(
        switch (status) {
          case PASS -> pass;
          case FAIL -> fail;
          case UNKNOWN -> unknown;
        });
  }

  private String notThere() {
    return explanation.denial().target() instanceof TargetRole.Unreadable
        ? "the requested ARN is not a role ARN"
        : explanation.denial().asksOtherPartition()
            ? "the ARN belongs to a different partition"
            : "no such role in " + account();
  }

  private String notSeen() {
    return explanation.denial().target() instanceof TargetRole.Known
        ? account() + " could not be read"
        : "the record does not name the role";
  }

  private String account() {
    return explanation
        .denial()
        .roleAccount()
        .map(id -> "account " + id)
        .orElse("the role's account");
  }

  private String callerMay() {
    return switch (explanation.diagnosis().decision(PolicyType.IDENTITY_POLICY)) {
      case ALLOW -> "its identity-based policies allow it";
      case IMPLICIT_DENY -> "within the account, the trust policy is enough";
      case NOT_APPLICABLE ->
          switch (explanation.denial().caller()) {
            case Caller.WebIdentity _, Caller.Saml _ -> "not needed for federated callers";
            case Caller.AwsService _ -> "not needed for AWS services";
            case Caller.UserOrSession _, Caller.Root _, Caller.Unidentified _ ->
                "not needed for this caller";
          };
      case EXPLICIT_DENY, UNKNOWN, UNREAD -> "nothing that was read denies it";
    };
  }

  private RichSentence policies(ChecklistStep.Status status, String pass, PolicyType... types) {
    return by(
        status,
        pass,
        joined(types, this::failing, "not allowed"),
        joined(types, this::open, "unknown"));
  }

  private static String joined(
      PolicyType[] types, Function<PolicyType, Optional<String>> clause, String none) {
    String joined =
        Arrays.stream(types)
            .flatMap(type -> clause.apply(type).stream())
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? none : joined;
  }

  private Optional<String> failing(PolicyType type) {
    Decision decision = explanation.diagnosis().decision(type);
    boolean fails =
        decision == Decision.EXPLICIT_DENY
            || explanation.diagnosis().causes().stream().anyMatch(cause -> cause.isIn(type));
    return fails
        ? Optional.of(PolicySentence.denies(type, decision == Decision.IMPLICIT_DENY))
        : Optional.empty();
  }

  private Optional<String> open(PolicyType type) {
    return switch (explanation.diagnosis().decision(type)) {
      case UNREAD -> Optional.of(PolicySentence.kind(type) + " not read");
      case UNKNOWN, IMPLICIT_DENY, EXPLICIT_DENY ->
          Optional.of(PolicySentence.dependsOnUnknown(type));
      case ALLOW, NOT_APPLICABLE -> Optional.empty();
    };
  }

  /// What AWS's own message says of the reason.
  RichSentence awsReason() {
    return switch (explanation.denial().reason()) {
      case AwsReason.NotGiven _ ->
          explanation
              .diagnosis()
              .awsEvaluation()
              .filter(own -> !own.effects().isEmpty())
              .map(own -> new EvaluationSentence(explanation.denial(), own).verdict())
              .map(verdict -> say("AWS's own evaluation: {}", verdict))
              .orElse(words("AWS gave no reason"));
      case AwsReason.PolicyDenies(PolicyType type, boolean explicit, var arn, _) ->
          say(
              explicit
                  ? "AWS names an explicit deny in " + PolicySentence.anyOf(type) + "{}"
                  : "AWS says that no " + PolicySentence.one(type) + " allows it{}",
              arn.map(name -> say(": {}", name)));
      case AwsReason.RootMayNotAssume _ -> words("AWS says that root users cannot assume roles");
      case AwsReason.MfaCodeInvalid _ -> words("AWS rejected the MFA code");
      case AwsReason.ReportedByService(ServiceReport report) ->
          report.isAboutTrust()
              ? ServiceReportSentence.awsReason()
              : say("AWS returned {}", explanation.denial().errorCode());
      case AwsReason.OtherError _ -> say("AWS returned {}", explanation.denial().errorCode());
    };
  }
}
