package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/// An AWS on this machine, to which system properties lead the SDK. Tests that use it are isolated.
final class LocalAws implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PROPERTIES =
      List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrl");

  private final HttpServer server;

  /// An answer of AWS.
  record Answer(int status, String json) {
    static Answer of(String json) {
      return new Answer(200, json);
    }

    /// An error, such as `AccessDeniedException`.
    static Answer error(String code) {
      return new Answer(400, "{\"__type\": \"com.amazonaws#" + code + "\"}");
    }
  }

  /// @param aws what it answers, by operation and request
  LocalAws(BiFunction<String, JsonNode, Answer> aws) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          Answer answer =
              aws.apply(
                  target.substring(target.lastIndexOf('.') + 1),
                  JSON.readTree(exchange.getRequestBody()));
          byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    server.start();
    System.setProperty("aws.region", "eu-west-1");
    System.setProperty("aws.accessKeyId", "AKIAEXAMPLE");
    System.setProperty("aws.secretAccessKey", "example");
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What Lambda says of an invocation.
  ///
  /// @param milliseconds how many are left of it
  static Context context(int milliseconds) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                method.getReturnType() == int.class ? (Object) milliseconds : "sample");
  }

  @Override
  public void close() {
    server.stop(0);
    PROPERTIES.forEach(System::clearProperty);
  }
}
