package dev.rolecall.history.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// CloudWatch Logs with one log group, over HTTP: it runs the queries and the patterns that it is
/// given, and keeps the limits that AWS has.
public final class FakeLogs implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATS =
      Pattern.compile(
          "stats latest\\(@message\\) as record by caller, requestParameters\\.roleArn");
  private static final Pattern COALESCE = Pattern.compile("fields coalesce\\(([^)]*)\\) as caller");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /// What STS answers: whose the credentials are.
  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/audit</Arn>
      <UserId>AIDAEXAMPLE</UserId><Account>111111111111</Account></GetCallerIdentityResult>
      </GetCallerIdentityResponse>
      """;

  private record Event(Instant time, String message, JsonNode record) {}

  private record Query(JsonNode request, List<Event> found, boolean grouped) {}

  /// What it answers in place of an answer.
  public record Refusal(String code, String message) {}

  private final HttpServer server;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Map<String, Query> queries = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final List<JsonNode> started = new CopyOnWriteArrayList<>();
  public final List<String> stopped = new CopyOnWriteArrayList<>();
  public final ObjectNode group =
      JSON.createObjectNode().put("logGroupName", "trail").put("creationTime", 0L);
  public volatile int mostRows = 10_000;
  public volatile long bytes = 1_000;
  public volatile String status = "Complete";
  public volatile int running = 1;

  public FakeLogs() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// Its address.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// A client of it.
  public CloudWatchLogsClient client() {
    return CloudWatchLogsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "s")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// Logs a message.
  public void log(Instant time, String message) {
    JsonNode record;
    try {
      record = JSON.readTree(message);
    } catch (IOException _) {
      record = JSON.createObjectNode();
      // CloudWatch Logs finds fields in what is cut off, too.
      Matcher field = Pattern.compile("\"(event\\w+|errorCode)\": ?\"([^\"]*)\"").matcher(message);
      while (field.find()) {
        ((ObjectNode) record).put(field.group(1), field.group(2));
      }
    }
    events.add(new Event(time, message, record));
  }

  /// Answers calls of `operation` with an error from now on.
  public void refuse(String operation, String code, String message) {
    refusals.put(operation, new Refusal(code, message));
  }

  /// The same, so many times.
  public void refuse(String operation, String code, String message, int times) {
    failures.put(operation, times);
    refuse(operation, code, message);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
      send(exchange, 200, "text/xml", IDENTITY);
      return;
    }
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target.substring(target.indexOf('.') + 1);
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    calls.add(operation);
    Optional<Refusal> refusal = refusal(operation);
    int code = refusal.isPresent() ? 400 : 200;
    String body =
        refusal
            .map(
                it -> JSON.createObjectNode().put("__type", it.code()).put("message", it.message()))
            .orElseGet(() -> result(operation, request))
            .toString();
    send(exchange, code, "application/x-amz-json-1.1", body);
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private synchronized Optional<Refusal> refusal(String operation) {
    Integer left = failures.get(operation);
    if (left != null) {
      failures.put(operation, left - 1);
      if (left <= 0) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(refusals.get(operation));
  }

  private ObjectNode result(String operation, JsonNode request) {
    return switch (operation) {
      case "DescribeLogGroups" -> {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode groups = answer.putArray("logGroups");
        if (group
            .path("logGroupName")
            .asText()
            .startsWith(request.path("logGroupNamePrefix").asText())) {
          groups.add(group);
        }
        yield answer;
      }
      case "StartQuery" -> start(request);
      case "GetQueryResults" -> results(request.path("queryId").asText());
      case "StopQuery" -> {
        stopped.add(request.path("queryId").asText());
        yield JSON.createObjectNode().put("success", true);
      }
      case "FilterLogEvents" -> filter(request);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private Stream<Event> between(long from, long to) {
    return events.stream()
        .filter(event -> event.time().toEpochMilli() >= from && event.time().toEpochMilli() <= to)
        .sorted((one, other) -> other.time().compareTo(one.time()));
  }

  private synchronized ObjectNode start(JsonNode request) {
    started.add(request);
    String text = request.path("queryString").asText();
    long from = request.path("startTime").asLong() * 1_000;
    long to = request.path("endTime").asLong() * 1_000;
    Predicate<JsonNode> condition = _ -> true;
    Optional<List<String>> callers = Optional.empty();
    boolean grouped = false;
    for (String command : text.split(" \\| ", -1)) {
      Matcher coalesce = COALESCE.matcher(command);
      if (command.startsWith("filter ")) {
        condition = Expression.ofQuery(command.substring("filter ".length()));
      } else if (coalesce.matches()) {
        callers = Optional.of(List.of(coalesce.group(1).split(", ")));
      } else if (STATS.matcher(command).matches()) {
        grouped = true;
      } else if (!command.equals("fields @timestamp, @message")) {
        throw new IllegalArgumentException(command);
      }
    }
    Predicate<JsonNode> wanted = condition;
    List<Event> found = between(from, to).filter(event -> wanted.test(event.record())).toList();
    if (grouped) {
      Map<String, Event> last = new LinkedHashMap<>();
      for (Event event : found) {
        String caller =
            callers.orElseThrow().stream()
                .map(field -> Expression.value(event.record(), field))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        last.putIfAbsent(
            caller + " " + Expression.value(event.record(), "requestParameters.roleArn"), event);
      }
      found = List.copyOf(last.values());
    }
    String id = "query-" + started.size();
    queries.put(id, new Query(request, found, grouped));
    return JSON.createObjectNode().put("queryId", id);
  }

  private ObjectNode results(String id) {
    Query query = Optional.ofNullable(queries.get(id)).orElseThrow();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode rows = answer.putArray("results");
    if (looks.merge(id, 1, Integer::sum) <= running) {
      return answer.put("status", "Running");
    }
    int limit = Math.min(mostRows, query.request().path("limit").asInt());
    if (status.equals("Complete")) {
      query.found().stream()
          .limit(limit)
          .forEach(event -> row(rows.addArray(), event, query.grouped()));
    }
    answer
        .putObject("statistics")
        .put("bytesScanned", (double) bytes)
        .put("recordsMatched", (double) query.found().size())
        .put("recordsScanned", (double) events.size());
    return answer.put("status", status);
  }

  private static void row(ArrayNode row, Event event, boolean grouped) {
    if (grouped) {
      row.addObject().put("field", "caller").put("value", "c");
      row.addObject().put("field", "record").put("value", event.message());
    } else {
      row.addObject().put("field", "@timestamp").put("value", TIME.format(event.time()));
      row.addObject().put("field", "@message").put("value", event.message());
      row.addObject().put("field", "@ptr").put("value", "p");
    }
  }

  private ObjectNode filter(JsonNode request) {
    Predicate<JsonNode> condition = Expression.ofPattern(request.path("filterPattern").asText());
    List<Event> found =
        between(request.path("startTime").asLong(), request.path("endTime").asLong())
            .filter(event -> condition.test(event.record()))
            .toList()
            .reversed();
    int from = request.path("nextToken").asInt(0);
    int end = Math.min(found.size(), from + 3);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("events");
    for (Event event : found.subList(from, end)) {
      page.addObject()
          .put("timestamp", event.time().toEpochMilli())
          .put("message", event.message())
          .put("logStreamName", "s");
    }
    if (end < found.size()) {
      answer.put("nextToken", String.valueOf(end));
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
