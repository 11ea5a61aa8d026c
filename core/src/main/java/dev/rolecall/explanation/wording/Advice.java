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
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
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
              "EKS Pod Identity tags its sessions, and the tags are transitive: its own role has to"
                  + " allow `sts:TagSession` to `pods.eks.amazonaws.com`, and every role that is"
                  + " assumed from there has to allow it too."));
    }
    if (identityCenter() && has(CauseCode.PRINCIPAL_NOT_TRUSTED)) {
      NearMissSentence.advice(NearMiss.Kind.IDENTITY_CENTER_SUFFIX).ifPresent(advice::add);
    }
    advice.addAll(new ServiceSentence(explanation).advice());
    bothSides(advice);
    if (explanation.denial().caller() instanceof Caller.IamUser user) {
      advice.add(
          say(
              "{} is an IAM user. If a machine or a CI job runs as it: a role needs no keys that"
                  + " can leak. On AWS take the role of the compute (EC2, ECS, EKS, Lambda), in CI"
                  + " its OIDC provider (GitHub Actions, GitLab, HCP Terraform).",
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

  private void mfa(List<RichSentence> advice) {
    if (explanation.denial().caller() instanceof Caller.IamUser user) {
      advice.add(
          say(
              "For work by hand: `aws sts get-session-token --serial-number MFA_SERIAL --token-code"
                  + " CODE` gives credentials with MFA for up to 36 hours. Its price: a code to"
                  + " type for each, and credentials that others could use until then."));
      advice.add(
          say(
              "Or let the CLI ask for the code: a profile with `role_arn`, `source_profile`"
                  + " and {}. Its price: one prompt each time the session ends.",
              "mfa_serial = arn:"
                  + user.arn().partition()
                  + ":iam::"
                  + user.arn().account()
                  + ":mfa/DEVICE"));
    } else {
      advice.add(
          words(
              "A role session has MFA only when it was opened with MFA, and a session that was"
                  + " assumed from another role session has none: start from the user or sign in"
                  + " again."));
    }
    advice.add(
        words(
            "If this is automation: a machine has no second factor. Give CI a role, and a trust"
                + " statement of its own without the MFA condition, and leave the statement for"
                + " people as it is. Its price: one more principal to guard, so name exactly it and"
                + " limit what the role may do."));
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
              "Across accounts both sides have to allow it: the trust policy in account "
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
