package dev.rolecall.mcp.session;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Ending;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.mcp.wording.SessionWords;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One session: reads messages until the input ends, and answers them. The SDK knows the protocol;
/// what it is given is checked here first, so that nothing ends the session but the end of the
/// input, and nothing but messages is written.
public final class McpSession {

  /// Bytes of a line; more than any argument may have.
  static final int LONGEST_LINE = 16 << 20;

  private static final int LONGEST_ID = 1_000;
  private static final int MOST_SHOWN = 100;
  private static final String CANCELLED = "notifications/cancelled";

  private static final Set<String> METHODS =
      Set.of(
          McpSchema.METHOD_INITIALIZE,
          McpSchema.METHOD_PING,
          McpSchema.METHOD_TOOLS_LIST,
          McpSchema.METHOD_TOOLS_CALL,
          McpSchema.METHOD_LOGGING_SET_LEVEL);

  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Console console;
  private final McpTools tools;
  private final OpenCalls calls;
  private final MessageWriter writer;
  private final SessionTransport transport;
  private final String tooLate;

  /// Requests that are answered on the thread that reads.
  private final Set<Object> direct = ConcurrentHashMap.newKeySet();

  private boolean initializing;
  private boolean initialized;

  public McpSession(Console console, McpTools tools, SessionSettings settings) {
    this.console = console;
    this.tools = tools;
    this.calls = new OpenCalls(settings.longestCall());
    this.writer = new MessageWriter(console.out(), json);
    this.tooLate = SessionWords.timedOut(settings.longestCall(), settings.timeoutOption());
    JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(json);
    this.transport = new SessionTransport(mapper, this::claim, writer);
    McpServer.sync(transport)
        .serverInfo(
            McpSchema.Implementation.builder("rolecall", settings.version())
                .title("Rolecall")
                .build())
        .instructions(settings.instructions())
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .jsonMapper(mapper)
        .jsonSchemaValidator(new TrustedResults())
        .validateToolInputs(false)
        .immediateExecution(true)
        .tools(tools.specifications(json))
        .build();
  }

  /// Serves until the input ends and every call is answered.
  ///
  /// @throws dev.rolecall.cli.console.OutputFailure when answers cannot be written any more
  public void serve() {
    Ending last = Ending.with("close-output", writer::close);
    try {
      Lines lines = new Lines(console.in(), LONGEST_LINE);
      Optional<Lines.Line> line = lines.next();
      while (line.isPresent() && writer.failure().isEmpty()) {
        take(line.get());
        line = lines.next();
      }
    } catch (IOException _) {
      // An input that cannot be read has ended.
    } finally {
      calls.finish();
      last.forget();
    }
    writer
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private void take(Lines.Line line) {
    if (line.bytes().isEmpty()) {
      writer.error(null, ErrorCodes.INVALID_REQUEST, SessionWords.tooLong(LONGEST_LINE));
      return;
    }
    JsonNode message;
    try {
      message = json.readTree(line.bytes().get());
    } catch (IOException _) {
      writer.error(null, ErrorCodes.PARSE_ERROR, SessionWords.notJson());
      return;
    }
    if (!message.isMissingNode()) {
      take(message);
    }
  }

  private void take(JsonNode message) {
    if (!message.isObject()) {
      writer.error(null, ErrorCodes.INVALID_REQUEST, SessionWords.notAnObject());
      return;
    }
    boolean method = message.path("method").isTextual();
    if (!method && (message.has("result") || message.has("error"))) {
      return; // Nothing was asked of the client.
    }
    if (method && !message.has("id")) {
      notice(message.path("method").textValue(), message.path("params"));
      return;
    }
    Object id = id(message.path("id"));
    if (id == null) {
      writer.error(
          null,
          ErrorCodes.INVALID_REQUEST,
          message.has("id") ? SessionWords.unusableId() : SessionWords.notAMessage());
    } else if (!method) {
      writer.error(id, ErrorCodes.INVALID_REQUEST, SessionWords.notAMessage());
    } else if (!message.path("jsonrpc").asText().equals(McpSchema.JSONRPC_VERSION)) {
      writer.error(id, ErrorCodes.INVALID_REQUEST, SessionWords.wrongVersion());
    } else if (message.has("params") && !message.path("params").isObject()) {
      writer.error(id, ErrorCodes.INVALID_PARAMS, SessionWords.paramsNotAnObject());
    } else {
      request(id, message.path("method").textValue(), message.path("params"));
    }
  }

  private static @Nullable Object id(JsonNode id) {
    if (id.isTextual() && id.textValue().length() <= LONGEST_ID) {
      return id.textValue();
    }
    if (id.isIntegralNumber() && id.canConvertToLong()) {
      return id.canConvertToInt() ? (Object) id.intValue() : (Object) id.longValue();
    }
    return null;
  }

  private void notice(String method, JsonNode params) {
    if (method.equals(CANCELLED)) {
      Object id = id(params.path("requestId"));
      if (id != null) {
        calls.cancel(id);
      }
    } else if (method.equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED) && initializing) {
      initialize();
    }
  }

  /// The SDK answers nothing else before it hears this.
  private void initialize() {
    if (!initialized) {
      initialized = true;
      transport.take(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED));
    }
  }

  private void request(Object id, String method, JsonNode params) {
    if (!METHODS.contains(method)) {
      writer.error(
          id,
          ErrorCodes.METHOD_NOT_FOUND,
          SessionWords.noSuchMethod(Truncation.middle(MOST_SHOWN, method)));
    } else if (method.equals(McpSchema.METHOD_PING)) {
      writer.write(JSONRPCResponse.result(id, Map.of()));
    } else if (method.equals(McpSchema.METHOD_INITIALIZE)) {
      if (initializing) {
        writer.error(id, ErrorCodes.INVALID_REQUEST, SessionWords.initializedAlready());
      } else if (!params.path("protocolVersion").isTextual()) {
        writer.error(id, ErrorCodes.INVALID_PARAMS, SessionWords.wrongParams(method));
      } else {
        initializing = answer(id, method, params);
      }
    } else if (!initializing) {
      writer.error(id, ErrorCodes.INVALID_REQUEST, SessionWords.notInitialized());
    } else {
      initialize();
      if (method.equals(McpSchema.METHOD_TOOLS_CALL)) {
        call(id, params);
      } else {
        answer(id, method, params);
      }
    }
  }

  /// Has the SDK answer at once.
  ///
  /// @return whether it could read the parameters
  private boolean answer(Object id, String method, JsonNode params) {
    direct.add(id);
    transport.take(new JSONRPCRequest(method, id, params.isMissingNode() ? null : params));
    if (direct.remove(id)) {
      writer.error(id, ErrorCodes.INVALID_PARAMS, SessionWords.wrongParams(method));
      return false;
    }
    return true;
  }

  private void call(Object id, JsonNode params) {
    String name = params.path("name").textValue();
    JsonNode arguments = params.path("arguments");
    if (name == null) {
      writer.error(id, ErrorCodes.INVALID_PARAMS, SessionWords.noToolName());
    } else if (!tools.names().contains(name)) {
      writer.error(
          id,
          ErrorCodes.INVALID_PARAMS,
          SessionWords.noSuchTool(Truncation.middle(MOST_SHOWN, name), tools.names()));
    } else if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
      writer.error(id, ErrorCodes.INVALID_PARAMS, SessionWords.argumentsNotAnObject());
    } else {
      begin(id, new JSONRPCRequest(McpSchema.METHOD_TOOLS_CALL, id, params));
    }
  }

  private void begin(Object id, JSONRPCRequest request) {
    OpenCalls.Begun begun =
        calls.begin(
            id,
            () -> {
              transport.take(request);
              if (calls.claim(id)) {
                writer.error(
                    id,
                    ErrorCodes.INVALID_PARAMS,
                    SessionWords.wrongParams(McpSchema.METHOD_TOOLS_CALL));
              }
            },
            () -> writer.write(JSONRPCResponse.result(id, McpTools.failed(tooLate))));
    switch (begun) {
      case RUNNING -> {}
      case ID_IN_USE -> writer.error(id, ErrorCodes.INVALID_REQUEST, SessionWords.idInUse());
      case BUSY ->
          writer.write(
              JSONRPCResponse.result(id, McpTools.failed(SessionWords.busy(OpenCalls.MOST))));
    }
  }

  /// Whether an answer of the SDK is to be written. Its errors are not: they quote exceptions.
  private boolean claim(JSONRPCMessage message) {
    return message instanceof JSONRPCResponse response
        && response.error() == null
        && (direct.remove(response.id()) || calls.claim(response.id()));
  }
}
