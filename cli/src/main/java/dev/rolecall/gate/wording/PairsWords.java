package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;

/// What is wrong with a pairs file, what its calls leave open, and the comment at its head.
public final class PairsWords {

  private static final String HEAD =
      """
      # Callers and the roles they assume, for `rolecall check --pairs FILE`.
      # Each pair is expected to be `allowed`; write `expect: denied` for callers that must stay denied.
      # `context` lists what the caller sends, by condition key: a value, a list of values,
      # `{varies: true}` for a value that differs from call to call, `{masked: ...}` for a hidden value.
      # `seen` says how often the call succeeded, and when last; it does not affect the check.
      """;

  private PairsWords() {}

  /// The comment at the head of the file.
  public static String head() {
    return HEAD;
  }

  /// Of a file that is no pairs file.
  ///
  /// @param form what it is: "Markdown"
  public static String is(String form) {
    return "this is " + form + ", not a pairs file; " + howToGet();
  }

  public static String isGzip() {
    return is("gzip data");
  }

  public static String isZip() {
    return is("a zip archive");
  }

  public static String isMarkup() {
    return is("HTML or XML");
  }

  public static String isTerraform() {
    return is("Terraform code");
  }

  public static String isYaml() {
    return is("YAML without `pairs`");
  }

  private static String howToGet() {
    return "`rolecall report LOGS --pairs-output pairs.yaml` writes one from CloudTrail logs";
  }

  public static String empty() {
    return "the file is empty; " + howToGet();
  }

  public static String records() {
    return "these are CloudTrail records, not a pairs file; `rolecall report FILE --pairs-output"
        + " pairs.yaml` writes one from them";
  }

  public static String plan() {
    return "this is a Terraform plan, not a pairs file; give it with `--plan FILE`";
  }

  public static String policy() {
    return "this is a policy, not a pairs file; give a trust policy with `--trust-policy"
        + " ROLE_ARN=FILE`";
  }

  public static String snapshot() {
    return "this is part of a snapshot, not a pairs file; give it with `--snapshot FILE`";
  }

  /// Of a list of pairs without the key that they belong to.
  public static String list() {
    return "the list must be the value of the key `pairs`";
  }

  public static String severalDocuments() {
    return "contains more than one YAML document";
  }

  public static String duplicateKey() {
    return "this key occurs twice";
  }

  public static String alias(String name) {
    return "YAML alias `*" + name + "` is not supported; write the value out";
  }

  /// A file that cannot be parsed.
  ///
  /// @param language YAML or JSON
  public static String invalid(String language, String problem) {
    return "invalid %s: %.200s".formatted(language, problem);
  }

  public static String unknownKey() {
    return "unknown key";
  }

  public static String missing(String key) {
    return "`" + key + "` is missing";
  }

  public static String missingEither(String key, String other) {
    return "needs `" + key + "` or `" + other + "`";
  }

  public static String notARoleArn(String given) {
    return "`" + given + "` is not a role ARN";
  }

  /// A caller that cannot be used.
  ///
  /// @param problem why the caller cannot be used: "is not ..."
  public static String unusableCaller(String given, String problem) {
    return "`" + given + "` " + problem;
  }

  public static String mustBe(String value, String other) {
    return "must be `" + value + "` or `" + other + "`";
  }

  public static String mustBeTrue() {
    return "must be `true`";
  }

  public static String emptyList() {
    return "the list is empty";
  }

  public static String emptyKey() {
    return "contains an empty key";
  }

  public static String mustBeACount() {
    return "must be a whole number, 0 or more";
  }

  /// A value that the file masks.
  public static Gap masked(String key) {
    return new Gap(
        valueOf(key),
        "it is masked in the pairs file",
        "rolecall report EVENTS --pairs-output FILE --show-external-ids");
  }

  /// A value that differs from call to call.
  public static Gap varying(String key) {
    return new Gap(
        valueOf(key),
        "it differs from call to call",
        "give the value to check with in the pair's `context`");
  }

  private static String valueOf(String key) {
    return "the value of " + key;
  }

  public static String giveInPair(String key) {
    return "give `" + key + "` in the pair's `context`";
  }
}
