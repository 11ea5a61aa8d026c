package dev.rolecall.cli.input;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.cloudtrail.text.CallHints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Denials in their order: the first ones in memory, the others as they were recorded in a file
/// that only its owner can read, and that goes away.
///
/// @param <O> where a denial is from
public final class HeldDenials<O> implements AutoCloseable {

  private static final int MOST_IN_MEMORY = 5_000;
  private static final long MOST_BYTES = 16L << 30;

  private static final int HEAD = 2 * Integer.BYTES;

  /// In place of the length of a record: the denial is in memory, because no record has it.
  private static final int IN_MEMORY = -1;

  private record Held<T>(T origin, EventReading reading) {}

  private final CallHints hints;
  private final int mostInMemory;
  private final long mostBytes;
  private final List<Held<O>> first = new ArrayList<>();
  private final List<O> origins = new ArrayList<>();
  private final Map<O, Integer> numbers = new HashMap<>();
  private final List<EventReading> told = new ArrayList<>();
  private Optional<Path> path = Optional.empty();
  private Optional<FileChannel> file = Optional.empty();
  private long end;
  private long filed;

  /// @param hints by which the denials were read
  public HeldDenials(CallHints hints) {
    this(hints, MOST_IN_MEMORY, MOST_BYTES);
  }

  HeldDenials(CallHints hints, int mostInMemory, long mostBytes) {
    this.hints = hints;
    this.mostInMemory = mostInMemory;
    this.mostBytes = mostBytes;
  }

  /// One denial more.
  ///
  /// @param record its bytes; none for one that an error message tells of
  /// @return whether it is held: not when there is no room
  public boolean add(O origin, EventReading reading, byte[] record) {
    if (filed == 0 && first.size() < mostInMemory) {
      return first.add(new Held<>(origin, reading));
    }
    boolean recorded = reading instanceof EventReading.Denied;
    if (end + record.length > mostBytes) {
      return false;
    }
    int number =
        numbers.computeIfAbsent(
            origin,
            added -> {
              origins.add(added);
              return origins.size() - 1;
            });
    ByteBuffer entry =
        ByteBuffer.allocate(HEAD + (recorded ? record.length : 0))
            .putInt(number)
            .putInt(recorded ? record.length : IN_MEMORY)
            .put(record, 0, recorded ? record.length : 0)
            .flip();
    try {
      FileChannel to = open();
      long at = end;
      while (entry.hasRemaining()) {
        at += to.write(entry, at);
      }
      end = at;
    } catch (IOException _) {
      return false;
    }
    if (!recorded) {
      told.add(reading);
    }
    filed++;
    return true;
  }

  private FileChannel open() throws IOException {
    if (file.isEmpty()) {
      Path made = Files.createTempFile("rolecall-", ".denials");
      made.toFile().deleteOnExit();
      path = Optional.of(made);
      file = Optional.of(FileChannel.open(made, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }
    return file.get();
  }

  /// How many are held.
  public long size() {
    return first.size() + filed;
  }

  /// Gives them all away, in their order.
  ///
  /// @throws UncheckedIOException when the file cannot be read again
  public void release(BiConsumer<O, EventReading> taker) {
    List<Held<O>> released = List.copyOf(first);
    first.clear();
    released.forEach(held -> taker.accept(held.origin, held.reading));
    try {
      releaseFile(taker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    end = 0;
    filed = 0;
    told.clear();
  }

  private void releaseFile(BiConsumer<O, EventReading> taker) throws IOException {
    long at = 0;
    int nextTold = 0;
    for (long i = 0; i < filed; i++) {
      ByteBuffer head = ByteBuffer.wrap(read(at, HEAD));
      O origin = origins.get(head.getInt());
      int length = head.getInt();
      at += HEAD;
      if (length == IN_MEMORY) {
        taker.accept(origin, told.get(nextTold++));
      } else {
        byte[] record = read(at, length);
        at += length;
        EventReader.read(
            "",
            new ByteArrayInputStream(record),
            RecordListeners.of(reading -> taker.accept(origin, reading)).with(hints));
      }
    }
  }

  private byte[] read(long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    FileChannel in = open();
    while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) >= 0) {
      // short reads
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
      if (path.isPresent()) {
        Files.deleteIfExists(path.get());
      }
    } catch (IOException _) {
      // it goes away when the process ends
    }
  }
}
