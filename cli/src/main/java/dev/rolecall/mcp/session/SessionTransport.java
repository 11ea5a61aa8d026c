package dev.rolecall.mcp.session;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Hands messages to the SDK's session and takes its answers, on the thread that brings them. The
/// SDK's own transport for standard streams ends the session at a line that is not JSON, and drops
/// open answers at the end of the input.
final class SessionTransport implements McpServerTransportProvider {

  private final McpJsonMapper json;
  private final Predicate<JSONRPCMessage> claim;
  private final MessageWriter writer;
  private @Nullable McpServerSession session;

  /// @param claim whether a message is to be written
  SessionTransport(McpJsonMapper json, Predicate<JSONRPCMessage> claim, MessageWriter writer) {
    this.json = json;
    this.claim = claim;
    this.writer = writer;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = factory.create(new Outgoing());
  }

  /// Has the session take a message. Its answer is written before this returns.
  void take(JSONRPCMessage message) {
    Objects.requireNonNull(session).handle(message).subscribe(_ -> {}, _ -> {});
  }

  private void send(JSONRPCMessage message) {
    if (claim.test(message)) {
      writer.write(message);
    }
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Objects.requireNonNull(session).sendNotification(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  private final class Outgoing implements McpServerTransport {

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> send(message));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
