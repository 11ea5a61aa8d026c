package dev.rolecall.evidence.snapshot.file;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads one of the lists of an account. An element that is not as expected is spoilt, and no
/// other.
final class EntityReader<T> {

  /// Takes the fields of one element.
  interface Element<T> extends JsonWalk.Fields {
    /// The ARN, empty while it was not met.
    String arn();

    /// What the fields make up.
    T value(EntityArn arn);
  }

  private final JsonWalk walk;
  private final SnapshotFile file;
  private final String type;
  private final Function<EntityArn, Optional<String>> belongs;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
  private boolean present;
  private Optional<SnapshotProblem> lost = Optional.empty();

  /// @param type the type of the ARNs in the list: `role`
  /// @param belongs what is wrong with an ARN of that type, if anything
  EntityReader(
      JsonWalk walk,
      SnapshotFile file,
      String type,
      Function<EntityArn, Optional<String>> belongs) {
    this.walk = walk;
    this.file = file;
    this.type = type;
    this.belongs = belongs;
  }

  /// Reads the list here.
  ///
  /// @param blank makes elements without fields
  void list(Supplier<Element<T>> blank) throws IOException {
    present = present || !walk.isNull();
    walk.list(() -> read(blank.get()));
  }

  private void read(Element<T> element) throws IOException {
    int before = walk.noted();
    walk.object(element);
    Optional<EntityArn> arn = EntityArn.parse(element.arn());
    if (element.arn().isEmpty()) {
      if (walk.noted() == before) {
        walk.note("no Arn");
      }
    } else if (arn.isEmpty() || !arn.get().type().equals(type)) {
      walk.note("the Arn is not the ARN of a " + type);
    } else {
      belongs.apply(arn.get()).ifPresent(walk::note);
    }
    add(element, arn, walk.notedSince(before));
  }

  private void add(Element<T> element, Optional<EntityArn> arn, Optional<SnapshotProblem> problem) {
    if (arn.isEmpty()) {
      lost = lost.or(() -> problem);
      return;
    }
    Entry<T> entry =
        problem
            .<Entry<T>>map(Entry.Spoilt::new)
            .orElseGet(() -> new Entry.Sound<>(element.value(arn.get())));
    Entry<T> other = entries.putIfAbsent(element.arn(), entry);
    if (other != null && !other.equals(entry)) {
      walk.note("a second " + element.arn() + ", and different");
      entries.put(element.arn(), new Entry.Spoilt<>(walk.notes().getLast()));
    }
  }

  Section.Part<T> part() {
    return new Section.Part<>(file, entries, present, lost);
  }
}
