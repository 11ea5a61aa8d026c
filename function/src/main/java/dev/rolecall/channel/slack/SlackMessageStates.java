package dev.rolecall.channel.slack;

/// Where it is kept what stands in Slack. Methods throw [Failure] when the store does not answer as
/// it should.
public interface SlackMessageStates {

  /// What is known about an episode, as it was written last.
  ///
  /// @param incident the incident's id
  SlackMessageState find(String incident, int episode);

  /// Keeps `thread` if nobody has written since it was read.
  Outcome write(SlackMessageState thread);

  /// What became of a write.
  sealed interface Outcome {

    /// It is kept.
    ///
    /// @param thread as it is now
    record Kept(SlackMessageState thread) implements Outcome {}

    /// Somebody else was quicker; nothing changed.
    record Overtaken() implements Outcome {}
  }

  /// The store did not answer as it should; what was to be kept may be kept or not.
  final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String problem;

    /// @param problem holds nothing of what was to be kept
    public Failure(String problem) {
      super(problem);
      this.problem = problem;
    }

    /// What was wrong.
    public String problem() {
      return problem;
    }
  }
}
