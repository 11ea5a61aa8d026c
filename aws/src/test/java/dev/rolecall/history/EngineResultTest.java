package dev.rolecall.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.OtherCalls;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.cloudtrail.record.RecordBytes;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.change.ChangeReader;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.evidence.change.RecordedEffect;
import dev.rolecall.history.EngineQuestions.Question;
import dev.rolecall.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The results of the queries over tables that hold known records are read as these records are.
/// The engine of Trino, of which Athena's is a version, made them: `.ci/athena-engine` writes them
/// anew when a query changes.
class EngineResultTest {

  /// Tables that hold all that Rolecall reads.
  private static final Set<KnownTables> WHOLE =
      EnumSet.of(
          KnownTables.ORGANIZATION,
          KnownTables.ACCOUNT,
          KnownTables.UNPARTITIONED,
          KnownTables.NUMBERED,
          KnownTables.NUMBERED_DAYS,
          KnownTables.PROJECTED_BY_OTHER_NAME,
          KnownTables.STRUCTS,
          KnownTables.ICEBERG,
          KnownTables.FLAT,
          KnownTables.JSON,
          KnownTables.JSON_BESIDE);

  /// What is read of a source.
  private record Seen(
      EventCounts counts,
      Map<String, Denial> denials,
      List<SuccessfulCall> successes,
      List<RecordedEffect> changes,
      List<String> assumed) {

    static Seen of(String name, InputStream in) {
      Map<String, Denial> denials = new TreeMap<>();
      List<SuccessfulCall> successes = new ArrayList<>();
      EventCounts counts =
          EventReader.read(
              name,
              in,
              RecordListeners.of(reading -> add(denials, reading))
                  .andSuccesses(Optional.of(successes::add)));
      return new Seen(counts, denials, successes, List.of(), List.of());
    }

    static Seen evidence(String name, InputStream in) {
      Taken taken = new Taken();
      EventCounts counts = EventReader.read(name, in, RecordListeners.of(_ -> {}).andOthers(taken));
      return new Seen(counts, Map.of(), List.of(), taken.changes, taken.assumed);
    }

    private static void add(Map<String, Denial> denials, EventReading reading) {
      assertThat(reading).isInstanceOf(EventReading.Denied.class);
      Denial denial = ((EventReading.Denied) reading).denial();
      denials.put(denial.eventId().orElseThrow(), denial);
    }
  }

  /// What is evidence, as a report takes it.
  private static final class Taken implements OtherCalls {
    private final InputChanges names = new InputChanges();
    private final List<RecordedEffect> changes = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();

    @Override
    public boolean matters(String eventName) {
      return names.matters(eventName);
    }

    @Override
    public boolean assumesMatter() {
      return true;
    }

    @Override
    public void take(JsonValue record) {
      ChangeReader.shown(record)
          .ifPresent(
              effect -> {
                if (effect.event().name().startsWith("Assume")) {
                  assumed.add(effect.eventId().orElseThrow());
                } else {
                  changes.add(effect);
                }
              });
    }

    @Override
    public void take(RecordBytes record) {
      assumed.add(record.text("eventID").orElseThrow());
    }
  }

  private static final byte[] RAW =
      KnownRecords.ours().stream()
          .map(ObjectNode::toString)
          .collect(Collectors.joining("\n"))
          .getBytes(StandardCharsets.UTF_8);

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EngineResultTest.class.getResourceAsStream("/history/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] result(KnownTables known) throws IOException {
    return result(Question.ALL, known);
  }

  private static byte[] result(Question question, KnownTables known) throws IOException {
    return resource(question.file(known) + ".csv.gz");
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreThoseOfTheQueries(KnownTables known) throws IOException {
    for (Question question : Question.values()) {
      String asked = new String(resource(question.file(known) + ".sql"), StandardCharsets.UTF_8);
      assertThat(question.sql(known))
          .as("run .ci/athena-engine after a change of queries")
          .isEqualTo(asked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void optionsDecideWhatIsFound(KnownTables known) throws IOException {
    for (Question question : Question.values()) {
      Set<String> found = new TreeSet<>();
      found.addAll(Seen.of("athena", in(result(question, known))).denials().keySet());
      Seen evidence = Seen.evidence("athena", in(result(question, known)));
      found.addAll(evidence.assumed());
      evidence.changes().forEach(change -> found.add(change.eventId().orElseThrow()));
      Set<String> wanted =
          KnownRecords.ours().stream()
              .filter(record -> question.wants(record, known))
              .map(record -> record.path("eventID").asText())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(found).as(question + " of " + known).isEqualTo(wanted).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void queriesFindWhatReportsReadAndNothingElse(KnownTables known) throws IOException {
    Seen raw = Seen.of("raw", in(RAW));
    Seen found = Seen.of("athena", in(result(known)));
    assertThat(found.counts()).isEqualTo(raw.counts());
    assertThat(found.denials().keySet()).isEqualTo(raw.denials().keySet()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFoundIsTheSame(KnownTables known) throws IOException {
    Seen raw = Seen.of("raw", in(RAW));
    Seen found = Seen.of("athena", in(result(known)));
    if (WHOLE.contains(known)) {
      assertThat(found.denials()).usingRecursiveComparison().isEqualTo(raw.denials());
      assertThat(found.successes())
          .usingRecursiveComparison()
          .ignoringCollectionOrder()
          .isEqualTo(raw.successes());
      return;
    }
    raw.denials()
        .forEach(
            (id, denial) -> {
              Denial other = Objects.requireNonNull(found.denials().get(id), id);
              assertThat(other.time()).isEqualTo(denial.time());
              assertThat(other.call()).isEqualTo(denial.call());
              assertThat(other.errorCode()).isEqualTo(denial.errorCode());
              assertThat(other.awsMessage()).isEqualTo(denial.awsMessage());
              assertThat(other.recordedIn()).isEqualTo(denial.recordedIn());
              assertThat(other.caller().account()).isEqualTo(denial.caller().account());
              assertThat(other.target().arn())
                  .as(denial.toString())
                  .isEqualTo(denial.target().arn());
            });
  }

  @ParameterizedTest
  @EnumSource
  void evidenceIsTheSame(KnownTables known) throws IOException {
    Seen raw = Seen.evidence("raw", in(RAW));
    Seen found = Seen.evidence("athena", in(result(known)));
    assertThat(raw.changes()).isNotEmpty();
    assertThat(found.changes()).containsExactlyInAnyOrderElementsOf(raw.changes());
    assertThat(found.assumed()).containsExactlyInAnyOrderElementsOf(raw.assumed());
  }

  /// Credentials that a call returned stay where they are, as long as the query makes the record.
  @Test
  void credentialsAreLeftOut() throws IOException {
    for (KnownTables known : KnownTables.values()) {
      try (InputStream in = new GZIPInputStream(in(result(known)))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (known == KnownTables.JSON || known == KnownTables.JSON_BESIDE) {
          assertThat(text).contains("SECRET");
        } else {
          assertThat(text).as(known.name()).doesNotContain("SECRET");
        }
      }
    }
  }
}
