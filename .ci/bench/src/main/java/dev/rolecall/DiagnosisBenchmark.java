package dev.rolecall;

import dev.rolecall.cloudtrail.CloudTrailRecord;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.SourceLocation;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Full diagnoses with verified fixes a second, on one core, over the known cases; their folder is
/// the system property `rolecall.cases`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DiagnosisBenchmark {

  private final List<Denial> denials = new ArrayList<>();
  private Explainer explainer;
  private int next;

  @Setup
  public void read() throws IOException {
    Path cases = Path.of(System.getProperty("rolecall.cases", "../shared/cases/dev"));
    for (String file : List.of("events.ndjson", "events-with-parameters.ndjson")) {
      for (String line : Files.readAllLines(cases.resolve(file))) {
        if (CloudTrailRecord.read(
                SourceLocation.of(file), StrictJson.parse(StandardCharsets.UTF_8.encode(line)))
            instanceof EventReading.Denied(Denial denial, SourceLocation _)) {
          denials.add(denial);
        }
      }
    }
    if (!(Snapshot.open(List.of(cases.resolve("snapshot")))
        instanceof SnapshotOpening.Opened(Snapshot snapshot))) {
      throw new IOException("no snapshot in " + cases);
    }
    explainer = new Explainer(snapshot.evidence());
    denials.forEach(explainer::explain);
  }

  @Benchmark
  public Explanation diagnoseWithFixes() {
    next = (next + 1) % denials.size();
    return explainer.explain(denials.get(next));
  }
}
