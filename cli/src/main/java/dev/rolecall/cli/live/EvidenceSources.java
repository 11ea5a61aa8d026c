package dev.rolecall.cli.live;

import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The evidence by which the denials of each source are explained: the snapshots given, a
/// scenario's own, and AWS for what these do not tell.
public final class EvidenceSources {

  private final List<Path> shared;
  private final Optional<Function<Denial, Evidence>> live;
  private final Consumer<SnapshotProblem> unusable;
  private final Map<List<Path>, Optional<Function<Denial, Evidence>>> opened = new HashMap<>();
  private final List<Snapshot> snapshots = new ArrayList<>();

  /// @param shared the snapshot of all sources
  /// @param live fills in what snapshots do not tell
  /// @param unusable hears of every snapshot that cannot be opened, once
  public EvidenceSources(
      List<Path> shared,
      Optional<Function<Denial, Evidence>> live,
      Consumer<SnapshotProblem> unusable) {
    this.shared = List.copyOf(shared);
    this.live = live;
    this.unusable = unusable;
  }

  /// The evidence without that of any source; empty when the snapshot of all cannot be opened.
  public Optional<Function<Denial, Evidence>> shared() {
    return of(shared);
  }

  /// The evidence for the denials of `source`; empty when its snapshot cannot be opened.
  public Optional<Function<Denial, Evidence>> of(EventSource source) {
    List<Path> paths = new ArrayList<>(shared);
    switch (source) {
      case EventSource.EventFile file -> file.snapshot().ifPresent(paths::add);
      case EventSource.StandardInput _, EventSource.Supplied _, EventSource.Unusable _ -> {}
    }
    return of(List.copyOf(paths));
  }

  private Optional<Function<Denial, Evidence>> of(List<Path> paths) {
    return opened.computeIfAbsent(paths, this::open);
  }

  private Optional<Function<Denial, Evidence>> open(List<Path> paths) {
    return saved(paths)
        .map(
            saved ->
                live.<Function<Denial, Evidence>>map(
                        ask -> denial -> saved.orElse(() -> ask.apply(denial)))
                    .orElse(_ -> saved));
  }

  private Optional<Evidence> saved(List<Path> paths) {
    if (paths.isEmpty()) {
      return Optional.of(Evidence.none());
    }
    return switch (Snapshot.open(paths)) {
      case SnapshotOpening.Opened(Snapshot snapshot) -> {
        snapshots.add(snapshot);
        yield Optional.of(snapshot.evidence());
      }
      case SnapshotOpening.NotUsable(SnapshotProblem problem) -> {
        unusable.accept(problem);
        yield Optional.empty();
      }
    };
  }

  /// What was found wrong in the snapshots so far, each thing once.
  public Set<SnapshotProblem> problems() {
    Set<SnapshotProblem> problems = new LinkedHashSet<>();
    snapshots.forEach(snapshot -> problems.addAll(snapshot.problems()));
    return problems;
  }
}
