package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
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
      case EXTERNAL_ID_SATISFIED -> "External id";
      case ORGANIZATION_ALLOWS -> "Organization allows";
      case AWS_REASON -> "AWS's own reason";
    };
  }

  /// Why the step stands as it does; no capital, no final period.
  public RichSentence detail(ChecklistStep checklistStep) {
    ChecklistStep.Status status = checklistStep.status();
    return switch (checklistStep.name()) {
      case ROLE_EXISTS -> by(status, "it is in its account", notThere(), notSeen());
      case TRUST_POLICY_ALLOWS_CALLER ->
          policies(status, "the trust policy allows it", PolicyType.TRUST_POLICY);
      case CALLER_MAY_ASSUME ->
          policies(
              status,
              callerMay(),
              PolicyType.IDENTITY_POLICY,
              PolicyType.PERMISSIONS_BOUNDARY,
              PolicyType.SESSION_POLICY);
      case MFA_SATISFIED ->
          by(
              status,
              "no MFA condition stands in the way",
              "MFA is asked for, and the call does not meet that",
              "whether MFA is asked for and was used is not known");
      case EXTERNAL_ID_SATISFIED ->
          by(
              status,
              "no external id condition stands in the way",
              "an external id is asked for, and the call does not carry it",
              "whether the right external id was sent is not known");
      case ORGANIZATION_ALLOWS ->
          policies(
              status, "SCPs and RCPs allow it or take no part", PolicyType.SCP, PolicyType.RCP);
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
        ? "what was asked for is not the ARN of a role"
        : explanation.denial().asksOtherPartition()
            ? "the ARN belongs to another partition"
            : "its account was read and has no such role";
  }

  private String notSeen() {
    return explanation.denial().target() instanceof TargetRole.Known
        ? "its account could not be read"
        : "the record does not name it";
  }

  private String callerMay() {
    return switch (explanation.diagnosis().decision(PolicyType.IDENTITY_POLICY)) {
      case ALLOW -> "its policies allow it";
      case IMPLICIT_DENY -> "in its own account it needs no permission besides the trust policy";
      case NOT_APPLICABLE -> "a caller of this kind needs no policy of its own";
      case EXPLICIT_DENY, UNKNOWN, UNREAD -> "nothing that was read denies it";
    };
  }

  private RichSentence policies(ChecklistStep.Status status, String pass, PolicyType... types) {
    return by(
        status,
        pass,
        joined(types, this::failing, "it is not allowed"),
        joined(types, this::open, "not known"));
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
          Optional.of(PolicySentence.kind(type) + " not decided by what is known");
      case ALLOW, NOT_APPLICABLE -> Optional.empty();
    };
  }

  /// What AWS's own message says of the reason.
  RichSentence awsReason() {
    return switch (explanation.denial().reason()) {
      case AwsReason.NotGiven _ -> words("its message names none");
      case AwsReason.PolicyDenies(PolicyType type, boolean explicit, var arn, _) ->
          say(
              explicit
                  ? "it names an explicit deny in " + PolicySentence.anyOf(type) + "{}"
                  : "it says that no " + PolicySentence.one(type) + " allows it{}",
              arn.map(name -> say(": {}", name)));
      case AwsReason.RootMayNotAssume _ -> words("it says that root users may assume no role");
      case AwsReason.MfaCodeInvalid _ -> words("it says that the MFA code was not accepted");
      case AwsReason.OtherError _ -> say("it says {}", explanation.denial().errorCode());
    };
  }
}
