package dev.rolecall.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// An installation in an organization of four accounts, in which all is well; and an AWS, on
/// loopback, that answers so. What a test plants is answered in its place.
public final class FakeInstallation implements AutoCloseable {

  static final AccountId MONITOR = new AccountId("999988887777");
  static final AccountId MANAGEMENT = new AccountId("777788889999");
  public static final AccountId CI = new AccountId("111122223333");
  public static final AccountId PROD = new AccountId("444455556666");
  static final String HOME = "eu-west-1";
  static final String GLOBAL = "us-east-1";
  static final String EXPLAIN =
      "arn:aws:lambda:eu-west-1:999988887777:function:RolecallExplain:live";
  static final String SLACK = "arn:aws:lambda:eu-west-1:999988887777:function:RolecallSlack:live";
  static final String TEAMS = "arn:aws:lambda:eu-west-1:999988887777:function:RolecallTeams:live";
  static final String EVENTS = "arn:aws:sqs:eu-west-1:999988887777:RolecallEvents";
  static final String SLACK_INBOX = "arn:aws:sqs:eu-west-1:999988887777:slack-inbox";
  static final String TEAMS_INBOX = "arn:aws:sqs:eu-west-1:999988887777:teams-inbox";
  static final String ALERTS = "arn:aws:sns:eu-west-1:999988887777:alerts";
  static final String OPERATIONS = "arn:aws:sns:eu-west-1:999988887777:operations";
  static final String BUS = "arn:aws:events:eu-west-1:999988887777:event-bus/rolecall";
  static final String TRAIL = "arn:aws:cloudtrail:eu-west-1:777788889999:trail/all";
  static final String ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  public static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

  static final String MEMBERS =
      """
      "members": {"organizationId": "o-abcdefghij", "regions": ["eu-west-1", "us-east-1"],
       "bus": "%s", "busRule": "RolecallCentral", "memberRule": "RolecallForward"}\
      """
          .formatted(BUS);

  public static final String ALONE =
      """
      {"schema": "rolecall-installation/1", "account": "999988887777", "region": "eu-west-1",
       "rule": "RolecallDenials", "explainFunction": "%s", "alertsTopic": "%s",
       "operationsTopic": "%s", "table": "incidents", "slackFunction": "%s",
       "slackSecret": "secretsmanager:rolecall/slack", "teamsFunction": "%s",
       "teamsSecret": "secretsmanager:rolecall/teams", "slackQueue": "%s", "teamsQueue": "%s",
       "queues": "/rolecall/queues", "eventsQueue": "%s",
       "pagerDutyRule": "RolecallPagerDuty", "pagerDutyConnection": "RolecallConnection",
       "readerRole": "RolecallReader"}\
      """
          .formatted(EXPLAIN, ALERTS, OPERATIONS, SLACK, TEAMS, SLACK_INBOX, TEAMS_INBOX, EVENTS);

  static final String QUEUES =
      """
      {"schema": "rolecall-queues/1",
       "failures": [
        {"name": "Rule", "queue": "rule-failures", "holds": "events", "to": "%s"},
        {"name": "Explain", "queue": "explain-failures", "holds": "invocations", "to": "%s"},
        {"name": "SlackDeadLetters", "queue": "slack.fifo", "holds": "messages",
         "to": "slack-inbox"}],
       "channels": [
        {"channel": "slack", "inbox": "slack-inbox", "outbox": "slack-outbox",
         "mappings": ["11111111-1111", "22222222-2222"]}]}\
      """
          .formatted(EXPLAIN, EXPLAIN);

  public static final String PARAMETER =
      ALONE.substring(0, ALONE.length() - 1) + ",\n " + MEMBERS + "}";

  /// A call as AWS gets it.
  ///
  /// @param fields of its body, as far as they are texts
  record Call(String action, AccountId account, String region, Map<String, String> fields) {

    boolean is(String name) {
      return action.equals(name);
    }

    boolean isIn(AccountId where) {
      return account.equals(where);
    }

    boolean isOf(String field, String value) {
      return value.equals(fields.get(field));
    }
  }

  /// An answer as AWS gives it.
  record Answer(int status, String body) {

    static Answer of(String body) {
      return new Answer(200, body);
    }

    static Answer error(String code) {
      return new Answer(400, "{\"__type\": \"" + code + "\", \"message\": \"planted\"}");
    }

    static Answer xmlError(String code) {
      return new Answer(
          code.startsWith("AccessDenied") ? 403 : 404,
          "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>");
    }
  }

  private record Plant(Predicate<Call> where, Answer answer) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern SIGNED =
      Pattern.compile("Credential=([A-Z0-9]+)/\\d+/([a-z0-9-]+)/");

  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final List<Plant> plants = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  FakeInstallation() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /// Answers calls that are `where` so, whatever was planted before.
  FakeInstallation plant(Predicate<Call> where, Answer answer) {
    plants.addFirst(new Plant(where, answer));
    return this;
  }

  /// The same for the parameter.
  FakeInstallation parameter(String json) {
    return plant(FakeInstallation::readsInstallation, Answer.of(parameterAnswer(json)));
  }

  /// Whether the description of the installation is read.
  static boolean readsInstallation(Call call) {
    return call.is("GetParameter") && call.isOf("Name", "/rolecall/installation");
  }

  /// So many calls were under way at the same time.
  int mostAtOnce() {
    return mostAtOnce.get();
  }

  DoctorReport examine() {
    return examine(Optional.of(new ReaderRole("RolecallReader", Optional.of("o-abcdefghij"))));
  }

  private DoctorReport examine(Optional<ReaderRole> reader) {
    AwsClients clients = clients();
    return new Doctor(
            new ReaderRoleAccess(MONITOR, credentials(), reader, clients),
            clients,
            Viewpoint.READER_ROLE,
            List.of(MONITOR),
            () -> NOW,
            _ -> {})
        .examine("/rolecall/installation", Duration.ofMinutes(2));
  }

  AwsClients clients() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return AwsClients.create(Region.of(HOME), Optional.of(endpoint));
  }

  static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("ASIA" + MONITOR, "secret"));
  }

  private void serve(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      Call call = call(exchange);
      Answer answer =
          plants.stream()
              .filter(plant -> plant.where().test(call))
              .findFirst()
              .map(Plant::answer)
              .orElseGet(() -> healthy(call));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      atOnce.decrementAndGet();
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Call call(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher signed = SIGNED.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!signed.find()) {
      throw new IOException("not signed");
    }
    AccountId account = new AccountId(signed.group(1).substring("ASIA".length()));
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Map<String, String> fields = new LinkedHashMap<>();
    if (exchange.getRequestURI().getPath().startsWith("/authorization-details/")) {
      return new Call("GetRequestAuthorizationDetails", account, signed.group(2), fields);
    }
    if (exchange.getRequestURI().getPath().startsWith("/2015-03-31/event-source-mappings/")) {
      fields.put("UUID", exchange.getRequestURI().getPath().split("/", -1)[3]);
      return new Call("GetEventSourceMapping", account, signed.group(2), fields);
    }
    if (target == null) {
      for (String pair : body.split("&", -1)) {
        String[] sides = pair.split("=", 2);
        fields.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
      return new Call(fields.getOrDefault("Action", ""), account, signed.group(2), fields);
    }
    JsonNode json = JSON.readTree(body);
    json.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return new Call(
        target.substring(target.lastIndexOf('.') + 1), account, signed.group(2), fields);
  }

  private static Answer healthy(Call call) {
    if (call.is("GetRequestAuthorizationDetails")) {
      return new Answer(404, "{\"__type\": \"ResourceNotFoundException\", \"message\": \"none\"}");
    }
    return Answer.of(
        switch (call.action()) {
          case "GetParameter" -> parameterAnswer(readsInstallation(call) ? PARAMETER : QUEUES);
          case "GetQueueUrl" ->
              "{\"QueueUrl\": \"https://sqs.eu-west-1.amazonaws.com/999988887777/%s\"}"
                  .formatted(call.fields().get("QueueName"));
          case "GetQueueAttributes" -> queue(0, ALERTS);
          case "GetEventSourceMapping" -> "{\"State\": \"Enabled\"}";
          case "DescribeTrails" -> trails(TRAIL, true);
          case "GetEventSelectors" ->
              "{\"EventSelectors\": [{\"ReadWriteType\": \"All\", \"IncludeManagementEvents\":"
                  + " true}]}";
          case "GetTrailStatus" -> "{\"IsLogging\": true}";
          case "DescribeRule" ->
              rule(call.isOf("Name", "RolecallPagerDuty") ? "ENABLED" : ALL_EVENTS);
          case "DescribeConnection" -> "{\"ConnectionState\": \"AUTHORIZED\"}";
          case "ListTargetsByRule" -> targets(call.isOf("Rule", "RolecallForward") ? BUS : EXPLAIN);
          case "DescribeEventBus" -> bus("\"Principal\": \"*\"", "o-abcdefghij");
          case "DescribeTable" ->
              "{\"Table\": {\"TableName\": \"incidents\", \"TableStatus\": \"ACTIVE\"}}";
          case "Query" -> "{\"Items\": [], \"Count\": 0}";
          case "DescribeSecret" ->
              "{\"Name\": \"rolecall/slack\", \"VersionIdsToStages\": {\"v\": [\"AWSCURRENT\"]}}";
          case "ListAccounts" -> accounts(MONITOR, MANAGEMENT, CI, PROD);
          case "DescribeOrganization" ->
              "{\"Organization\": {\"Id\": \"o-abcdefghij\", \"MasterAccountId\": \"%s\"}}"
                  .formatted(MANAGEMENT);
          case "ListSubscriptionsByTopic" ->
              call.isOf("TopicArn", ALERTS)
                  ? subscriptions(
                      subscription("sqs", SLACK_INBOX, ALERTS + ":1"),
                      subscription("sqs", TEAMS_INBOX, ALERTS + ":2"),
                      subscription("sqs", EVENTS, ALERTS + ":3"))
                  : subscriptions(subscription("email", "ops@example.com", OPERATIONS + ":1"));
          case "AssumeRole" -> assumed(call.fields().getOrDefault("RoleArn", ""));
          case "GetRole" -> role(call.account());
          default -> throw new IllegalArgumentException("nobody asks for " + call.action());
        });
  }

  private static String parameterAnswer(String json) {
    return JSON.createObjectNode()
        .set("Parameter", JSON.createObjectNode().put("Value", json))
        .toString();
  }

  /// The attributes of a queue.
  ///
  /// @param topic that may send to it
  static String queue(int messages, String topic) {
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("ApproximateNumberOfMessages", String.valueOf(messages));
    attributes.put(
        "Policy",
        "{\"Statement\":[{\"Principal\":{\"Service\":\"sns.amazonaws.com\"},\"Condition\":{\"ArnEquals\":"
            + "{\"aws:SourceArn\":\""
            + topic
            + "\"}}}]}");
    return JSON.createObjectNode().set("Attributes", attributes).toString();
  }

  static String trails(String arn, boolean allRegions) {
    return """
    {"trailList": [{"Name": "all", "TrailARN": "%s", "HomeRegion": "eu-west-1",
     "IsMultiRegionTrail": %s, "IsOrganizationTrail": true}]}\
    """
        .formatted(arn, allRegions);
  }

  static String rule(String state) {
    return "{\"Name\": \"rule\", \"State\": \"%s\", \"EventPattern\": \"{}\"}".formatted(state);
  }

  static String targets(String arn) {
    return "{\"Targets\": [{\"Id\": \"target\", \"Arn\": \"%s\"}]}".formatted(arn);
  }

  static String bus(String principal, String organization) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "Members", "Effect": "Allow", %s,
         "Action": "events:PutEvents", "Resource": "%s",
         "Condition": {"StringEquals": {"aws:PrincipalOrgID": "%s",
           "events:detail-type": ["AWS API Call via CloudTrail"]},
           "ForAllValues:StringLike": {"events:source": "aws.*"}}}]}\
        """
            .formatted(principal, BUS, organization);
    return JSON.createObjectNode().put("Name", "rolecall").put("Policy", policy).toString();
  }

  static String accounts(AccountId... ids) {
    StringBuilder all = new StringBuilder("{\"Accounts\": [");
    for (AccountId id : ids) {
      all.append("{\"Id\": \"").append(id).append("\", \"Status\": \"ACTIVE\"}, ");
    }
    return all + "{\"Id\": \"000011112222\", \"Status\": \"SUSPENDED\"}]}";
  }

  static String subscription(String protocol, String endpoint, String arn) {
    return "<member><Protocol>%s</Protocol><Endpoint>%s</Endpoint><SubscriptionArn>%s</SubscriptionArn></member>"
        .formatted(protocol, endpoint, arn);
  }

  static String subscriptions(String... all) {
    return "<R><ListSubscriptionsByTopicResult><Subscriptions>"
        + String.join("", all)
        + "</Subscriptions></ListSubscriptionsByTopicResult></R>";
  }

  private static String assumed(String role) {
    return """
    <R><AssumeRoleResult><Credentials><AccessKeyId>ASIA%s</AccessKeyId>
    <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
    <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></R>\
    """
        .formatted(role.split(":", -1)[4]);
  }

  private static String role(AccountId account) {
    return """
    <R><GetRoleResult><Role><Path>/</Path><RoleName>RolecallReader</RoleName><RoleId>A</RoleId>
    <Arn>arn:aws:iam::%s:role/RolecallReader</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>
    </Role></GetRoleResult></R>\
    """
        .formatted(account);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
