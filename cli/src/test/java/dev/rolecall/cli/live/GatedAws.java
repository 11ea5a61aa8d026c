package dev.rolecall.cli.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers as AWS does, in rounds: nothing of a round is answered before so many calls of it are
/// there. Calls that come one after the other are never answered.
final class GatedAws implements AutoCloseable {

  static final String ACCOUNT = "111122223333";
  private static final String IAM = "arn:aws:iam::" + ACCOUNT + ":";
  static final String USER = IAM + "user/ci";
  static final String ROLE = IAM + "role/deploy";

  /// Longer than any machine takes to send what it sends at once.
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

  private final HttpServer server;
  private final List<Integer> rounds;
  private final boolean organization;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition complete = lock.newCondition();
  private final List<String> calls = new ArrayList<>();
  private final List<String> tooLate = new ArrayList<>();

  /// @param organization whether the account is in one
  /// @param rounds how many calls each round has; what comes after the last is answered at once
  GatedAws(boolean organization, List<Integer> rounds) throws IOException {
    this.organization = organization;
    this.rounds = rounds;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// All calls so far, in the order in which they came: the action and the request.
  List<String> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /// The calls whose round was not complete in time.
  List<String> tooLate() {
    lock.lock();
    try {
      return List.copyOf(tooLate);
    } finally {
      lock.unlock();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher query = ACTION.matcher(body);
    String target =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
    boolean isQuery = query.find();
    String action = isQuery ? query.group(1) : target.substring(target.lastIndexOf('.') + 1);
    await(action + " " + body);
    if (isQuery) {
      send(exchange, 200, "text/xml", xml(action));
    } else if (organization || action.equals("LookupEvents")) {
      send(exchange, 200, "application/x-amz-json-1.1", json(action));
    } else {
      String none = "{\"__type\": \"AWSOrganizationsNotInUseException\"}";
      send(exchange, 400, "application/x-amz-json-1.1", none);
    }
  }

  private void await(String call) {
    lock.lock();
    try {
      calls.add(call);
      complete.signalAll();
      int needed = 0;
      int from = 0;
      for (int round : rounds) {
        needed = calls.size() > from ? from + round : needed;
        from += round;
      }
      needed = calls.size() > from ? 0 : needed;
      long left = PATIENCE;
      while (calls.size() < needed && left > 0) {
        left = complete.awaitNanos(left);
      }
      if (calls.size() < needed) {
        tooLate.add(call);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private static String xml(String action) {
    String dates = "<CreateDate>2025-01-01T00:00:00Z</CreateDate>";
    String result =
        switch (action) {
          case "GetCallerIdentity" -> "<Account>%s</Account><Arn>%s</Arn>".formatted(ACCOUNT, USER);
          case "GetRole" ->
              "<Role><Path>/</Path><RoleName>deploy</RoleName><RoleId>AROAX</RoleId><Arn>"
                  + ROLE
                  + "</Arn>"
                  + dates
                  + "<AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D"
                  + "</AssumeRolePolicyDocument></Role>";
          case "GetUser" ->
              "<User><Path>/</Path><UserName>ci</UserName><UserId>AIDAX</UserId><Arn>"
                  + USER
                  + "</Arn>"
                  + dates
                  + "</User>";
          default -> "<IsTruncated>false</IsTruncated>";
        };
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
  }

  private static String json(String action) {
    return switch (action) {
      case "DescribeOrganization" ->
          "{\"Organization\": {\"Id\": \"o-a\", \"FeatureSet\": \"ALL\", \"MasterAccountId\":"
              + " \"999999999999\"}}";
      case "DescribeAccount" ->
          "{\"Account\": {\"Id\": \"%s\", \"Name\": \"ci\"}}".formatted(ACCOUNT);
      case "ListParents" -> "{\"Parents\": [{\"Id\": \"r-a\", \"Type\": \"ROOT\"}]}";
      case "ListRoots" ->
          "{\"Roots\": [{\"Id\": \"r-a\", \"PolicyTypes\": [{\"Type\": \"SERVICE_CONTROL_POLICY\","
              + " \"Status\": \"ENABLED\"}, {\"Type\": \"RESOURCE_CONTROL_POLICY\", \"Status\":"
              + " \"ENABLED\"}]}]}";
      case "ListPoliciesForTarget" ->
          "{\"Policies\": [{\"Id\": \"p-full\", \"Name\": \"FullAWSAccess\"}]}";
      case "DescribePolicy" ->
          "{\"Policy\": {\"Content\": \"{\\\"Statement\\\": {\\\"Effect\\\": \\\"Allow\\\","
              + " \\\"Action\\\": \\\"*\\\", \\\"Resource\\\": \\\"*\\\"}}\"}}";
      default -> "{\"Events\": []}";
    };
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
