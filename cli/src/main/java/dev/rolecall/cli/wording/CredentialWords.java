package dev.rolecall.cli.wording;

import java.util.Collection;
import java.util.Optional;

/// Why AWS cannot be read with the user's credentials, and the command that fixes it.
public final class CredentialWords {

  private CredentialWords() {}

  /// A profile that does not exist.
  ///
  /// @param profiles those that exist
  public static String noProfile(String name, Collection<String> profiles) {
    return "no AWS profile named \""
        + name
        + "\". "
        + (profiles.isEmpty()
            ? "No profiles are configured: run 'aws configure'."
            : "Profiles: " + String.join(", ", profiles) + ".");
  }

  /// An account without a profile.
  ///
  /// @param account the account that no profile is for
  public static String noProfileFor(Object account) {
    return "none of the given profiles is for account " + account;
  }

  public static String addProfileFor(Object account) {
    return "pass --profile with a profile for account " + account + ", or --reader-role";
  }

  public static String notAnEndpoint(String value) {
    return "AWS_ENDPOINT_URL is not a valid URL: `" + value + "`";
  }

  public static String unreachable(String reason) {
    return "cannot reach AWS: " + reason;
  }

  public static String none() {
    return "no AWS credentials found: run 'aws configure', or name a profile with --profile";
  }

  public static String noneFromCli() {
    return "the AWS CLI returned no credentials";
  }

  /// Credentials that AWS did not accept, or that could not be obtained.
  ///
  /// @param source where they come from; see [#ofVariables] and [#ofProfile]
  /// @param code AWS's error code; empty when AWS was not asked
  /// @param fix the command that fixes it; see [#replaceVariables]
  public static String notAccepted(String source, Optional<String> code, String fix) {
    return code.map(error -> "AWS rejected the credentials " + source + " (" + error + "): " + fix)
        .orElseGet(() -> "no valid credentials " + source + ": " + fix);
  }

  public static String ofVariables() {
    return "in AWS_ACCESS_KEY_ID";
  }

  public static String ofProfile(String name) {
    return "for profile \"" + name + "\"";
  }

  public static String replaceVariables() {
    return "set new ones, or name a profile with --profile";
  }

  // ---- Commands that fix it

  public static String signInWithSso(String profile) {
    return "aws sso login" + profile(profile);
  }

  public static String signInWithConsole(String profile) {
    return "aws login" + profile(profile);
  }

  /// Any call asks for the code.
  public static String enterMfaCode(String profile) {
    return "aws sts get-caller-identity" + profile(profile);
  }

  public static String configure(String profile) {
    return "aws configure" + profile(profile);
  }

  private static String profile(String name) {
    return " --profile " + name;
  }

  public static String httpStatus(int status) {
    return "HTTP status " + status;
  }
}
