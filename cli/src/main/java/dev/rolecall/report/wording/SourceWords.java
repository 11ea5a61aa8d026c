package dev.rolecall.report.wording;

/// What is wrong with the files and services that a report is made from.
public final class SourceWords {

  private SourceWords() {}

  /// CloudTrail's event history of an account in a region.
  public static String eventHistory(Object account, String region) {
    return "CloudTrail event history of account " + account + " in " + region;
  }

  /// A day of a log group.
  public static String logGroup(Object group, Object day) {
    return "log group " + group + ", " + day;
  }

  /// The rest of a folder of a bucket.
  public static String restUnreadable(String why) {
    return "the rest cannot be read: " + why;
  }

  public static String checkpointInUse() {
    return "another report is using this checkpoint";
  }

  public static String notACheckpoint() {
    return "the file exists and is not a report checkpoint";
  }

  public static String checkpointUnreadable(String why) {
    return "cannot read the checkpoint: " + why;
  }

  public static String checkpointUnwritable(String why) {
    return "cannot write the checkpoint: " + why;
  }

  // ---- Terraform files

  public static String tooLarge(int mebibytes) {
    return "the file is larger than " + mebibytes + " MiB";
  }

  public static String tooManyInstances(int most) {
    return "more than " + most + " roles and modules; the rest is not listed";
  }

  public static String notUtf8() {
    return "the file is not UTF-8";
  }

  public static String unreadable() {
    return "cannot be read";
  }

  public static String unmatched(char bracket) {
    return "unmatched `" + bracket + "`";
  }

  public static String unclosed(char bracket) {
    return "`" + bracket + "` is never closed";
  }

  public static String neitherAttributeNorBlock() {
    return "expected an attribute or a block";
  }

  public static String expectedAfter(String name) {
    return "expected `=` or `{` after `" + name + "`";
  }

  public static String nestedTooDeep() {
    return "blocks are nested too deeply";
  }

  public static String unterminatedString() {
    return "unterminated string";
  }

  public static String unterminatedHeredoc() {
    return "unterminated heredoc";
  }

  public static String noValue() {
    return "no value after `=`";
  }

  public static String notJson(String problem) {
    return "invalid JSON: " + problem;
  }

  public static String notAnObject() {
    return "expected a JSON object";
  }
}
