package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Lookup;
import java.util.ArrayList;
import java.util.List;

/// What a trust policy that nobody read may hold against the caller.
public final class UnreadTrust {

  private final Facts facts;
  private final List<Cause> causes = new ArrayList<>();

  private UnreadTrust(Facts facts) {
    this.facts = facts;
  }

  /// The most frequent reasons first. None of them is known to be there.
  public static List<Cause> mayHold(Facts facts) {
    UnreadTrust trust = new UnreadTrust(facts);
    trust.add(Causes.principal(facts, false));
    switch (facts.caller()) {
      case Caller.WebIdentity _ -> trust.add(CauseCode.OIDC_CLAIM_MISMATCH);
      case Caller.Saml _ -> trust.add(CauseCode.SAML_CLAIM_MISMATCH);
      case Caller.AwsService _ -> trust.add(CauseCode.TRUST_CONDITION_FAILED);
      case Caller.IamUser _, Caller.RoleSession _, Caller.Unidentified _ -> trust.ofIam();
      case Caller.Root _ -> {}
    }
    if (facts.role() instanceof Lookup.Unreadable) {
      trust.causes.add(Cause.of(CauseCode.ROLE_NOT_FOUND, facts.denial().call().action()));
    }
    return List.copyOf(trust.causes);
  }

  private void ofIam() {
    boolean withMfa =
        facts.context().get("aws:MultiFactorAuthPresent")
                instanceof KeyState.Present(List<String> values)
            && values.contains("true");
    if (!withMfa) {
      add(CauseCode.MFA_REQUIRED);
    }
    add(
        switch (facts.context().get("sts:ExternalId")) {
          case KeyState.Absent _ -> CauseCode.EXTERNAL_ID_MISSING;
          case KeyState.Present _ -> CauseCode.EXTERNAL_ID_MISMATCH;
          case KeyState.Unknown _ -> CauseCode.EXTERNAL_ID_REQUIRED;
        });
  }

  private void add(CauseCode code) {
    causes.add(
        Cause.in(code, facts.denial().call().action(), PolicyType.TRUST_POLICY, "trust policy"));
  }
}
