package dev.rolecall.json;

/// A text that is not as it should be. Whoever reads a text catches this where the reading ends.
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonProblem problem;

  MalformedJson(JsonProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public JsonProblem problem() {
    return problem;
  }
}
