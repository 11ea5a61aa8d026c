package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.command.MfaCommands;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.evaluation.Decision;
import java.util.ArrayList;
import java.util.List;

/// What helps beyond the smallest change, in this case.
public record Advice(Explanation explanation) {

  /// Sentences, the most to the point first.
  public List<RichSentence> sentences() {
    List<RichSentence> advice = new ArrayList<>();
    nearMisses(advice);
    if (has(CauseCode.MFA_REQUIRED)) {
      mfa(advice);
    }
    if (has(CauseCode.DELETED_PRINCIPAL) && !hasNearMiss(NearMiss.Kind.DELETED_ID)) {
      NearMissSentence.advice(NearMiss.Kind.DELETED_ID).ifPresent(advice::add);
    }
    if (has(CauseCode.TAG_SESSION_NOT_ALLOWED)) {
      advice.add(
          ticked(
              "EKS Pod Identity tags its sessions, and the tags are transitive: the pod's role must"
                  + " allow `sts:TagSession` to `pods.eks.amazonaws.com`, and so must every role"
                  + " that is assumed from it."));
    }
    if (identityCenter() && has(CauseCode.PRINCIPAL_NOT_TRUSTED)) {
      NearMissSentence.advice(NearMiss.Kind.IDENTITY_CENTER_SUFFIX).ifPresent(advice::add);
    }
    advice.addAll(new ServiceReportSentence(explanation).advice());
    advice.addAll(new ServiceSentence(explanation).advice());
    bothSides(advice);
    if (explanation.denial().caller() instanceof Caller.IamUser user) {
      advice.add(
          say(
              "If CI or a machine uses IAM user {}, replace it with a role: an instance, task or"
                  + " Lambda role on AWS, or OIDC federation in GitHub Actions, GitLab or HCP"
                  + " Terraform.",
              user.arn().name()));
    }
    return advice.stream().distinct().toList();
  }

  private boolean has(CauseCode code) {
    return explanation.diagnosis().causes().stream().anyMatch(cause -> cause.code() == code);
  }

  private boolean hasNearMiss(NearMiss.Kind kind) {
    return explanation.diagnosis().causes().stream()
        .flatMap(cause -> cause.nearMiss().stream())
        .anyMatch(near -> near.kind() == kind);
  }

  private void nearMisses(List<RichSentence> advice) {
    for (Cause cause : explanation.diagnosis().causes()) {
      if (cause.code() == CauseCode.IDENTITY_PERMISSION_MISSING) {
        PermissionSentence.advice(cause).ifPresent(advice::add);
      } else {
        cause.nearMiss().ifPresent(near -> advice.addAll(NearMissSentence.advice(near)));
      }
    }
  }

  private boolean identityCenter() {
    return explanation.denial().caller() instanceof Caller.RoleSession session
        && session.role().filter(RoleArn::isIdentityCenter).isPresent();
  }

  /// Where the change is a call with MFA, it shows the profile and what automation needs.
  private void mfa(List<RichSentence> advice) {
    if (explanation.denial().caller() instanceof Caller.IamUser user) {
      advice.add(
          say(
              "For several calls, {} returns credentials with MFA for up to 36 hours. Trade-off:"
                  + " others could use them until they expire.",
              "aws sts get-session-token" + new MfaCommands(user.arn()).options()));
    } else {
      advice.add(
          words(
              "A role session has MFA only if it was started with MFA, and a session started from"
                  + " another role session never has it: start from the user, or sign in again."));
    }
    if (explanation.fixes().isEmpty()) {
      advice.add(FixSentence.automation());
    }
    advice.add(
        words(
            "A role for CI is one more principal to guard: name exactly that role in its trust"
                + " statement, and limit what the role may do."));
  }

  /// Worth saying where the other side is not known to allow.
  private void bothSides(List<RichSentence> advice) {
    EntityNames entityNames = new EntityNames(explanation);
    boolean needed =
        explanation.diagnosis().causes().stream()
            .anyMatch(cause -> cause.code().is(CauseCode.Trait.ONE_SIDE));
    boolean other = allows(PolicyType.TRUST_POLICY) || allows(PolicyType.IDENTITY_POLICY);
    if (entityNames.crossAccount() && needed && !other) {
      advice.add(
          words(
              "Cross-account access needs both sides: the trust policy in account "
                  + entityNames.roleAccount().map(Object::toString).orElse("")
                  + ", and an identity-based policy of the caller in account "
                  + entityNames.callerAccount().map(Object::toString).orElse("")
                  + "."));
    }
  }

  private boolean allows(PolicyType type) {
    return explanation.diagnosis().evaluation().get(type) == Decision.ALLOW;
  }
}
