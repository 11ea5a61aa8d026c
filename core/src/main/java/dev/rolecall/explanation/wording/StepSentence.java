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
import java.util.ArrayList;
import java.util.List;

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
    return switch (checklistStep.name()) {
      case ROLE_EXISTS -> words(roleExists(checklistStep.status()));
      case TRUST_POLICY_ALLOWS_CALLER ->
          policies(checklistStep.status(), "the trust policy allows it", PolicyType.TRUST_POLICY);
      case CALLER_MAY_ASSUME ->
          policies(
              checklistStep.status(),
              callerMay(),
              PolicyType.IDENTITY_POLICY,
              PolicyType.PERMISSIONS_BOUNDARY,
              PolicyType.SESSION_POLICY);
      case MFA_SATISFIED ->
          words(
              switch (checklistStep.status()) {
                case PASS -> "no MFA condition stands in the way";
                case FAIL -> "MFA is asked for, and the call does not meet that";
                case UNKNOWN -> "whether MFA is asked for and was used is not known";
              });
      case EXTERNAL_ID_SATISFIED ->
          words(
              switch (checklistStep.status()) {
                case PASS -> "no external id condition stands in the way";
                case FAIL -> "an external id is asked for, and the call does not carry it";
                case UNKNOWN -> "whether the right external id was sent is not known";
              });
      case ORGANIZATION_ALLOWS ->
          policies(
              checklistStep.status(),
              "SCPs and RCPs allow it or take no part",
              PolicyType.SCP,
              PolicyType.RCP);
      case AWS_REASON -> awsReason();
    };
  }

  private String roleExists(ChecklistStep.Status status) {
    return switch (status) {
      case PASS -> "it is in its account";
      case FAIL ->
          explanation.denial().target() instanceof TargetRole.Unreadable
              ? "what was asked for is not the ARN of a role"
              : explanation.denial().asksOtherPartition()
                  ? "the ARN belongs to another partition"
                  : "its account was read and has no such role";
      case UNKNOWN ->
          explanation.denial().target() instanceof TargetRole.Known
              ? "its account could not be read"
              : "the record does not name it";
    };
  }

  private String callerMay() {
    return switch (decision(PolicyType.IDENTITY_POLICY)) {
      case ALLOW -> "its policies allow it";
      case IMPLICIT_DENY -> "in its own account it needs no permission besides the trust policy";
      case NOT_APPLICABLE -> "a caller of this kind needs no policy of its own";
      case EXPLICIT_DENY, UNKNOWN, UNREAD -> "nothing that was read denies it";
    };
  }

  private RichSentence policies(ChecklistStep.Status status, String pass, PolicyType... types) {
    return words(
        switch (status) {
          case PASS -> pass;
          case FAIL -> failing(types);
          case UNKNOWN -> open(types);
        });
  }

  private String failing(PolicyType... types) {
    List<String> failing = new ArrayList<>();
    for (PolicyType type : types) {
      boolean cause =
          explanation.diagnosis().causes().stream()
              .anyMatch(one -> one.policyType().filter(type::equals).isPresent());
      Decision decision = decision(type);
      if (cause || decision == Decision.EXPLICIT_DENY) {
        failing.add(
            PolicySentence.kind(type)
                + (decision.denies()
                    ? " " + PolicySentence.verdict(type, decision)
                    : " " + PolicySentence.verdict(type, Decision.EXPLICIT_DENY))
                + " it");
      }
    }
    return failing.isEmpty() ? "it is not allowed" : String.join(", ", failing);
  }

  private String open(PolicyType... types) {
    List<String> open = new ArrayList<>();
    for (PolicyType type : types) {
      switch (decision(type)) {
        case UNREAD -> open.add(PolicySentence.kind(type) + " not read");
        case UNKNOWN, IMPLICIT_DENY, EXPLICIT_DENY ->
            open.add(PolicySentence.kind(type) + " not decided by what is known");
        case ALLOW, NOT_APPLICABLE -> {}
      }
    }
    return open.isEmpty() ? "not known" : String.join(", ", open);
  }

  private Decision decision(PolicyType type) {
    return explanation.diagnosis().evaluation().getOrDefault(type, Decision.UNREAD);
  }

  /// What AWS's own message says of the reason.
  RichSentence awsReason() {
    return switch (explanation.denial().reason()) {
      case AwsReason.NotGiven _ -> words("its message names none");
      case AwsReason.PolicyDenies(PolicyType type, boolean explicit, var arn, _) -> {
        RichSentence said =
            words(
                explicit
                    ? "it names an explicit deny in " + article(type)
                    : "it says that no " + singular(type) + " allows it");
        yield arn.map(name -> said.then(say(": {}", name))).orElse(said);
      }
      case AwsReason.RootMayNotAssume _ -> words("it says that root users may assume no role");
      case AwsReason.MfaCodeInvalid _ -> words("it says that the MFA code was not accepted");
      case AwsReason.OtherError _ -> say("it says {}", explanation.denial().errorCode());
    };
  }

  private static String singular(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> "trust policy";
      case IDENTITY_POLICY -> "identity-based policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION_POLICY -> "session policy";
      case SCP -> "SCP";
      case RCP -> "RCP";
      case VPC_ENDPOINT_POLICY -> "VPC endpoint policy";
    };
  }

  private static String article(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> "the trust policy";
      case IDENTITY_POLICY, SCP, RCP -> "an " + singular(type);
      case PERMISSIONS_BOUNDARY, SESSION_POLICY, VPC_ENDPOINT_POLICY -> "a " + singular(type);
    };
  }
}
