package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolecall.explanation.render.slack.SlackLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Slack on this machine: incoming webhooks, `chat.postMessage`, `chat.update` and
/// `conversations.history`, with Slack's limits and answers. What it accepted is listed; what it
/// refused, too, with the reason.
///
///     try (FakeSlack slack = FakeSlack.start()) {
///       slack.webhook("security");           // an address to post to
///       slack.webApi();                      // the address of the Web API
///       slack.answerNext(429, "", Map.of("Retry-After", "30"));
///       slack.posts("security");             // what stands in that channel
///     }
///
/// The channel of a webhook is its name. A bot needs the token [#TOKEN] until another is set; it may
/// read the history only after [#allowHistory].
public final class FakeSlack implements AutoCloseable {

  /// The bot token that is accepted from the beginning.
  public static final String TOKEN = "xoxb-1234567890-fakefakefake";

  /// The part of every webhook's address that is secret.
  public static final String WEBHOOK_SECRET = "T0FAKE/B0FAKE/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Planned> planned = new ArrayDeque<>();
  private final FakeMessages messages;
  private final InstantSource clock;
  private final List<String> refusals = new ArrayList<>();
  private final Set<String> removed = new HashSet<>();
  private String token = TOKEN;
  private boolean mayReadHistory;
  private Instant down = Instant.MIN;
  private int requests;
  private boolean mayWriteFiles;
  private String announced = "";
  private String uploaded = "";
  private final List<Attached> files = new ArrayList<>();

  private FakeSlack(HttpServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    this.messages = new FakeMessages(clock);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /// A message that stands in a channel.
  ///
  /// @param thread the message that this is a reply to
  /// @param body as it was sent, or edited last
  /// @param edits how often it was edited
  public record Post(
      String channel, String timestamp, Optional<String> thread, JsonNode body, int edits) {}

  /// @param keeps whether the message is posted all the same
  /// @param silent whether there is no answer until the end
  private record Planned(
      int status, String body, Map<String, String> headers, boolean keeps, boolean silent) {}

  /// A file in a thread.
  ///
  /// @param announced the form with name and length
  /// @param content as it was sent
  /// @param completion where it belongs
  public record Attached(String announced, String content, JsonNode completion) {}

  /// From here on the bot may attach files.
  public synchronized void allowFiles() {
    mayWriteFiles = true;
  }

  /// The files that were attached, in that order.
  public synchronized List<Attached> files() {
    return List.copyOf(files);
  }

  /// Starts on a free port of the loopback interface.
  public static FakeSlack start() {
    return at(InstantSource.system());
  }

  /// As [#start], with another clock.
  public static FakeSlack at(InstantSource clock) {
    try {
      return new FakeSlack(
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The address of an incoming webhook; any name has one.
  public URI webhook(String name) {
    return URI.create(base() + "/services/" + WEBHOOK_SECRET + name);
  }

  /// The address of the Web API.
  public URI webApi() {
    return URI.create(base() + "/api");
  }

  /// Answers the next request so, and posts nothing. Several wait in line.
  public synchronized FakeSlack answerNext(int status, String body, Map<String, String> headers) {
    planned.add(new Planned(status, body, headers, false, false));
    return this;
  }

  /// Lets the next request through as usual; those planned after it come later.
  public synchronized FakeSlack acceptNext() {
    planned.add(new Planned(0, "", Map.of(), true, false));
    return this;
  }

  /// Posts what the next request brings, and answers as if it did not.
  public synchronized FakeSlack acceptNextAndAnswer(int status) {
    planned.add(new Planned(status, "", Map.of(), true, false));
    return this;
  }

  /// Never answers the next request.
  ///
  /// @param posts whether the message gets posted all the same
  public synchronized FakeSlack stallNext(boolean posts) {
    planned.add(new Planned(0, "", Map.of(), posts, true));
    return this;
  }

  /// Answers 503 until then, and posts nothing.
  public synchronized void failUntil(Instant end) {
    down = end;
  }

  /// Answers as usual from here on.
  public synchronized void forgetPlans() {
    planned.clear();
  }

  /// From here on accepts this bot token only.
  public synchronized void rotateToken(String to) {
    token = to;
  }

  /// From here on the bot may read what stands in channels.
  public synchronized void allowHistory() {
    mayReadHistory = true;
  }

  /// Somebody removes a message.
  public synchronized void delete(Post post) {
    messages.remove(post);
  }

  /// From here on knows no webhook of that name.
  public synchronized void removeWebhook(String name) {
    removed.add(name);
  }

  /// What was accepted, in that order.
  public synchronized List<Post> posts() {
    return messages.all();
  }

  /// What stands in a channel, replies included.
  public synchronized List<Post> posts(String channel) {
    return messages.all().stream().filter(post -> post.channel().equals(channel)).toList();
  }

  /// Why messages were refused for what they are.
  public synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  /// How often Slack was asked.
  public synchronized int requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Planned answer = answer(exchange);
      if (answer.silent()) {
        closed.await();
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Planned answer(HttpExchange exchange) throws IOException {
    requests++;
    if (clock.instant().isBefore(down)) {
      exchange.getRequestBody().readAllBytes();
      return new Planned(503, "", Map.of(), false, false);
    }
    String content = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Planned plan = planned.isEmpty() ? new Planned(0, "", Map.of(), true, false) : planned.remove();
    if (!plan.keeps()) {
      return plan;
    }
    String path = exchange.getRequestURI().getPath();
    Planned usual =
        path.startsWith("/api/")
            ? api(path, content, exchange.getRequestHeaders().getFirst("Authorization"))
            : path.startsWith("/upload/")
                ? upload(content, exchange.getRequestHeaders().containsKey("Authorization"))
                : webhook(path.substring(path.lastIndexOf('/') + 1), JSON.readTree(content));
    return plan.silent() || plan.status() != 0 ? plan : usual;
  }

  private Planned api(String path, String content, String authorization) throws IOException {
    if (!("Bearer " + token).equals(authorization)) {
      return error("invalid_auth");
    }
    return switch (path) {
      case "/api/chat.postMessage" -> post(JSON.readTree(content));
      case "/api/chat.update" -> update(JSON.readTree(content));
      case "/api/conversations.history" -> history(content);
      case "/api/files.getUploadURLExternal" -> uploadAddress(content);
      case "/api/files.completeUploadExternal" -> completeUpload(JSON.readTree(content));
      default -> error("unknown_method");
    };
  }

  private static Planned of(int status, String body) {
    return new Planned(status, body, Map.of(), true, false);
  }

  private Planned webhook(String name, JsonNode body) {
    if (removed.contains(name)) {
      return of(404, "no_service");
    }
    Optional<String> refusal = refusal(body);
    refusal.ifPresentOrElse(_ -> {}, () -> add(name, body));
    return refusal.map(word -> of(400, word)).orElseGet(() -> of(200, "ok"));
  }

  private Planned post(JsonNode body) {
    String channel = body.path("channel").asText("");
    if (channel.isEmpty()) {
      return error("channel_not_found");
    }
    String thread = body.path("thread_ts").asText("");
    if (body.has("thread_ts") && messages.find(FakeMessages.id(channel), thread).isEmpty()) {
      return error("thread_not_found");
    }
    return refusal(body).map(FakeSlack::error).orElseGet(() -> done(channel, add(channel, body)));
  }

  private Planned update(JsonNode body) {
    String channel = body.path("channel").asText("");
    if (!FakeMessages.id(channel).equals(channel)) {
      return error("channel_not_found");
    }
    Optional<Post> post = messages.find(channel, body.path("ts").asText(""));
    if (post.isEmpty()) {
      return error("message_not_found");
    }
    Optional<String> refusal = refusal(body);
    if (refusal.isPresent()) {
      return error(refusal.get());
    }
    messages.edit(post.get(), body);
    return done(channel, post.get().timestamp());
  }

  private Planned history(String form) {
    Map<String, String> asked = new TreeMap<>();
    for (String field : form.split("&", -1)) {
      String[] pair = field.split("=", 2);
      asked.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    String channel = asked.getOrDefault("channel", "");
    if (!mayReadHistory) {
      return error("missing_scope");
    }
    if (!FakeMessages.id(channel).equals(channel)) {
      return error("channel_not_found");
    }
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    answer.set(
        "messages",
        messages.history(
            channel,
            asked.getOrDefault("oldest", "0"),
            Integer.parseInt(asked.getOrDefault("limit", "100")),
            Boolean.parseBoolean(asked.getOrDefault("include_all_metadata", "false"))));
    return of(200, answer.toString());
  }

  private Planned uploadAddress(String form) {
    if (!mayWriteFiles) {
      return error("missing_scope");
    }
    announced = form;
    return of(
        200,
        JSON.createObjectNode()
            .put("ok", true)
            .put("upload_url", base() + "/upload/v1/abc")
            .put("file_id", "F0FILE")
            .toString());
  }

  /// The address is the permission; a token does not belong here.
  private Planned upload(String content, boolean authorized) {
    uploaded = content;
    return authorized ? of(400, "token") : of(200, "OK - " + content.length());
  }

  private Planned completeUpload(JsonNode body) {
    String channel = body.path("channel_id").asText("");
    if (!body.at("/files/0/id").asText("").equals("F0FILE")
        || messages.find(channel, body.path("thread_ts").asText("")).isEmpty()) {
      return error("invalid_arguments");
    }
    files.add(new Attached(announced, uploaded, body));
    return of(200, "{\"ok\":true,\"files\":[{\"id\":\"F0FILE\"}]}");
  }

  private static Planned done(String channel, String timestamp) {
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    answer.put("channel", FakeMessages.id(channel)).put("ts", timestamp);
    return of(200, answer.toString());
  }

  private static Planned error(String word) {
    return of(200, "{\"ok\":false,\"error\":\"" + word + "\"}");
  }

  private Optional<String> refusal(JsonNode body) {
    Optional<SlackLimits.Refusal> refusal = SlackLimits.of(body);
    refusal.ifPresent(why -> refusals.add(why.word() + ": " + why.why()));
    return refusal.map(SlackLimits.Refusal::word);
  }

  private String add(String channel, JsonNode body) {
    return messages.add(channel, body).timestamp();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
