package dev.rolecall.evidence.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A story of the corpus: its denial, and the files of its snapshot.
record Story(Path folder) {

  private static final Path EVENTS = Path.of("..", "events");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Story of(String name) {
    return new Story(EVENTS.resolve(name));
  }

  Path snapshot() {
    return folder.resolve("snapshot");
  }

  Denial denial() {
    List<Denial> denials = new ArrayList<>();
    try (InputStream in = Files.newInputStream(folder.resolve("event.json"))) {
      EventReader.read(
          folder.toString(),
          in,
          reading -> {
            if (reading instanceof EventReading.Denied denied) {
              denials.add(denied.denial());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return denials.getFirst();
  }

  /// The accounts that have a file.
  Map<AccountId, JsonNode> accounts() {
    Map<AccountId, JsonNode> accounts = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(snapshot())) {
      for (Path file : files.sorted().toList()) {
        AccountId.parse(file.getFileName().toString().replace(".json", ""))
            .ifPresent(account -> accounts.put(account, read(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return accounts;
  }

  /// The only organization.
  Optional<JsonNode> organization() {
    Path file = snapshot().resolve("organization.json");
    return Files.exists(file)
        ? Optional.of(read(file).path("organizations").path(0))
        : Optional.empty();
  }

  /// The records of `changes.ndjson`.
  Optional<List<String>> changes() {
    Path file = snapshot().resolve("changes.ndjson");
    try {
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return EVENTS.relativize(folder).toString();
  }
}
