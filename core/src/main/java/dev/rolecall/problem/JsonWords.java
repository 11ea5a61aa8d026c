package dev.rolecall.problem;

/// What is said of text that is not JSON, or not the JSON that was expected.
public final class JsonWords {

  private JsonWords() {}

  /// Of text that is not JSON.
  ///
  /// @param problem what is wrong: "it ends too early"
  public static String invalid(String problem) {
    return "invalid JSON: " + problem;
  }

  /// The same, with the place.
  public static String invalid(int line, int column, String problem) {
    return "invalid JSON at line %d, column %d: %s".formatted(line, column, problem);
  }

  /// A place in a file.
  public static String place(int line, int column) {
    return "line %d, column %d".formatted(line, column);
  }

  public static String endsTooEarly() {
    return "it ends too early";
  }

  public static String moreThanOneValue() {
    return "unexpected text after the end of the value";
  }

  public static String notUtf8() {
    return "not UTF-8 text";
  }

  /// A character where another one belongs.
  public static String unexpectedCharacter(String found, String expected) {
    return expected.isEmpty()
        ? "unexpected `" + found + "`"
        : "expected " + expected + ", found `" + found + "`";
  }

  /// A word without quotes.
  public static String unexpectedWord(String found) {
    return "expected a value, found `" + found + "` without quotes";
  }

  public static String value() {
    return "a value";
  }

  public static String fieldName() {
    return "a field name in double quotes";
  }

  public static String comma() {
    return "a comma";
  }

  public static String colon() {
    return "a colon";
  }

  /// A field that an object has twice.
  public static String duplicate(String field) {
    return "`" + field + "` is given twice";
  }

  public static String givenTwice() {
    return "given twice";
  }

  public static String controlCharacter() {
    return "a control character inside a string, which must be escaped";
  }

  public static String binary() {
    return "a control character outside of strings";
  }

  public static String escape() {
    return "an unknown escape sequence in a string";
  }

  public static String number() {
    return "a malformed number";
  }

  public static String malformed() {
    return "it is malformed";
  }

  public static String tooLarge() {
    return "it is larger or more deeply nested than Rolecall reads";
  }

  /// A value of another kind.
  ///
  /// @param expected "a string"
  /// @param found "a number"
  public static String expected(String expected, String found) {
    return "expected " + expected + ", found " + found;
  }

  /// A value of another kind, where it does not matter of which.
  ///
  /// @param expected "a string"
  public static String mustBe(String expected) {
    return "must be " + expected;
  }

  public static String object() {
    return "an object";
  }

  public static String list() {
    return "a list";
  }

  public static String string() {
    return "a string";
  }

  public static String aNumber() {
    return "a number";
  }

  public static String nothing() {
    return "nothing";
  }

  public static String time() {
    return "expected an ISO 8601 time such as `2026-11-30T09:12:00Z`";
  }

  public static String unreadable(String why) {
    return "cannot be read: " + why;
  }

  /// A resource that the program is built with.
  public static String notInProgram(String name) {
    return name + " is not part of the program";
  }
}
