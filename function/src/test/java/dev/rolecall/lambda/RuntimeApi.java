package dev.rolecall.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A stand-in for the [Lambda runtime
/// API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): hands events to the
/// runtime of one process, and takes what becomes of them.
final class RuntimeApi implements AutoCloseable {

  /// The longest that Lambda grants: how fast a function is depends on what else the machine does.
  private static final Duration TIME = Duration.ofMinutes(15);

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rolecall";

  private final HttpServer server;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> restores = new LinkedBlockingQueue<>();
  private final CountDownLatch checkpoint = new CountDownLatch(1);
  private int invocations;

  /// What became of an event, or of the start of the function.
  sealed interface Outcome {
    /// An answer.
    ///
    /// @param nanos from the moment that the runtime took the event
    record Succeeded(String response, long nanos) implements Outcome {}

    /// An error.
    ///
    /// @param error the JSON that Lambda keeps in a destination for failures
    record Failed(String error) implements Outcome {}

    record NotStarted(String error) implements Outcome {}
  }

  private long takenAt;

  RuntimeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /// Host and port, as `AWS_LAMBDA_RUNTIME_API` has it.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Has `event` ready for the runtime.
  void add(String event) {
    events.add(event);
  }

  /// What comes next, if it comes within a second.
  Optional<Outcome> outcome() throws InterruptedException {
    return Optional.ofNullable(outcomes.poll(1, TimeUnit.SECONDS));
  }

  /// Whether the function has run its hooks before the checkpoint, or does so within a second.
  boolean isAtCheckpoint() throws InterruptedException {
    return checkpoint.await(1, TimeUnit.SECONDS);
  }

  /// Lets a function that has run its hooks before the checkpoint go on, as SnapStart does.
  void restore() {
    restores.add("");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try (exchange) {
      if (path.endsWith("/invocation/next")) {
        next(exchange);
      } else if (path.endsWith("/restore/next")) {
        checkpoint.countDown();
        restores.take();
        exchange.sendResponseHeaders(200, -1);
      } else {
        outcomes.add(outcome(path, body));
        exchange.sendResponseHeaders(202, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-" + ++invocations);
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", ARN);
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            String.valueOf(System.currentTimeMillis() + TIME.toMillis()));
    takenAt = System.nanoTime();
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  private Outcome outcome(String path, String body) {
    if (path.endsWith("/response")) {
      return new Outcome.Succeeded(body, System.nanoTime() - takenAt);
    }
    return path.endsWith("/init/error") ? new Outcome.NotStarted(body) : new Outcome.Failed(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
