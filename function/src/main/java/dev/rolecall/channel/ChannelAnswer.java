package dev.rolecall.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import java.time.Duration;
import java.util.Optional;

/// What an answer of a channel means. No sentence in it holds a secret.
public sealed interface ChannelAnswer {

  /// The message is out, or what was asked for is in the answer.
  ///
  /// @param body the answer, where it is JSON
  record Delivered(JsonNode body) implements ChannelAnswer {}

  /// It is not, and why.
  ///
  /// @param after how long a busy channel asks to wait
  record Problem(Kind kind, String why, Optional<Duration> after) implements ChannelAnswer {

    public Problem(Kind kind, String why) {
      this(kind, why, Optional.empty());
    }

    /// What it means for a message.
    public DeliveryResult result() {
      return switch (kind) {
        case BUSY, FAILED -> new DeliveryResult.TryLater(why, after);
        case MESSAGE_REFUSED, NOT_EDITABLE, REFUSED -> new DeliveryResult.Rejected(why);
        case SECRET_REFUSED, SECRET_UNUSABLE -> new DeliveryResult.Rejected(why, true);
      };
    }
  }

  /// What is wrong.
  enum Kind {
    /// The channel takes no more for now.
    BUSY(true),
    /// It may pass by itself.
    FAILED(true),
    /// The message is refused for what it is: its text alone may pass.
    MESSAGE_REFUSED(false),
    /// The message to change is not there, or cannot be changed: a new one may pass.
    NOT_EDITABLE(false),
    /// The secret is refused: it may have been rotated.
    SECRET_REFUSED(true),
    /// There is no secret that could be used: an operator has to act.
    SECRET_UNUSABLE(false),
    /// The same will be refused every time.
    REFUSED(false);

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /// Whether the same request may succeed later.
    public boolean isPassing() {
      return passing;
    }
  }

  /// The answer of a channel that takes no more for now.
  static Problem busy(String channel, ChannelHttp.Response response) {
    return new Problem(Kind.BUSY, DeliveryWords.busy(channel), Optional.of(response.retryDelay()));
  }

  /// Why it is not delivered; empty when it is.
  default Optional<Problem> problem() {
    return this instanceof Problem problem ? Optional.of(problem) : Optional.empty();
  }

  default boolean is(Kind kind) {
    return problem().filter(problem -> problem.kind() == kind).isPresent();
  }
}
