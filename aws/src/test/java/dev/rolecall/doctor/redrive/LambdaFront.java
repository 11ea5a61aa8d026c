package dev.rolecall.doctor.redrive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Lambda in front of another stand-in for AWS: it takes invocations, and hands everything else on.
public final class LambdaFront implements AutoCloseable {

  private static final Set<String> HANDED_ON =
      Set.of("authorization", "content-type", "x-amz-target", "x-amz-date", "x-amzn-query-mode");

  /// An invocation.
  public record Invocation(String function, String type, String event) {}

  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI behind;
  private volatile String refusal = "";
  private volatile Runnable then = () -> {};

  /// @param behind what answers everything else
  public LambdaFront(URI behind) {
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /// From here on answers invocations with this error.
  public void refuse(String code) {
    refusal = code;
  }

  /// From here on does this at each invocation.
  public void whenInvoked(Runnable action) {
    then = action;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What was taken.
  public List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (path.startsWith("/2015-03-31/functions/")) {
        invoke(exchange, path.split("/", -1)[3], body);
      } else {
        handOn(exchange, body);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void invoke(HttpExchange exchange, String function, byte[] body) throws IOException {
    if (!exchange.getRequestHeaders().getFirst("Authorization").contains("/lambda/aws4_request")) {
      throw new IOException("not signed for Lambda");
    }
    if (!refusal.isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal + ":http://internal");
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    invocations.add(
        new Invocation(
            URLDecoder.decode(function, StandardCharsets.UTF_8),
            exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"),
            new String(body, StandardCharsets.UTF_8)));
    then.run();
    exchange.sendResponseHeaders(202, -1);
  }

  private void handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(atOnce(body)));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (HANDED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    answer
        .headers()
        .firstValue("x-amzn-query-error")
        .ifPresent(error -> exchange.getResponseHeaders().set("x-amzn-query-error", error));
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  /// What a queue holds is there at once: nothing waits for more of it.
  private static String atOnce(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .replaceAll("\"WaitTimeSeconds\":\\d+", "\"WaitTimeSeconds\":0");
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
