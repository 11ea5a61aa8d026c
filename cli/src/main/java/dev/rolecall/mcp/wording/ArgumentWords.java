package dev.rolecall.mcp.wording;

import dev.rolecall.explanation.wording.term.Count;
import java.util.List;

/// What is wrong with the arguments of a call. Each sentence names the argument.
public final class ArgumentWords {

  private ArgumentWords() {}

  private static String of(String argument, String problem) {
    return argument + ": " + problem;
  }

  public static String unknown(String argument, List<String> known) {
    return of(
        argument,
        known.isEmpty()
            ? "unknown argument; this tool takes none"
            : "unknown argument; this tool takes " + String.join(", ", known));
  }

  public static String missing(String argument) {
    return of(argument, "is missing");
  }

  public static String exactlyOneOf(List<String> arguments) {
    return "give exactly one of "
        + String.join(", ", arguments.subList(0, arguments.size() - 1))
        + " and "
        + arguments.getLast();
  }

  public static String notText(String argument) {
    return of(argument, "must be a string");
  }

  public static String notTextOrObject(String argument) {
    return of(argument, "must be a string or an object");
  }

  public static String notTruth(String argument) {
    return of(argument, "must be true or false");
  }

  public static String notAList(String argument) {
    return of(argument, "must be a list of strings");
  }

  public static String notAListOfObjects(String argument) {
    return of(argument, "must be a list of objects");
  }

  public static String notAnObject(String argument) {
    return of(argument, "must be an object");
  }

  public static String empty(String argument) {
    return of(argument, "is empty");
  }

  public static String tooLong(String argument, int most) {
    return of(argument, "has more than " + Count.of(most, "character"));
  }

  public static String tooMany(String argument, int given, int most) {
    return of(argument, Count.of(given) + " given, at most " + Count.of(most));
  }

  /// A value outside a list.
  ///
  /// @param allowed the list
  public static String notOneOf(String argument, String given, List<String> allowed) {
    return of(argument, "`" + given + "` is not one of " + String.join(", ", allowed));
  }

  /// A document that cannot be used.
  ///
  /// @param problem place and what is wrong
  public static String unusable(String argument, String problem) {
    return of(argument, problem);
  }

  public static String notAContextKey(String argument, String given) {
    return of(argument, "`" + given + "` is not a condition key, such as sts:ExternalId");
  }

  /// The value of a condition key.
  public static String notAContextValue(String argument, String key) {
    return of(
        argument,
        "the value of `"
            + key
            + "` must be a string, a list of strings, or null if the call does not send the key");
  }

  /// How a value is given that is not known.
  public static String giveInContext(String key) {
    return "add `" + key + "` with its value to `context`";
  }

  public static String otherAction(String argument, String given, String calls) {
    return of(argument, "this caller calls " + calls + ", not " + given);
  }

  // Files.

  public static String noDirectory(String argument, String option) {
    return of(
        argument,
        "no directory is allowed; start `rolecall mcp` with "
            + option
            + " DIR, or pass the content instead");
  }

  /// One sentence for what is outside, what does not exist and what is not a file: which of them it
  /// is, is not the model's to know.
  public static String notAllowed(String argument, List<?> directories) {
    return of(
        argument,
        "is not a readable file below "
            + String.join(" or ", directories.stream().map(it -> "`" + it + "`").toList()));
  }

  public static String fileTooLarge(String argument, long most) {
    return of(argument, "the file has more than " + Count.of(most >> 20) + " MB");
  }

  // Pairs and incidents.

  /// Of incidents that are left out.
  public static String narrow(int shown, int left, List<String> arguments) {
    return "the first "
        + Count.of(shown, "incident")
        + " shown, "
        + Count.of(left)
        + " more left out; narrow the list with "
        + String.join(", ", arguments);
  }

  public static String noPairs(String argument) {
    return of(argument, "contains no pairs, so nothing was checked");
  }

  /// That incidents need AWS.
  public static String needsLive(String option) {
    return "incidents are read from AWS with the user's credentials, and this server does not read"
        + " AWS; the user can start `rolecall mcp` with "
        + option;
  }
}
