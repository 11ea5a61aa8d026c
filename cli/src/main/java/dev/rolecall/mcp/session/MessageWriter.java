package dev.rolecall.mcp.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.OutputFailure;
import dev.rolecall.explanation.redaction.VisibleText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes messages, one a line and whole.
final class MessageWriter {

  private final PrintStream out;
  private final JsonMapper json;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<OutputFailure> failure = Optional.empty();

  MessageWriter(PrintStream out, JsonMapper json) {
    this.out = out;
    this.json = json;
  }

  /// Writes one message. Characters that act on a terminal are escaped, as JSON has it.
  void write(Object message) {
    String line;
    try {
      line = VisibleText.line(json.writeValueAsString(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    lock.lock();
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (OutputFailure e) {
      failure = Optional.of(e);
    } catch (IOException e) {
      failure = Optional.of(new OutputFailure(e));
    } finally {
      lock.unlock();
    }
  }

  /// Writes the answer to a request that was not understood.
  ///
  /// @param id of the request; null where it has none
  void error(@Nullable Object id, int code, String message) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", json.valueToTree(id));
    answer.putObject("error").put("code", code).put("message", message);
    write(answer);
  }

  /// Whether nothing can be written any more.
  Optional<OutputFailure> failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// Lets no message begin any more: the process ends, and none is to be cut off. It does not wait
  /// for a reader that has stopped.
  void close() {
    try {
      if (!lock.tryLock(1, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
