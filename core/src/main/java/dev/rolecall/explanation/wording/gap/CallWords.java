package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.Gap;
import java.util.List;

/// What a call that has not been made yet leaves open, and why a caller cannot be used.
public final class CallWords {

  private CallWords() {}

  /// About a text that names no caller: "is not ...".
  ///
  /// @param similar services that may have been meant
  public static String notACaller(List<String> similar) {
    return "is not the ARN of a user, role, role session, OIDC provider or SAML provider, and not a"
        + " service principal or an issuer that Rolecall knows"
        + (similar.isEmpty() ? "" : ". Did you mean `" + String.join("` or `", similar) + "`?");
  }

  /// A value that was not given.
  ///
  /// @param learnBy how to give it
  public static Gap notGiven(String key, String learnBy) {
    return new Gap("the value of " + key, "it was not given", learnBy);
  }
}
