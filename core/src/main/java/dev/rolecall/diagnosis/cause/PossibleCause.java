package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Something unknown that may be what denies the call.
///
/// @param gaps what would have to be known to tell
public record PossibleCause(Cause cause, Strength strength, List<Gap> gaps) {

  /// How probable it is, the most probable first.
  public enum Strength {
    /// What such calls usually carry makes it fail.
    EXPECTED,
    /// Nothing is usual: it can be either way.
    OPEN,
    /// It can be either way, and so can something that cannot be told from it.
    EVEN,
    /// The policies were not read.
    UNREAD,
    /// What such calls usually carry makes it pass.
    UNLIKELY
  }

  /// What usually fails comes first, such as MFA or a tag that the caller's role does not have.
  /// What callers send because a policy asks for it is another matter: that it is rare elsewhere
  /// says little here, and an external id is the first to be forgotten.
  static final Comparator<PossibleCause> MOST_PROBABLE_FIRST =
      Comparator.comparing(PossibleCause::isExpectedUnasked)
          .thenComparing(PossibleCause::isOpenExternalId)
          .reversed()
          .thenComparing(PossibleCause::strength)
          .thenComparing(PossibleCause::isOfServiceAccount);

  /// A service works for the role's own account as a rule: which resource it works for is the
  /// narrower question.
  private boolean isOfServiceAccount() {
    return cause.isOn(ServiceSource.ACCOUNT);
  }

  private boolean isExpectedUnasked() {
    return strength == Strength.EXPECTED
        && cause.condition().filter(failed -> isSentWhenAsked(failed.key())).isEmpty();
  }

  private static boolean isSentWhenAsked(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.equals("sts:sourceidentity") || CompanionActions.isOfTags(lower);
  }

  private boolean isOpenExternalId() {
    return isStrong() && cause.code() == CauseCode.EXTERNAL_ID_REQUIRED;
  }

  public boolean isStrong() {
    return strength == Strength.EXPECTED || strength == Strength.OPEN;
  }
}
