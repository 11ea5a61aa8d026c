package dev.rolecall.channel.slack;

import dev.rolecall.incident.repository.RepositoryFailure;

/// Where it is kept what stands in Slack. Methods throw [RepositoryFailure] when the store does not
/// answer as it should.
public interface SlackMessageStates {

  /// What is known about an episode, as it was written last.
  ///
  /// @param incident the incident's id
  SlackMessageState find(String incident, int episode);

  /// Keeps `thread` if it was not written since it was read.
  Outcome write(SlackMessageState thread);

  /// Which notices of an episode wait. A store that does not keep them knows of none.
  default WaitingNotices waiting(String incident, int episode) {
    return WaitingNotices.NONE;
  }

  /// Keeps that a notice waits.
  default void announce(String incident, int episode, SlackMessageState.Last notice) {
    // Nothing is known then, and every notice is delivered.
  }

  /// What became of a write.
  sealed interface Outcome {

    /// It is kept.
    ///
    /// @param thread as it is now
    record Kept(SlackMessageState thread) implements Outcome {}

    /// Another invocation was quicker; nothing changed.
    record Overtaken() implements Outcome {}
  }
}
