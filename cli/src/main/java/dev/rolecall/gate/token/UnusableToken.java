package dev.rolecall.gate.token;

/// A text that is not a usable token. Neither the message nor a cause ever has any of it.
final class UnusableToken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  UnusableToken(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
