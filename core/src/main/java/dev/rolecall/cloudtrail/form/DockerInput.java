package dev.rolecall.cloudtrail.form;

import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The log of a container as the container wrote it, each line with its time before it. Docker
/// keeps every line in an object of its own, `{"log": "LINE\n", "stream": "stderr", "time":
/// "..."}`, and errors have several. [JSON File logging
/// driver](https://docs.docker.com/engine/logging/drivers/json-file/)
public final class DockerInput extends InputStream {

  private static final Pattern BEGINNING =
      Pattern.compile("\\{\"log\":\\s?\"(?!\\{)[^\\n]*\"stream\":");

  private final InputStream in;
  private byte[] bytes = new byte[0];
  private int next;

  public DockerInput(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /// Whether a text is such a log, by its beginning. One whose lines are JSON needs no unpacking.
  static boolean isDocker(String text) {
    return BEGINNING.matcher(text).lookingAt();
  }

  @Override
  public int read() throws IOException {
    return next < bytes.length || fill() ? bytes[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == bytes.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, to, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return false;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.size() > StrictJson.MAX_BYTES) {
        throw new BoundedInput.TooLarge();
      }
      line.write(c);
    }
    bytes = (written(line).stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
    next = 0;
    return true;
  }

  private static String written(ByteArrayOutputStream bytes) {
    String line = bytes.toString(StandardCharsets.UTF_8);
    try {
      JsonValue value = StrictJson.parse(ByteBuffer.wrap(bytes.toByteArray()));
      Optional<String> log = value.isObject() ? value.asText("log") : Optional.empty();
      return log.map(text -> value.asText("time").map(time -> time + " ").orElse("") + text)
          .orElse(line);
    } catch (MalformedJson _) {
      return line;
    }
  }

  /// Whoever opened the log closes it.
  @Override
  public void close() {}
}
