package dev.rolecall.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.Main;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.StandardOutput;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A client that talks to `rolecall mcp` over pipes, a line at a time.
public final class Conversation implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final OutputStream toServer;
  private final BufferedReader fromServer;
  private final CompletableFuture<Integer> status;
  private int last;

  private Conversation(Map<String, String> environment, List<String> options) {
    List<String> line = new ArrayList<>(List.of("mcp"));
    line.addAll(options);
    try {
      Pipe in = Pipe.open();
      Pipe out = Pipe.open();
      toServer = Channels.newOutputStream(in.sink());
      fromServer =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(out.source()), StandardCharsets.UTF_8));
      Console console =
          new Console(
              Channels.newInputStream(in.source()),
              Console.stream(new StandardOutput(Channels.newOutputStream(out.sink()))),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false,
              environment);
      status =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new Main(console, CLOCK).run(line.toArray(String[]::new));
                } finally {
                  close(out.sink());
                }
              },
              work -> Thread.ofPlatform().daemon().start(work));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A session that is initialized.
  public static Conversation with(Map<String, String> environment, String... options) {
    Conversation conversation = new Conversation(environment, List.of(options));
    conversation.initialize("2025-06-18");
    return conversation;
  }

  public static Conversation with(String... options) {
    return with(Map.of(), options);
  }

  /// A session of which nothing was said.
  static Conversation silent(String... options) {
    return new Conversation(Map.of(), List.of(options));
  }

  JsonNode initialize(String version) {
    ObjectNode params = JSON.createObjectNode().put("protocolVersion", version);
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "test").put("version", "1");
    JsonNode answer = request("initialize", params);
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return answer;
  }

  void send(String line) {
    try {
      toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      toServer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OutputStream raw() {
    return toServer;
  }

  /// The next message of the server; every line must be one.
  JsonNode next() {
    try {
      String line = fromServer.readLine();
      assertThat(line).as("the server ended: %s", err).isNotNull();
      JsonNode message = JSON.readTree(line);
      assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
      return message;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode request(String method, JsonNode params) {
    int id = ++last;
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    request.put("method", method).set("params", params);
    send(request.toString());
    JsonNode answer = next();
    assertThat(answer.path("id").asInt()).isEqualTo(id);
    return answer;
  }

  /// Calls a tool.
  ///
  /// @return the result
  public JsonNode call(String tool, JsonNode arguments) {
    ObjectNode params = JSON.createObjectNode().put("name", tool);
    params.set("arguments", arguments);
    JsonNode answer = request("tools/call", params);
    assertThat(answer.path("error")).as("%s", answer).isEmpty();
    return answer.path("result");
  }

  public JsonNode call(String tool, Map<String, ?> arguments) {
    return call(tool, JSON.<JsonNode>valueToTree(arguments));
  }

  /// The sentence of a call that must fail.
  public String failure(String tool, Map<String, ?> arguments) {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("isError").asBoolean()).as("%s", result).isTrue();
    assertThat(result.has("structuredContent")).isFalse();
    return text(result);
  }

  public static String text(JsonNode result) {
    return result.path("content").path(0).path("text").asText();
  }

  /// Closes the output of the server, as a client that ended does.
  void stopReading() {
    close(fromServer);
  }

  void endInput() {
    close(toServer);
  }

  /// Ends the input.
  ///
  /// @return what was still written
  List<JsonNode> end() {
    try {
      endInput();
      List<JsonNode> rest = new ArrayList<>();
      for (String line = fromServer.readLine(); line != null; line = fromServer.readLine()) {
        rest.add(JSON.readTree(line));
      }
      return rest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int status() {
    try {
      return status.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(err.toString(StandardCharsets.UTF_8), e);
    }
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end();
    status();
  }
}
