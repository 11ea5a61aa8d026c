package dev.rolecall.report.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.report.wording.SourceWords;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A file with the denials of every source that was read to its end: a second run with the same
/// file does not read these sources again.
///
/// One line of JSON a source: `{"source": IDENTITY, "records": N, "notOurs": N, "denials": [RECORD,
/// ...], "changes": BASE64}`, each record as it was recorded, and what its other records show. A
/// source whose line is without changes is read again. A last line that was cut off is cut away.
/// Only its owner may read the file. Safe for several threads.
public final class Checkpoint implements AutoCloseable {

  private static final String HEAD = "{\"schema\":\"rolecall-checkpoint/1\"}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Span(long from, int length) {}

  private final FileChannel file;
  private final Map<String, Span> kept = new HashMap<>();
  private long end;

  private Checkpoint(FileChannel file) {
    this.file = file;
  }

  /// Opens `path`, or makes it.
  ///
  /// @throws IOException when that fails; the message says why: another process has it open, or it
  ///   is something else
  public static Checkpoint open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            ownerOnly(path));
    try {
      lock(file);
      Checkpoint checkpoint = new Checkpoint(file);
      checkpoint.load();
      return checkpoint;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void lock(FileChannel file) throws IOException {
    try {
      if (file.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // the same process has it
    }
    throw new IOException(SourceWords.checkpointInUse());
  }

  /// Learns where what stands, and cuts away what is no whole line. Each byte is read as one
  /// character.
  private void load() throws IOException {
    BufferedReader lines =
        new BufferedReader(Channels.newReader(file, StandardCharsets.ISO_8859_1));
    String head = Objects.requireNonNullElse(lines.readLine(), "");
    if (!head.equals(HEAD) || file.size() == HEAD.length()) {
      if (!HEAD.startsWith(head)) {
        throw new IOException(SourceWords.notACheckpoint());
      }
      file.truncate(0);
      append(HEAD.getBytes(StandardCharsets.UTF_8));
      return;
    }
    end = HEAD.length() + 1L;
    String line = lines.readLine();
    while (line != null && end + line.length() < file.size()) {
      try {
        byte[] json = line.getBytes(StandardCharsets.ISO_8859_1);
        JsonNode read = JSON.readTree(json);
        if (read.has("changes")) {
          kept.put(read.path("source").asText(), new Span(end, json.length));
        }
      } catch (IOException _) {
        break;
      }
      end += line.length() + 1L;
      line = lines.readLine();
    }
    file.truncate(end);
  }

  /// How many sources are kept.
  public synchronized int size() {
    return kept.size();
  }

  /// What was read of a source before.
  synchronized Optional<Kept> find(String identity) {
    Span span = kept.get(identity);
    if (span == null) {
      return Optional.empty();
    }
    try {
      InputStream from = Channels.newInputStream(file.position(span.from()));
      JsonNode line = JSON.readTree(from.readNBytes(span.length()));
      byte[] changes = line.path("changes").binaryValue();
      return Optional.of(
          new Kept(
              line,
              changes == null || changes.length == 0
                  ? new InputChanges()
                  : InputChanges.ofBytes(changes)));
    } catch (IOException e) {
      throw new UncheckedIOException(SourceWords.checkpointUnreadable(EventSources.problem(e)), e);
    }
  }

  /// Keeps what was read of a source.
  synchronized void keep(
      String identity, EventCounts counts, List<String> denials, InputChanges changes) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("source", identity)
            .put("records", counts.records())
            .put("notOurs", counts.notOurs())
            .put("unrecognized", counts.unrecognized());
    ArrayNode records = line.putArray("denials");
    denials.forEach(records::add);
    try {
      line.put("changes", changes.isEmpty() ? new byte[0] : changes.toBytes());
      byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
      kept.put(identity, new Span(end, bytes.length));
      append(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(SourceWords.checkpointUnwritable(EventSources.problem(e)), e);
    }
  }

  private void append(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    while (bytes.hasRemaining()) {
      end += file.write(bytes, end);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /// What was read of one source.
  record Kept(JsonNode line, InputChanges changes) {

    EventCounts counts() {
      return new EventCounts(
          line.path("records").asLong(),
          line.path("notOurs").asLong(),
          line.path("unrecognized").asLong());
    }

    /// Gives `listeners` the denials once more.
    void replay(RecordListeners listeners) {
      String records =
          line.path("denials")
              .valueStream()
              .map(JsonNode::asText)
              .collect(Collectors.joining("\n"));
      EventReader.read(
          line.path("source").asText(),
          new ByteArrayInputStream(records.getBytes(StandardCharsets.UTF_8)),
          listeners);
    }
  }
}
