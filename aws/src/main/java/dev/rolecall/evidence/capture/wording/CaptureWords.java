package dev.rolecall.evidence.capture.wording;

import dev.rolecall.denial.AccountId;

/// What is read for a snapshot, what its files hold, and what else is good to know.
public final class CaptureWords {

  private CaptureWords() {}

  public static String accountContent() {
    return "roles, users and policies";
  }

  public static String changes() {
    return "recent changes";
  }

  public static String organization() {
    return "the organization and its policies";
  }

  /// What the file of an account holds.
  public static String accountFile(int roles, int users, int groups, int policies) {
    return "%d roles, %d users, %d groups, %d managed policies"
        .formatted(roles, users, groups, policies);
  }

  public static String organizationFile(String id, int accounts) {
    return "organization %s with %d accounts".formatted(id, accounts);
  }

  public static String changesFile(int records) {
    return records + " records of changes and assumed roles";
  }

  public static String dateFile() {
    return "when the snapshot was taken";
  }

  public static String noOrganization(AccountId account) {
    return "account " + account + " is not in an organization";
  }

  /// That only part of the calls of one name were read.
  public static String newestOnly(AccountId account, String region, String event, int read) {
    return "account %s, %s: only the newest %d %s calls were read"
        .formatted(account, region, read, event);
  }
}
