package dev.rolecall.evidence.change;

import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened, and all that it happened to.
///
/// @param id tells two records of the same call from two calls
public record RecordedEffect(
    Instant time,
    ChangeEvent event,
    String by,
    Optional<String> eventId,
    String id,
    Map<ChangeEvent.Name, String> names,
    List<ChangeKey> keys) {

  /// By time, and then in an order that does not depend on the source.
  public static final Comparator<RecordedEffect> NEWEST_FIRST =
      Comparator.comparing(RecordedEffect::time)
          .reversed()
          .thenComparing(recordedEffect -> recordedEffect.event().name())
          .thenComparing(RecordedEffect::id);

  public RecordedEffect {
    names = Map.copyOf(names);
    keys = List.copyOf(keys);
  }

  /// The change, as what it means for a role or a caller.
  public Change as(Change.Kind kind) {
    return new Change(time, event, by, eventId, names, kind);
  }
}
