package dev.rolecall.report.page;

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
import java.util.stream.Stream;

/// The explanations of all stories of the corpus.
public final class Corpus {

  private static final Path EVENTS = Path.of("..", "events");

  private Corpus() {}

  static List<Explanation> explanations() throws IOException {
    List<Path> stories;
    try (Stream<Path> files = Files.walk(EVENTS, 3)) {
      stories =
          files.filter(file -> file.endsWith("event.json")).map(Path::getParent).sorted().toList();
    }
    List<Explanation> explanations = new ArrayList<>();
    for (Path story : stories) {
      explanations.add(explained(story));
    }
    return explanations;
  }

  /// The explanation of the story in a folder.
  public static Explanation explained(Path story) throws IOException {
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
}
