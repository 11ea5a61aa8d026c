package dev.rolecall.history.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;

/// Athena with one table and one workgroup, and the bucket that it writes results into, over HTTP.
/// It does not run SQL: its result is what it was given.
public final class FakeAthena implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// So many rows are in a page, the names of columns among them.
  private static final int PAGE = 10;

  /// When every query was started.
  private static final Instant SUBMITTED = Instant.parse("2026-11-24T02:00:00Z");

  /// What STS answers: whose the credentials are.
  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/audit</Arn>
      <UserId>AIDAEXAMPLE</UserId><Account>111111111111</Account></GetCallerIdentityResult>
      </GetCallerIdentityResponse>
      """;

  /// An error in place of an answer.
  public record Refusal(String code, String message) {}

  private final HttpServer server;

  /// The errors that operations are answered with.
  public final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  private final Map<String, Integer> looks = new ConcurrentHashMap<>();

  /// The operations that were called, in their order.
  public final List<String> calls = new CopyOnWriteArrayList<>();

  public final List<JsonNode> started = new CopyOnWriteArrayList<>();
  public final List<String> stopped = new CopyOnWriteArrayList<>();

  /// The configuration of the workgroup.
  public final ObjectNode workgroup = JSON.createObjectNode();

  /// Names and types of the table's columns.
  public final ObjectNode columns = JSON.createObjectNode();

  /// The rows of the result, the names of its columns first.
  public volatile List<List<String>> rows = new ArrayList<>();

  /// The text of a query that was started before; that of the last one here, when empty.
  public volatile Optional<String> resumed = Optional.empty();

  public volatile String state = "SUCCEEDED";
  public volatile String reason = "";
  public volatile long scanned = 1_400_000_000;

  /// Whether the network is lost in the middle of a result.
  public volatile boolean cut;

  /// Whether the result is that of an earlier query.
  public volatile boolean reused;

  /// The table's parameters.
  public final ObjectNode parameters = JSON.createObjectNode();

  /// Names and types of its partition keys.
  public final ObjectNode keys = JSON.createObjectNode();

  /// How often a query is found running before it has ended.
  public volatile int running = 1;

  public FakeAthena() throws IOException {
    workgroup.putObject("ResultConfiguration").put("OutputLocation", "s3://results/rolecall/");
    rows.add(List.of("eventname", "record"));
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
  public AthenaClient client() {
    return AthenaClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "s")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(how -> how.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  /// Answers calls of `operation` with an error from now on.
  public void refuse(String operation, String code, String message) {
    refusals.put(operation, new Refusal(code, message));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (body.contains("Action=GetCallerIdentity")) {
      send(exchange, 200, IDENTITY);
    } else if (target == null) {
      object(exchange);
    } else if (!target.startsWith("AmazonAthena.")) {
      send(exchange, 400, "{\"__type\": \"AWSOrganizationsNotInUseException\"}");
    } else {
      String operation = target.substring(target.indexOf('.') + 1);
      calls.add(operation);
      Refusal refusal = refusals.get(operation);
      if (refusal != null) {
        ObjectNode error = JSON.createObjectNode();
        error.put("__type", refusal.code()).put("message", refusal.message());
        send(
            exchange,
            refusal.code().equals("InternalServerException") ? 500 : 400,
            error.toString());
      } else {
        send(exchange, 200, answer(operation, JSON.readTree(body)).toString());
      }
    }
  }

  private void object(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.equals("/results/rolecall/q-1.csv")) {
      send(
          exchange,
          404,
          "<Error><Code>NoSuchKey</Code><Message>There is no " + path + "</Message></Error>");
      return;
    }
    exchange.sendResponseHeaders(200, cut ? 1_000_000 : 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
      for (List<String> row : rows) {
        String line = String.join(",", row.stream().map(FakeAthena::quoted).toList()) + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  private ObjectNode answer(String operation, JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    switch (operation) {
      case "GetWorkGroup" ->
          answer
              .putObject("WorkGroup")
              .put("Name", request.path("WorkGroup").asText())
              .put("State", "ENABLED")
              .set("Configuration", workgroup);
      case "GetTableMetadata" -> {
        ObjectNode table = answer.putObject("TableMetadata");
        table.put("Name", request.path("TableName").asText());
        describe(columns, table.putArray("Columns"));
        describe(keys, table.putArray("PartitionKeys"));
        table.set("Parameters", parameters);
      }
      case "StartQueryExecution" -> {
        started.add(request);
        answer.put("QueryExecutionId", "q-1");
      }
      case "GetQueryExecution" -> execution(answer.putObject("QueryExecution"), request);
      case "StopQueryExecution" -> {
        stopped.add(request.path("QueryExecutionId").asText());
        state = "CANCELLED";
        running = 0;
      }
      case "GetQueryResults" -> page(answer, request.path("NextToken").asInt(0));
      default -> throw new IllegalArgumentException(operation);
    }
    return answer;
  }

  private static void describe(ObjectNode columns, ArrayNode all) {
    columns
        .properties()
        .forEach(
            each ->
                all.addObject().put("Name", each.getKey()).put("Type", each.getValue().asText()));
  }

  private void execution(ObjectNode query, JsonNode request) {
    String id = request.path("QueryExecutionId").asText();
    boolean runs = looks.merge(id, 1, Integer::sum) <= running;
    query.put("QueryExecutionId", id).put("Query", sql());
    ObjectNode status = query.putObject("Status").put("State", runs ? "RUNNING" : state);
    if (!runs && !reason.isEmpty()) {
      status.put("StateChangeReason", reason);
    }
    status.put("SubmissionDateTime", SUBMITTED.getEpochSecond());
    query
        .putObject("Statistics")
        .put("DataScannedInBytes", runs ? scanned / 2 : scanned)
        .putObject("ResultReuseInformation")
        .put("ReusedPreviousResult", reused);
    JsonNode place = workgroup.at("/ResultConfiguration/OutputLocation");
    if (!place.isMissingNode()) {
      query.putObject("ResultConfiguration").put("OutputLocation", place.asText() + id + ".csv");
    }
  }

  private String sql() {
    return resumed.orElseGet(
        () -> started.isEmpty() ? "" : started.getLast().path("QueryString").asText());
  }

  private void page(ObjectNode answer, int from) {
    int to = Math.min(rows.size(), from + PAGE);
    ArrayNode all = answer.putObject("ResultSet").putArray("Rows");
    for (List<String> row : rows.subList(from, to)) {
      ArrayNode data = all.addObject().putArray("Data");
      row.forEach(value -> data.addObject().put("VarCharValue", value));
    }
    if (to < rows.size()) {
      answer.put("NextToken", String.valueOf(to));
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
