package dev.rolecall.explanation.wording;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import java.util.Optional;

/// What links are called, and what the settings of links look like.
public final class LinkWords {

  private LinkWords() {}

  public static String role(AccountId account) {
    return "Role in the IAM console (account " + account + ")";
  }

  public static String user(AccountId account) {
    return "User in the IAM console (account " + account + ")";
  }

  /// The title of the link to the event.
  ///
  /// @param account where it was recorded
  public static String event(Optional<AccountId> account) {
    return "Event in CloudTrail" + account.map(id -> " (account " + id + ")").orElse("");
  }

  public static String evaluation() {
    return "AWS's own evaluation of the call (IAM console)";
  }

  public static String runbook(CauseCode cause) {
    return "Runbook for " + cause.name();
  }

  /// The form of `runbookUrl`, to follow "expected".
  public static String runbookForm() {
    return "an https address of up to 512 characters; the cause's code replaces {cause} in it, or"
        + " is appended";
  }

  /// The form of `accessPortalUrl`, to follow "expected".
  public static String accessPortalForm() {
    return "the start URL of the AWS access portal, such as"
        + " https://d-1234567890.awsapps.com/start, or that with"
        + " #/console?role_name=PERMISSION_SET after it";
  }
}
