package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.Caller;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;

/// How IAM decides a call, in plain booleans and written down anew from its documentation: what the
/// engine is held against.
///
/// The answers of all layers, known through and through.
///
/// @param trust the grades in which the trust policy allows
/// @param explicit whether any policy denies explicitly
public record AccessOracle(
    Caller caller,
    boolean sameAccount,
    List<PrincipalMatchKind> trust,
    boolean explicit,
    boolean identity,
    boolean boundary,
    boolean session,
    boolean scp,
    boolean endpoint) {

  /// What the oracle says, and the bit that stands for it in a set of verdicts.
  public enum Verdict {
    ALLOWED(1),
    DENIED(2),
    /// IAM's documentation leaves it open.
    UNDOCUMENTED(4);

    private final int bit;

    Verdict(int bit) {
      this.bit = bit;
    }

    public byte bit() {
      return (byte) bit;
    }
  }

  /// [Policy evaluation
  /// logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
  public Verdict verdict() {
    if (explicit || !scp || !endpoint || trust.isEmpty() || caller instanceof Caller.Root) {
      return Verdict.DENIED;
    }
    boolean unlimited = boundary && session;
    if (caller instanceof Caller.WebIdentity
        || caller instanceof Caller.Saml
        || caller instanceof Caller.AwsService) {
      return Verdict.ALLOWED;
    }
    if (!sameAccount) {
      return identity && unlimited ? Verdict.ALLOWED : Verdict.DENIED;
    }
    if (trust.contains(PrincipalMatchKind.USER) || trust.contains(PrincipalMatchKind.SESSION)) {
      return Verdict.ALLOWED;
    }
    if (unlimited && (identity || !trust.equals(List.of(PrincipalMatchKind.ACCOUNT)))) {
      return Verdict.ALLOWED;
    }
    return trust.contains(PrincipalMatchKind.EVERYONE) && !unlimited
        ? Verdict.UNDOCUMENTED
        : Verdict.DENIED;
  }
}
