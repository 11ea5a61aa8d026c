package dev.rolecall.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// AWS for one function, on loopback. Answers at once, so that what is measured is the function,
/// and remembers what it was asked for.
///
/// The world: role `deploy-N` of account [#PARTNER] trusts another role than `ci-N` of account
/// [#HOME], which may assume it; both accounts lie one organizational unit below the root, with
/// SCPs and RCPs that allow it; and there is a history.
final class CannedAws implements AutoCloseable {

  static final String HOME = "123456789012";
  static final String PARTNER = "210987654321";

  private static final String ALLOW_ALL =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\
      """;
  private static final String RCP_ALLOW_ALL =
      ALLOW_ALL.replace("\"Action\"", "\"Principal\": \"*\", \"Action\"");
  private static final String GUARD =
      """
      {"Version": "2012-10-17", "Statement": [{"Sid": "Leaving", "Effect": "Deny",
       "Action": "organizations:LeaveOrganization", "Resource": "*"}]}\
      """;
  private static final String MAY_ASSUME =
      """
      {"Version": "2012-10-17", "Statement": [{"Sid": "Deploying", "Effect": "Allow",
       "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::%s:role/deploy-*"}]}\
      """
          .formatted(PARTNER);
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Sid": "Release", "Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::%s:role/release"}, "Action": "sts:AssumeRole"}]}\
      """
          .formatted(HOME);

  private static final Pattern FORM = Pattern.compile("(?:^|&)(\\w+)=([^&]*)");
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private volatile String published = "";

  CannedAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// How often each action was asked for since the last time.
  Map<String, Integer> calls() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String call = calls.poll(); call != null; call = calls.poll()) {
      counts.merge(call, 1, Integer::sum);
    }
    return counts;
  }

  /// The message that was published last.
  String published() {
    return published;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    byte[] answer =
        (target == null
                ? form(parameters(FORM, body))
                : json(target.substring(target.lastIndexOf('.') + 1), parameters(FIELD, body)))
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static Map<String, String> parameters(Pattern pattern, String body) {
    Map<String, String> parameters = new TreeMap<>();
    Matcher matcher = pattern.matcher(body);
    while (matcher.find()) {
      parameters.put(
          matcher.group(1),
          pattern == FORM
              ? URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8)
              : matcher.group(2));
    }
    return parameters;
  }

  private String form(Map<String, String> given) {
    String action = given.get("Action");
    calls.add(action);
    String result =
        switch (action) {
          case "AssumeRole" ->
              """
              <Credentials><AccessKeyId>ASIAREADER</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
              <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
              </Credentials>\
              """;
          case "GetRole" -> role(given.get("RoleName"));
          case "ListRolePolicies" ->
              "<IsTruncated>false</IsTruncated><PolicyNames><member>assume</member></PolicyNames>";
          case "GetRolePolicy" ->
              "<RoleName>%s</RoleName><PolicyName>assume</PolicyName><PolicyDocument>%s</PolicyDocument>"
                  .formatted(given.get("RoleName"), encoded(MAY_ASSUME));
          case "ListAttachedRolePolicies" ->
              """
              <IsTruncated>false</IsTruncated><AttachedPolicies>
              <member><PolicyName>own</PolicyName><PolicyArn>arn:aws:iam::%s:policy/own</PolicyArn></member>
              <member><PolicyName>SecurityAudit</PolicyName>
              <PolicyArn>arn:aws:iam::aws:policy/SecurityAudit</PolicyArn></member></AttachedPolicies>\
              """
                  .formatted(HOME);
          case "GetPolicy" ->
              "<Policy><Arn>%1$s</Arn><PolicyId>ANPA%2$08X</PolicyId><DefaultVersionId>v3</DefaultVersionId></Policy>"
                  .formatted(given.get("PolicyArn"), given.get("PolicyArn").hashCode());
          case "GetPolicyVersion" ->
              "<PolicyVersion><Document>%s</Document><VersionId>v3</VersionId></PolicyVersion>"
                  .formatted(encoded(GUARD));
          case "Publish" -> {
            published = given.get("Message");
            yield "<MessageId>7a62c49f-347e-4fc4-9331-6e8e00000000</MessageId>";
          }
          default -> throw new IllegalStateException("there is no answer to " + given);
        };
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
  }

  private static String role(String name) {
    return """
    <Role><Path>/</Path><RoleName>%1$s</RoleName><RoleId>AROAEXAMPLEEXAMPLE001</RoleId>
    <Arn>arn:aws:iam::%2$s:role/%1$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>
    <AssumeRolePolicyDocument>%3$s</AssumeRolePolicyDocument></Role>\
    """
        .formatted(name, name.startsWith("deploy-") ? PARTNER : HOME, encoded(TRUST));
  }

  private String json(String action, Map<String, String> given) {
    calls.add(action);
    return switch (action) {
      case "DescribeOrganization" ->
          """
          {"Organization": {"Id": "o-example123", "FeatureSet": "ALL", "MasterAccountId": "111122223333"}}\
          """;
      case "DescribeAccount" ->
          "{\"Account\": {\"Id\": \"%s\", \"Name\": \"example\"}}"
              .formatted(given.get("AccountId"));
      case "ListRoots" ->
          """
          {"Roots": [{"Id": "r-root", "PolicyTypes": [
            {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
            {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}]}\
          """;
      case "ListParents" ->
          given.get("ChildId").startsWith("ou-")
              ? "{\"Parents\": [{\"Id\": \"r-root\", \"Type\": \"ROOT\"}]}"
              : "{\"Parents\": [{\"Id\": \"ou-%s\", \"Type\": \"ORGANIZATIONAL_UNIT\"}]}"
                  .formatted(given.get("ChildId"));
      case "ListPoliciesForTarget" -> policies(given.get("Filter"), given.get("TargetId"));
      case "DescribePolicy" -> "{\"Policy\": {\"Content\": %s}}".formatted(policy(given));
      // No incident is known, and every write is kept.
      case "GetItem", "TransactWriteItems" -> "{}";
      case "BatchGetItem" -> index();
      case "LookupEvents" -> history(given.get("AttributeValue"));
      default -> throw new IllegalStateException("there is no answer to " + action);
    };
  }

  private static String policies(String type, String target) {
    if (type.startsWith("RESOURCE")) {
      return "{\"Policies\": [%s]}".formatted(full("RCPFullAWSAccess"));
    }
    return target.startsWith("ou-")
        ? "{\"Policies\": [%s, {\"Id\": \"p-guard\", \"Name\": \"guard\", \"AwsManaged\": false}]}"
            .formatted(full("FullAWSAccess"))
        : "{\"Policies\": [%s]}".formatted(full("FullAWSAccess"));
  }

  /// AWS's own policy that allows everything.
  private static String full(String name) {
    return "{\"Id\": \"p-%1$s\", \"Name\": \"%1$s\", \"AwsManaged\": true}".formatted(name);
  }

  private static String policy(Map<String, String> given) {
    return text(
        switch (given.get("PolicyId")) {
          case "p-RCPFullAWSAccess" -> RCP_ALLOW_ALL;
          case "p-guard" -> GUARD;
          default -> ALLOW_ALL;
        });
  }

  /// The index of the organization, as the survey function keeps it.
  private static String index() {
    String layer =
        "[{\"target\": \"r-root\", \"policies\": [{\"name\": \"%s\", \"document\": %s}]}]";
    String accounts =
        Stream.of(HOME, PARTNER)
            .map(
                id ->
                    item(
                        "account-" + id,
                        """
                        {"organizations": [{"id": "o-example123", "managementAccountId": "111122223333",
                          "accounts": [{"id": "%1$s", "name": "example", "path": "o-example123/r-root/",
                           "serviceControlPolicies": %2$s, "resourceControlPolicies": %3$s}]}]}\
                        """
                            .formatted(
                                id,
                                layer.formatted("FullAWSAccess", ALLOW_ALL),
                                layer.formatted("RCPFullAWSAccess", RCP_ALLOW_ALL))))
            .collect(Collectors.joining(", "));
    String summary =
        "{\"readAt\": \"%s\", \"accounts\": [\"%s\", \"%s\"]}"
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), HOME, PARTNER);
    return "{\"Responses\": {\"incidents\": [%s, %s]}, \"UnprocessedKeys\": {}}"
        .formatted(accounts, item("summary", summary));
  }

  private static String item(String name, String entry) {
    return """
    {"pk": {"S": "organization#%s"}, "sk": {"S": "entry"}, "entry": {"B": "%s"}}\
    """
        .formatted(
            name, Base64.getEncoder().encodeToString(entry.getBytes(StandardCharsets.UTF_8)));
  }

  /// The trust policy was changed an hour ago; nothing else happened.
  private static String history(String resource) {
    if (!resource.startsWith("deploy-")) {
      return "{\"Events\": []}";
    }
    String record =
        """
        {"eventVersion": "1.11", "eventTime": "%s", "eventSource": "iam.amazonaws.com",
         "eventName": "UpdateAssumeRolePolicy", "awsRegion": "us-east-1", "eventID": "change-%s",
         "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::%s:user/admin", "accountId": "%3$s"},
         "requestParameters": {"roleName": "%2$s", "policyDocument": "{}"}, "responseElements": null,
         "readOnly": false, "recipientAccountId": "%3$s"}\
        """
            .formatted(
                Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS),
                resource,
                PARTNER);
    return "{\"Events\": [{\"EventName\": \"UpdateAssumeRolePolicy\", \"CloudTrailEvent\": %s}]}"
        .formatted(text(record));
  }

  private static String text(String raw) {
    return '"' + raw.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
