package dev.rolecall.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.history.HistoryRequest.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes down what `.ci/athena-engine` asks an engine of Trino: for each table its definition, its
/// rows and the query.
final class EngineQuestions {

  /// Between two statements.
  private static final String NEXT = "\n;;\n";

  /// What is asked of each table.
  enum Question {
    ALL("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z", Set.of(), Set.of(), Purpose.REPORT) {
      @Override
      boolean wants(ObjectNode record, KnownTables known) {
        return true;
      }
    },
    PERIOD("2026-03-02T00:00:00Z", "2026-07-17T15:25:08Z", Set.of(), Set.of(), Purpose.REPORT) {
      @Override
      boolean wants(ObjectNode record, KnownTables known) {
        String time = record.path("eventTime").asText();
        return isDenial(record)
            ? time.compareTo("2026-03-02T00:00:00Z") >= 0
                && time.compareTo("2026-07-17T15:25:08Z") < 0
            : time.compareTo("2026-03-01") >= 0 && time.compareTo("2026-07-19") < 0;
      }
    },
    REGIONS(
        "2020-01-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
        Set.of(),
        Set.of("eu-central-1"),
        Purpose.REPORT) {
      @Override
      boolean wants(ObjectNode record, KnownTables known) {
        String region = record.path("awsRegion").asText();
        return region.equals("eu-central-1")
            || (!isDenial(record) && (region.equals("us-east-1") || !known.hasRegions()));
      }
    },
    ACCOUNTS(
        "2020-01-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
        Set.of("111111111111", "555566667777"),
        Set.of(),
        Purpose.REPORT) {
      @Override
      boolean wants(ObjectNode record, KnownTables known) {
        return Set.of("111111111111", "555566667777")
            .contains(record.path("recipientAccountId").asText());
      }
    },
    PAIRS("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z", Set.of(), Set.of(), Purpose.PAIRS) {
      @Override
      boolean wants(ObjectNode record, KnownTables known) {
        return !isDenial(record) && record.path("eventName").asText().startsWith("Assume");
      }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is never changed
    private final HistoryRequest request;

    Question(String from, String to, Set<String> accounts, Set<String> regions, Purpose purpose) {
      this.request =
          new HistoryRequest(
              Optional.of(Instant.parse(from)),
              Optional.of(Instant.parse(to)),
              accounts.stream().map(AccountId::new).collect(Collectors.toCollection(TreeSet::new)),
              new TreeSet<>(regions),
              purpose);
    }

    /// Whether a record is in the result.
    abstract boolean wants(ObjectNode record, KnownTables known);

    private static boolean isDenial(ObjectNode record) {
      return record.has("errorCode");
    }

    /// The names of the files are those of the table and the question.
    String file(KnownTables known) {
      String name = known.name().toLowerCase(Locale.ROOT);
      return this == ALL ? name : name + "." + name().toLowerCase(Locale.ROOT);
    }

    String sql(KnownTables known) {
      return switch (HistoryQuery.of(known.table(), request)) {
        case HistoryQuery.Ready ready -> ready.sql() + "\n";
        case HistoryQuery.Unfit unfit -> throw new IllegalStateException(unfit.problem());
      };
    }
  }

  private EngineQuestions() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (KnownTables known : KnownTables.values()) {
      List<String> statements = new ArrayList<>();
      statements.add(TableRow.create(known.described()));
      KnownRecords.ours()
          .forEach(it -> statements.add(new TableRow(known.described(), it).insert()));
      KnownRecords.others()
          .forEach(it -> statements.add(new TableRow(known.described(), it).insert()));
      Files.writeString(
          folder.resolve(Question.ALL.file(known) + ".setup"), String.join(NEXT, statements));
      for (Question question : Question.values()) {
        Files.writeString(folder.resolve(question.file(known) + ".sql"), question.sql(known));
      }
    }
  }
}
