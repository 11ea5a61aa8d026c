package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The stories of the corpus, their explanations, and their golden files.
public final class Corpus {

  private static final Path EVENTS = Path.of("..", "events");

  /// What planted bugs explain is not worth keeping.
  private static final boolean BUGS_PLANTED = Boolean.getBoolean("rolecall.bugs.planted");

  private static final Map<Path, Explanation> EXPLAINED = new ConcurrentHashMap<>();

  private Corpus() {}

  /// The folders of all stories.
  public static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.walk(EVENTS, 3)) {
      return files
          .filter(file -> file.endsWith("event.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  /// The explanations of all stories.
  public static List<Explanation> explanations() throws IOException {
    List<Explanation> explanations = new ArrayList<>();
    for (Path story : stories()) {
      explanations.add(explained(story));
    }
    return explanations;
  }

  /// The explanation of the story in a folder, made once.
  public static Explanation explained(Path story) throws IOException {
    Explanation known = EXPLAINED.get(story);
    if (known != null) {
      return known;
    }
    Explanation explanation = explain(story);
    if (!BUGS_PLANTED) {
      EXPLAINED.put(story, explanation);
    }
    return explanation;
  }

  private static Explanation explain(Path story) throws IOException {
    List<EventReading> readings = new ArrayList<>();
    try (InputStream in = Files.newInputStream(story.resolve("event.json"))) {
      EventReader.read("event", in, readings::add);
    }
    if (!(readings.getFirst() instanceof EventReading.Denied denied)) {
      throw new AssertionError(readings);
    }
    return switch (Snapshot.open(List.of(story.resolve("snapshot")))) {
      case SnapshotOpening.Opened(Snapshot snapshot) ->
          new Explainer(snapshot.evidence()).explain(denied.denial());
      case SnapshotOpening.NotUsable problem -> throw new AssertionError(problem);
    };
  }

  /// Holds that `golden` has this text. Where it has another one, the new one is written beside it:
  /// read it, and rename it when it is better.
  public static void isGolden(Path golden, String actual) throws IOException {
    String wanted = Files.exists(golden) ? Files.readString(golden) : "";
    Path beside = golden.resolveSibling(golden.getFileName() + ".new");
    if (wanted.equals(actual)) {
      Files.deleteIfExists(beside);
    } else if (!BUGS_PLANTED) {
      Files.writeString(beside, actual);
    }
    assertThat(actual)
        .as("differs from %s; the new one is in %s", golden, beside)
        .isEqualTo(wanted);
  }
}
