package dev.rolecall.lambda.priming;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Sends requests over HTTP to this machine, where they are answered as [SampleAws] answers: what
/// the functions need of HTTP is loaded and compiled, too.
///
/// The server knows of HTTP what requests of the SDK have. The JDK has a better one, in a module
/// that the runtime of Lambda need not have.
final class SampleServer implements SdkHttpClient {

  private static final int MOST_WAITING = 50;

  /// Milliseconds: longer than between two requests, and over before the snapshot.
  private static final int IDLE = 1_000;

  private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");
  private static final Pattern OPERATION = Pattern.compile("(?im)^X-Amz-Target: *(\\S+)");

  private final SampleAws aws;
  private final ServerSocket server;

  /// Connects here, whatever proxy the environment names.
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .proxyConfiguration(
              ProxyConfiguration.builder()
                  .useSystemPropertyValues(false)
                  .useEnvironmentVariablesValues(false)
                  .build())
          .build();

  SampleServer(SampleAws aws) throws IOException {
    this.aws = aws;
    this.server = new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return http.prepareRequest(
        HttpExecuteRequest.builder()
            .request(
                request.httpRequest().toBuilder()
                    .protocol("http")
                    .host(server.getInetAddress().getHostAddress())
                    .port(server.getLocalPort())
                    .build())
            .contentStreamProvider(request.contentStreamProvider().orElse(null))
            .build());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> answer(socket));
      }
    } catch (IOException _) {
      // All is done.
    }
  }

  /// Answers the requests of a connection, and lets go of one that is idle.
  private void answer(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
      socket.setSoTimeout(IDLE);
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        int length = first(LENGTH, head).map(Integer::parseInt).orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        byte[] answer = aws.answer(first(OPERATION, head), body).getBytes(StandardCharsets.UTF_8);
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(answer);
        out.flush();
      }
    } catch (IOException _) {
      // The client is done.
    }
  }

  /// Reads to the empty line; nothing when there is no further request.
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int last = 0;
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (read == '\n' && last == '\n') {
        return head.toString();
      }
      if (read != '\r') {
        head.append((char) read);
        last = read;
      }
    }
    return "";
  }

  private static Optional<String> first(Pattern pattern, String head) {
    Matcher matcher = pattern.matcher(head);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  @Override
  public void close() {
    http.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
