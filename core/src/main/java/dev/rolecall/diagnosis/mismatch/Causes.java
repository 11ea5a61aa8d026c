package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Cause.FailedCondition;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import java.util.List;
import java.util.Optional;

/// Names what fails.
public final class Causes {

  private Causes() {}

  /// The code for a caller whom no trust statement names.
  public static CauseCode principal(Facts facts, boolean deleted) {
    return switch (facts.caller()) {
      case WebIdentity _ -> CauseCode.OIDC_PROVIDER_NOT_TRUSTED;
      case Saml _ -> CauseCode.SAML_PROVIDER_NOT_TRUSTED;
      case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ ->
          facts.selfAssume()
              ? CauseCode.SELF_ASSUME_NOT_TRUSTED
              : deleted ? CauseCode.DELETED_PRINCIPAL : CauseCode.PRINCIPAL_NOT_TRUSTED;
    };
  }

  /// The cause that a condition of a trust statement is, when it fails.
  public static Cause condition(Facts facts, String action, ConditionResult result) {
    Condition condition = result.condition();
    KeyState got = facts.context().getLowerCase(condition.lowerCaseKey());
    return Cause.inTrust(code(facts, condition, got), action)
        .with(failed(facts, result))
        .near(
            ClaimNearMiss.find(facts.caller(), condition, got)
                .or(() -> SourceArnForm.find(facts, condition)));
  }

  public static FailedCondition failed(Facts facts, ConditionResult result) {
    Condition condition = result.condition();
    return new FailedCondition(
        condition.operator(),
        condition.key(),
        condition.values(),
        facts.context().getLowerCase(condition.lowerCaseKey()));
  }

  /// What failed when it is not recorded what was sent: a condition that holds without an external
  /// ID fails because one was sent, and one that any ID satisfies fails because none was.
  private static CauseCode unknownExternalId(Facts facts, Condition condition) {
    RequestContext context = facts.context();
    if (condition.evaluate(context.with(condition.key(), KeyState.ABSENT)).isTrue()) {
      return CauseCode.EXTERNAL_ID_MISMATCH;
    }
    return condition.holdsForEveryValue(context)
        ? CauseCode.EXTERNAL_ID_MISSING
        : CauseCode.EXTERNAL_ID_REQUIRED;
  }

  private static CauseCode code(Facts facts, Condition condition, KeyState got) {
    String key = condition.lowerCaseKey();
    if (key.equals("sts:externalid")) {
      return switch (got) {
        case KeyState.Absent _ -> CauseCode.EXTERNAL_ID_MISSING;
        case KeyState.Present _ -> CauseCode.EXTERNAL_ID_MISMATCH;
        case KeyState.Unknown _ -> unknownExternalId(facts, condition);
      };
    }
    if (asksForMfa(condition)) {
      return CauseCode.MFA_REQUIRED;
    }
    if (key.startsWith("saml:") || ClaimKey.of(condition.key()).isPresent()) {
      return switch (facts.caller()) {
        case WebIdentity _ -> CauseCode.OIDC_CLAIM_MISMATCH;
        case Saml _ -> CauseCode.SAML_CLAIM_MISMATCH;
        case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ ->
            CauseCode.TRUST_CONDITION_FAILED;
      };
    }
    return CauseCode.TRUST_CONDITION_FAILED;
  }

  public static final String MFA = "aws:multifactorauthpresent";
  public static final String MFA_AGE = "aws:multifactorauthage";

  public static boolean isMfa(String lowerCaseKey) {
    return lowerCaseKey.equals(MFA) || lowerCaseKey.equals(MFA_AGE);
  }

  private static final RequestContext MFA_JUST_NOW =
      withMfa(RequestContext.builder(_ -> KeyState.ABSENT).build());

  /// The same request, had the caller used MFA just now.
  public static RequestContext withMfa(RequestContext context) {
    return context.with(MFA, KeyState.present("true")).with(MFA_AGE, KeyState.present("0"));
  }

  /// Whether a condition of an Allow holds once MFA was used. One that wants a call *without* MFA
  /// does not.
  public static boolean asksForMfa(Condition condition) {
    return isMfa(condition.lowerCaseKey()) && condition.evaluate(MFA_JUST_NOW).isTrue();
  }

  /// The code of an explicit deny in a kind of policy.
  public static CauseCode explicitDeny(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> CauseCode.TRUST_EXPLICIT_DENY;
      case IDENTITY_POLICY -> CauseCode.IDENTITY_EXPLICIT_DENY;
      case PERMISSIONS_BOUNDARY -> CauseCode.PERMISSIONS_BOUNDARY;
      case SESSION_POLICY -> CauseCode.SESSION_POLICY;
      case SCP -> CauseCode.SCP_DENY;
      case RCP -> CauseCode.RCP_DENY;
      case VPC_ENDPOINT_POLICY -> CauseCode.VPC_ENDPOINT_POLICY;
    };
  }

  /// The code of a kind of policy that does not allow; for trust policies the statements say more.
  public static CauseCode implicitDeny(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> CauseCode.PRINCIPAL_NOT_TRUSTED;
      case IDENTITY_POLICY -> CauseCode.IDENTITY_PERMISSION_MISSING;
      case PERMISSIONS_BOUNDARY, SESSION_POLICY, SCP, RCP, VPC_ENDPOINT_POLICY ->
          explicitDeny(type);
    };
  }

  /// The cause that a Deny statement is. A Deny that is there to enforce MFA asks for MFA; else the
  /// condition to show is one that is open, or the first.
  public static Cause deny(Facts facts, PolicyType type, Located at) {
    List<ConditionResult> conditions = at.result().conditions();
    Optional<ConditionResult> mfa =
        conditions.stream()
            .filter(condition -> isLiftedByMfa(condition.condition(), facts))
            .findFirst();
    boolean ofPrincipal = type == PolicyType.TRUST_POLICY || type == PolicyType.IDENTITY_POLICY;
    CauseCode code = ofPrincipal && mfa.isPresent() ? CauseCode.MFA_REQUIRED : explicitDeny(type);
    Cause cause =
        Cause.in(code, facts.denial().call().action(), type, at.policy().name())
            .at(at.result().statement());
    return mfa.or(() -> conditions.stream().filter(it -> it.truth().isUnknown()).findFirst())
        .or(() -> conditions.stream().findFirst())
        .map(condition -> cause.with(failed(facts, condition)))
        .orElse(cause);
  }

  /// Whether the condition would not hold, had the caller used MFA just now.
  private static boolean isLiftedByMfa(Condition condition, Facts facts) {
    return isMfa(condition.lowerCaseKey())
        && condition.evaluate(withMfa(facts.context())).isFalse();
  }
}
