package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.text.CallHints;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/// Who hears what is read of a source.
///
/// @param sink is given every denial and everything malformed, in their order
/// @param kept is given the bytes of every record that is a denial, valid while it is called;
///   before `sink` is given the denial
/// @param successes is given every call that assumed a role, on the thread that reads. They count
///   as no denials; it takes longer to read them, and so they are read when asked for only
/// @param others is given records of other calls
/// @param hints fill in what error messages do not name
public record RecordListeners(
    Consumer<EventReading> sink,
    Consumer<ByteBuffer> kept,
    Optional<Consumer<SuccessfulCall>> successes,
    OtherCalls others,
    CallHints hints) {

  /// For denials alone.
  public static RecordListeners of(Consumer<EventReading> sink) {
    return new RecordListeners(sink, _ -> {}, Optional.empty(), OtherCalls.NONE, CallHints.NONE);
  }

  /// The same, and the bytes of each denial.
  public RecordListeners keeping(Consumer<ByteBuffer> bytes) {
    return new RecordListeners(sink, bytes, successes, others, hints);
  }

  /// The same, and calls that assumed a role.
  public RecordListeners andSuccesses(Optional<Consumer<SuccessfulCall>> calls) {
    return new RecordListeners(sink, kept, calls, others, hints);
  }

  /// The same, and records of other calls.
  public RecordListeners andOthers(OtherCalls calls) {
    return new RecordListeners(sink, kept, successes, calls, hints);
  }

  /// The same, with what error messages do not name.
  public RecordListeners with(CallHints known) {
    return new RecordListeners(sink, kept, successes, others, known);
  }
}
