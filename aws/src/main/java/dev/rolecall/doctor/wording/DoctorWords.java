package dev.rolecall.doctor.wording;

import dev.rolecall.explanation.term.Count;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the doctor says around its findings.
public final class DoctorWords {

  private DoctorWords() {}

  // ---- Progress: what is being checked

  public static String installation() {
    return "the installation";
  }

  public static String monitor() {
    return "the monitor account";
  }

  public static String organization() {
    return "the organization";
  }

  public static String accounts(int number) {
    return Count.of(number, "account");
  }

  // ---- Areas

  public static String centralBus() {
    return "central event bus";
  }

  public static String otherChannels() {
    return "other channels";
  }

  // ---- The report

  /// "2 problems found, 3 checks could not be made".
  public static String sum(int problems, int unchecked) {
    String found = problems == 0 ? "no problems found" : Count.of(problems, "problem") + " found";
    return unchecked == 0
        ? found
        : found + ", " + Count.of(unchecked, "check") + " could not be made";
  }

  public static String fix(String command) {
    return "fix: " + command;
  }

  public static String toFindOut(String step) {
    return "to find out: " + step;
  }

  /// ", in 12 of 340 accounts".
  ///
  /// @param accounts whether regions of accounts are not told apart
  public static String inSome(int number, int all, boolean accounts) {
    return ", in %d of %d %s"
        .formatted(number, all, accounts ? "accounts" : "accounts and regions");
  }

  /// The things named, and how many more there are.
  public static String some(List<?> things, int named) {
    String first =
        things.stream().limit(named).map(Object::toString).collect(Collectors.joining(", "));
    return things.size() > named ? first + ", and " + (things.size() - named) + " more" : first;
  }

  // ---- The mail

  public static String subject(int problems, int fixed) {
    return "Rolecall installation: "
        + Stream.of(
                problems == 0 ? "" : Count.of(problems, "problem"),
                fixed == 0 ? "" : Count.of(fixed) + " fixed")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
  }

  /// The first line of a notification.
  ///
  /// @param sum see [#sum]
  public static String checked(String sum) {
    return "Rolecall checked its own installation: " + sum + ".";
  }

  public static String fixedSince() {
    return "Fixed since the last check:";
  }

  public static String was(String what) {
    return "✅ was: " + what;
  }

  public static String notChecked() {
    return "Could not be checked:";
  }

  public static String more(int number) {
    return "and " + number + " more";
  }

  public static String checkAgain(String command) {
    return "To check again: " + command;
  }

  // ---- What keeps the doctor from checking

  public static String noTimeLeft() {
    return "the time limit was reached";
  }

  public static String runAgain() {
    return "run rolecall doctor again";
  }

  /// A call that AWS denied to the doctor.
  ///
  /// @param action the call: `events:DescribeRule`
  public static String notAllowed(String action) {
    return action + " is denied";
  }

  public static String allow(String... actions) {
    return "allow " + String.join(" and ", actions) + " for the identity that runs rolecall doctor";
  }

  public static String lastFindingsUnreadable() {
    return "the findings of the last check could not be read";
  }

  public static String findingsUnwritable() {
    return "the findings could not be saved";
  }

  // ---- The parameter that describes the installation

  public static String parameter(String name) {
    return "parameter `" + name + "`";
  }

  public static String noParameter(String name) {
    return "Rolecall is not deployed here, or --profile or --region is wrong (no "
        + parameter(name)
        + ")";
  }

  public static String unusableParameter(String name, String problem) {
    return parameter(name) + " cannot be used: " + problem;
  }

  public static String otherPlace(Object account, String region) {
    return "it describes the installation in %s %s".formatted(account, region);
  }

  public static String notJson(String problem) {
    return "it is not valid JSON: " + problem;
  }

  public static String notAnObject(Optional<String> field) {
    return field.map(DoctorWords::field).orElse("it") + " is not a JSON object";
  }

  public static String otherValue(String field, String value, String expected) {
    return field(field) + " is `" + value + "`; expected `" + expected + "`";
  }

  public static String invalidValue(String field, Object value) {
    return field(field) + " has the invalid value " + value;
  }

  public static String eitherField(String field, String one, String other) {
    return field(field) + " must have either `" + one + "` or `" + other + "`";
  }

  public static String unknownField(String field) {
    return field(field) + " is unknown";
  }

  public static String missingField(String field) {
    return field(field) + " is missing";
  }

  public static String emptyList(String field) {
    return field(field) + " must be a non-empty list";
  }

  private static String field(String name) {
    return "field `" + name + "`";
  }
}
