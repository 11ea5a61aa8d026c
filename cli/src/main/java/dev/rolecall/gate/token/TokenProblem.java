package dev.rolecall.gate.token;

import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.diagnosis.result.CauseCode;

/// Something in a token that AWS rejects, whatever policies say.
///
/// @param kind of AWS's error
/// @param summary what is wrong, and what to do, in sentences
public record TokenProblem(Kind kind, Outlook outlook, String summary) {

  /// What a problem means for the answer.
  public enum Outlook {
    /// Every token of this configuration is rejected.
    LASTING,
    /// The next token of this configuration is fine.
    PASSING,
    /// AWS may reject it.
    DOUBTFUL
  }

  /// The cause in the contract's words.
  public CauseCode cause() {
    if (kind == Kind.SESSION_DURATION) {
      return CauseCode.SESSION_DURATION;
    }
    return kind == Kind.EXPIRED_TOKEN ? CauseCode.EXPIRED_TOKEN : CauseCode.INVALID_IDENTITY_TOKEN;
  }

  public boolean isLasting() {
    return outlook == Outlook.LASTING;
  }
}
