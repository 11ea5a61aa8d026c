package dev.rolecall.lambda.settings;

/// An environment variable that is missing or makes no sense. The function does not start.
final class BadSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem never holds a secret
  BadSetting(String variable, String problem) {
    super(variable + " " + problem);
  }
}
