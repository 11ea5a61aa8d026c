package dev.rolecall.cli.wording;

import java.util.List;

/// What is wrong with a command line.
public final class UsageWords {

  private UsageWords() {}

  public static String noCommand(List<String> commands) {
    return "no command given: use " + either(commands);
  }

  /// A command line of `run` without the command to run.
  ///
  /// @param form how it is written
  public static String noProgram(String form) {
    return "no command to run: use " + form;
  }

  /// A command that does not exist.
  ///
  /// @param similar the commands that were probably meant
  public static String unknownCommand(String given, List<String> similar, List<String> all) {
    return "unknown command '"
        + given
        + "'."
        + (similar.isEmpty()
            ? " Use " + either(all) + "."
            : " Did you mean " + either(similar.stream().map(it -> "'" + it + "'").toList()) + "?");
  }

  /// A file in place of a command.
  ///
  /// @param command the one that reads files
  public static String inputWithoutCommand(String given, String command) {
    return "unknown command '"
        + given
        + "'. Did you mean 'rolecall "
        + command
        + " "
        + given
        + "'?";
  }

  /// An option that does not exist.
  ///
  /// @param similar the options that were probably meant
  public static String unknownOption(String given, List<String> similar) {
    return "unknown option '"
        + given
        + "'."
        + (similar.isEmpty() ? "" : " Did you mean " + either(similar) + "?");
  }

  public static String unexpectedArgument(String given) {
    return "unexpected argument '" + given + "'";
  }

  /// "explain, check or report".
  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /// The second line of every usage error.
  public static String seeHelp(String command) {
    return "Run '" + command + " --help' for usage.";
  }

  public static String notARoleArn(String where, String given) {
    return isNot(where, given, "a role ARN (arn:aws:iam::ACCOUNT:role/NAME)");
  }

  public static String notACaller(String where, String given) {
    return isNot(
        where, given, "the ARN of a user, role, role session or root user, or a service principal");
  }

  /// That something is missing.
  ///
  /// @param options of which at least one is required
  public static String needsOneOf(List<String> options) {
    return "give " + either(options);
  }

  /// That an option is missing, or one too many was given.
  public static String exactlyOneOf(List<String> options) {
    return "give exactly one of " + either(options);
  }

  public static String notAnAccountId(String where, String given) {
    return isNot(where, given, "a 12-digit account ID");
  }

  public static String notAProviderWithAccount(String where, String given) {
    return isNot(where, given, "a provider with its account ID, such as aws.staging=444455556666");
  }

  /// That a text cannot be the name of a file: on Windows, `*` and `?` cannot.
  public static String notAPath(String given) {
    return "`" + given + "` is not a path on this system";
  }

  public static String notAProvider(String where, String given) {
    return isNot(where, given, "a provider of the plan");
  }

  public static String notARegion(String where, String given) {
    return isNot(where, given, "an AWS region, such as eu-west-1");
  }

  public static String notAContextKey(String where, String given) {
    return isNot(where, given, "KEY=VALUE or KEY, such as sts:ExternalId=acme-1");
  }

  public static String notARoleWithFile(String where, String given) {
    return isNot(where, given, "ROLE_ARN=FILE");
  }

  public static String notAnS3Address(String where, String given) {
    return isNot(where, given, "s3://BUCKET/PREFIX");
  }

  public static String notALogGroup(String where, String given) {
    return isNot(where, given, "the name or ARN of a log group");
  }

  public static String notATable(String where, String given) {
    return isNot(where, given, "DATABASE.TABLE or CATALOG.DATABASE.TABLE");
  }

  /// A name or ID with characters that AWS does not allow in it.
  public static String notAName(String where, String given) {
    return isNot(where, given, "a name or ID of Athena");
  }

  public static String notADirectory(String where, String given) {
    return isNot(where, given, "a directory");
  }

  public static String notAWritableFile(String where, String given) {
    return isNot(where, given, "a file in an existing directory");
  }

  public static String notInRange(String where, String given, int from, int to) {
    return isNot(where, given, "a number from " + from + " to " + to);
  }

  public static String notASpan(String where, String given) {
    return isNot(where, given, "a time span, such as 12h or 90d");
  }

  public static String notASpanWithin(String where, String given, String from, String to) {
    return isNot(where, given, "a time span from " + from + " to " + to);
  }

  public static String notATime(String where, String given) {
    return isNot(where, given, "a time, such as 2026-11-01 or 2026-11-01T12:00:00Z");
  }

  public static String notAfter(String where, String given, String from) {
    return isNot(where, given, "after " + from);
  }

  private static String isNot(String where, String given, String expected) {
    return where + ": `" + given + "` is not " + expected;
  }

  /// A value that cannot be used.
  ///
  /// @param problem why the value cannot be used: "is not ..."
  public static String unusableValue(String where, String given, String problem) {
    return where + ": `" + given + "` " + problem;
  }

  /// A service principal that the table does not have.
  ///
  /// @param similar services that may have been meant
  public static String unknownService(String given, List<String> similar) {
    return "Rolecall does not know the service "
        + given
        + (similar.isEmpty() ? "" : ". Did you mean " + either(similar) + "?");
  }

  /// That no policy is for the role that is checked.
  public static String notForRole(String option, String role) {
    return option + ": none is for the role of " + role;
  }

  public static String needs(String option, String other) {
    return option + " needs " + other;
  }

  public static String needsAnyOf(String option, List<String> others) {
    return option + " needs " + either(others);
  }

  public static String onlyTogether(String option, String other) {
    return option + " and " + other + " must be used together";
  }

  public static String notTogether(String option, String other) {
    return option + " and " + other + " cannot be used together";
  }

  /// An option that is needed.
  ///
  /// @param other the option that does without it
  public static String missing(String option, String other) {
    return option + " is missing (or use " + other + ")";
  }

  /// That nothing is read.
  ///
  /// @param others options that name events, too
  public static String noEvents(List<String> others) {
    return "no EVENTS given: name files, directories or s3://BUCKET/PREFIX, or use "
        + either(others);
  }

  /// An option that is not for files.
  ///
  /// @param others options that name events
  public static String onlyWithoutEvents(String option, List<String> others) {
    return option + " works only with " + either(others) + " in place of EVENTS";
  }

  /// CloudTrail's event history ends there.
  public static String olderThanEventHistory(String since, String from) {
    return "CloudTrail's event history covers the last 90 days: give EVENTS, or a shorter "
        + since
        + " or later "
        + from;
  }

  public static String sinceOrFromTo(String since, String from, String to) {
    return "use either " + since + ", or " + from + " and " + to;
  }

  public static String readsEverySource(String pairsOutput, String checkpoint) {
    return pairsOutput + " reads every source again, so it cannot be used with " + checkpoint;
  }

  /// A condition key that a token decides.
  public static String knownFromToken(String option, String key) {
    return option + ": the value of " + key + " comes from the token, so it cannot be given";
  }

  /// That a token does not say for which role it is.
  ///
  /// @param listed the roles that it lists
  public static String roleNeeded(String option, List<?> listed) {
    return listed.isEmpty()
        ? option + " is missing"
        : option
            + " is missing; the token lists "
            + String.join(", ", listed.stream().limit(20).map(Object::toString).toList());
  }

  /// That a token stands where a file's name should be.
  ///
  /// @param option what takes the file
  public static String tokenOnCommandLine(String option) {
    return option
        + " takes the name of a file, or - for standard input, and this looks like the token"
        + " itself. On the command line it stays in the shell's history and in the process list:"
        + " save it to a file, or pipe it in";
  }

  /// In place of a text that looks like a secret.
  public static String notShown() {
    return "(looks like a token; not shown)";
  }
}
