import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.MaterializedRow;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Runs the queries in a folder against an engine of Trino, of which Athena is a version, and
/// writes their results as Athena does: `NAME.setup` makes the table for `NAME.sql` and
/// `NAME.OPTION.sql`.
public final class Engine {
  private Engine() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Session session =
        TestingSession.testSessionBuilder()
            .setCatalog("awsdatacatalog")
            .setSchema("logs")
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            .build();
    List<Path> setups = files(folder, ".*\\.setup");
    try (StandaloneQueryRunner runner = new StandaloneQueryRunner(session)) {
      runner.installPlugin(new MemoryPlugin());
      runner.createCatalog("awsdatacatalog", "memory", Map.of());
      runner.execute("CREATE SCHEMA awsdatacatalog.logs");
      for (Path setup : setups) {
        String name = setup.getFileName().toString().replace(".setup", "");
        for (String statement : Files.readString(setup).split("\n;;\n")) {
          runner.execute(statement);
        }
        for (Path query : files(folder, name + "(\\..*)?\\.sql")) {
          write(query, runner.execute(Files.readString(query)).getMaterializedRows());
        }
      }
    }
    System.exit(0);
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  /// Rows come in any order; sorted, they are the same each time.
  private static void write(Path query, List<MaterializedRow> rows) throws IOException {
    String csv =
        rows.stream()
            .map(row -> row.getFields().stream().map(Engine::cell).collect(Collectors.joining(",")))
            .sorted()
            .collect(Collectors.joining("\n", "\"eventname\",\"record\"\n", "\n"));
    Path file = Path.of(query.toString().replaceFirst("sql$", "csv.gz"));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String cell(Object value) {
    return value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"';
  }
}
