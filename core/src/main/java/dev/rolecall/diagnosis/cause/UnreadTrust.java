package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Lookup;
import java.util.ArrayList;
import java.util.List;

/// What a trust policy that was not read may hold against the caller.
public final class UnreadTrust {

  private UnreadTrust() {}

  /// The most frequent reasons first. None of them is known to be there.
  public static List<Cause> mayHold(Facts facts) {
    List<CauseCode> codes = new ArrayList<>();
    codes.add(Causes.principal(facts, false));
    switch (facts.caller()) {
      case WebIdentity _ -> codes.add(CauseCode.OIDC_CLAIM_MISMATCH);
      case Saml _ -> codes.add(CauseCode.SAML_CLAIM_MISMATCH);
      case AwsService _ -> codes.add(CauseCode.TRUST_CONDITION_FAILED);
      case IamUser _, RoleSession _, Unidentified _ -> codes.addAll(ofIam(facts.context()));
      case Root _ -> {}
    }
    String action = facts.denial().call().action();
    List<Cause> causes = new ArrayList<>();
    codes.forEach(code -> causes.add(Cause.inTrust(code, action)));
    if (facts.role() instanceof Lookup.Unreadable) {
      causes.add(Cause.of(CauseCode.ROLE_NOT_FOUND, action));
    }
    return causes;
  }

  private static List<CauseCode> ofIam(RequestContext context) {
    CauseCode externalId =
        switch (context.get("sts:ExternalId")) {
          case KeyState.Absent _ -> CauseCode.EXTERNAL_ID_MISSING;
          case KeyState.Present _ -> CauseCode.EXTERNAL_ID_MISMATCH;
          case KeyState.Unknown _ -> CauseCode.EXTERNAL_ID_REQUIRED;
        };
    boolean withMfa =
        context.get("aws:MultiFactorAuthPresent") instanceof KeyState.Present(List<String> values)
            && values.contains("true");
    return withMfa ? List.of(externalId) : List.of(CauseCode.MFA_REQUIRED, externalId);
  }
}
