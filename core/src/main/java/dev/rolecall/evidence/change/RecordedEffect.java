package dev.rolecall.evidence.change;

import dev.rolecall.evidence.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Something that happened, and all that it happened to.
///
/// @param id tells two records of the same call from two calls
public record RecordedEffect(
    Instant time,
    String event,
    String by,
    Optional<String> eventId,
    String id,
    String what,
    List<ChangeKey> keys) {

  /// By time, and then in an order that does not depend on the source.
  public static final Comparator<RecordedEffect> NEWEST_FIRST =
      Comparator.comparing(RecordedEffect::time)
          .reversed()
          .thenComparing(RecordedEffect::event)
          .thenComparing(RecordedEffect::id);

  public RecordedEffect {
    keys = List.copyOf(keys);
  }

  /// The change, as what it means for a role or a caller.
  public Change as(Change.Kind kind) {
    return new Change(time, event, by, eventId, what, kind);
  }
}
