package dev.rolecall.problem;

/// What is said of the files of a snapshot that cannot be used.
public final class SnapshotWords {

  private SnapshotWords() {}

  public static String noFiles() {
    return "no snapshot files in it";
  }

  public static String notAccountDetails() {
    return "not output of `aws iam get-account-authorization-details`";
  }

  public static String accountsInAList() {
    return "a list of accounts; give each account a file of its own";
  }

  public static String empty() {
    return "the file is empty";
  }

  public static String cutOff() {
    return "the output was cut off, and the rest is missing";
  }

  public static String filtered() {
    return "the list is empty, as with `--filter`";
  }

  public static String noList() {
    return "the list is not in the file";
  }

  public static String duplicateName() {
    return "the name is given twice";
  }

  public static String differs() {
    return "another file of the account has it differently";
  }

  public static String differentDuplicate(String arn) {
    return "a second " + arn + ", which differs";
  }

  public static String givenTwice() {
    return "given twice, with different content";
  }

  public static String notArnOf(String type) {
    return "expected the ARN of a " + type;
  }

  public static String otherAccount() {
    return "an ARN of a different account than the first one in the file";
  }

  public static String tag() {
    return "expected a Key and a Value";
  }

  public static String document() {
    return "an object or a string";
  }

  public static String accountId() {
    return "not a 12-digit account ID";
  }

  public static String organization() {
    return "expected id, managementAccountId and accounts";
  }

  /// A field that must be there.
  public static String missing(String field) {
    return "no " + field;
  }

  public static String noTrustPolicy() {
    return "the file has no AssumeRolePolicyDocument";
  }

  public static String line(int number) {
    return "line " + number;
  }

  public static String afterLine(int number) {
    return "after line " + number;
  }

  public static String moreLines(int count) {
    return count + " more malformed lines";
  }
}
