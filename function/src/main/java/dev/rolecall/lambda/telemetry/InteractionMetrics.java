package dev.rolecall.lambda.telemetry;

/// What the operators of Rolecall get to count of what people do in Slack.
public interface InteractionMetrics {

  /// Why a request was refused.
  enum Refusal {
    /// No signature of Slack, a wrong one, or one of another time.
    NOT_SIGNED,
    /// Not in Slack's form, or too large.
    MALFORMED,
    /// The same as one before.
    REPLAYED,
    /// Of a workspace that Rolecall was not set up for.
    OTHER_WORKSPACE
  }

  /// Slack sent what a person asked for.
  ///
  /// @param wish what it is, such as `ACKNOWLEDGE`
  void countInteraction(String wish);

  /// Requests were refused.
  void countRefused(Refusal why, int count);
}
