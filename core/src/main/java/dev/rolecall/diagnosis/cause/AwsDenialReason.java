package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.AwsReason.PolicyDenies;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Authorization;
import dev.rolecall.iam.evaluation.LayerResult;
import java.util.Optional;

/// AWS's sentence, when it names a policy type, held against what was read.
public record AwsDenialReason(PolicyDenies reason) {

  /// Whether AWS says that no trust statement allows: which of them should have, it does not say.
  public boolean leavesStatementOpen() {
    return reason.type() == PolicyType.TRUST_POLICY && !reason.explicit();
  }

  /// Whether `cause` may be what the sentence means.
  public boolean agrees(Cause cause) {
    boolean explicit = cause.code() == Causes.explicitDeny(reason.type());
    // MFA is asked for by an Allow that fails as by a Deny that matches
    return cause.isIn(reason.type())
        && (!tellsDeniesApart()
            || cause.code() == CauseCode.MFA_REQUIRED
            || explicit == reason.explicit());
  }

  /// Whether the codes of this type tell explicit and implicit denies apart.
  private boolean tellsDeniesApart() {
    return reason.type() == PolicyType.TRUST_POLICY || reason.type() == PolicyType.IDENTITY_POLICY;
  }

  /// Whether what was read of this type says for certain that it does not deny in this way.
  public boolean isContradictedBy(Facts facts, Authorization authorization) {
    LayerResult layer = authorization.layer(reason.type());
    boolean noDeny = layer.deny().isFalse();
    boolean allows = layer.allow().isTrue() || isNotNeeded(facts, authorization);
    return tellsDeniesApart() ? (reason.explicit() ? noDeny : allows) : noDeny && allows;
  }

  /// Whether the trust policy grants the call without the caller's own policies.
  private boolean isNotNeeded(Facts facts, Authorization authorization) {
    RelevantPolicies relevantPolicies = RelevantPolicies.of(facts, authorization, Optional.empty());
    Truth needed =
        switch (reason.type()) {
          case IDENTITY_POLICY -> relevantPolicies.identity();
          case PERMISSIONS_BOUNDARY, SESSION_POLICY -> relevantPolicies.limits();
          case TRUST_POLICY, SCP, RCP, VPC_ENDPOINT_POLICY -> Truth.TRUE;
        };
    return needed.isFalse() && authorization.layer(PolicyType.TRUST_POLICY).allow().isTrue();
  }

  /// The cause in AWS's own words.
  public Cause cause(String action) {
    CauseCode code =
        reason.explicit() ? Causes.explicitDeny(reason.type()) : Causes.implicitDeny(reason.type());
    Cause cause = Cause.in(code, action, reason.type());
    return reason.policyArn().map(arn -> cause.in(arn)).orElse(cause);
  }
}
