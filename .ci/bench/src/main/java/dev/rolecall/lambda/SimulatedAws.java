package dev.rolecall.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// AWS as all functions of a simulated organization see it: it takes as long to answer as AWS does,
/// and throttles as AWS does, by account. Every role trusts a role `release`, every caller may
/// assume roles, and CloudTrail shows no change.
public final class SimulatedAws implements SdkHttpClient {

  /// How long an answer takes, in milliseconds, half of it for sure and the rest by chance.
  private static final Map<String, Integer> LATENCY =
      Map.of("iam", 80, "sts", 50, "cloudtrail", 250, "sns", 40, "dynamodb", 8);

  /// CloudTrail's and STS's are documented. IAM's is not; this is below what people report.
  private static final Map<String, Integer> A_SECOND =
      Map.of("iam", 40, "sts", 600, "cloudtrail", 2, "sns", 30_000);

  private static final Pattern FORM = Pattern.compile("(?:^|&)(\\w+)=([^&]*)");
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([A-Za-z]+)(\\d{12})/\\d+/([\\w-]+)/([\\w-]+)/");

  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> throttled = new ConcurrentHashMap<>();
  private final Map<String, Limit> limits = new ConcurrentHashMap<>();
  private final Consumer<String> topic;

  /// @param topic takes what is published
  SimulatedAws(Consumer<String> topic) {
    this.topic = topic;
  }

  /// Calls by action, and those that were throttled.
  Map<String, Long> calls() {
    return sums(calls);
  }

  Map<String, Long> throttled() {
    return sums(throttled);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }

  /// Counts a call that is not made over HTTP, and takes its time.
  public void call(String service, String action) {
    count(calls, service + ":" + action);
    try {
      Thread.sleep(latency(service));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void count(Map<String, LongAdder> counts, String name) {
    counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
  }

  private static Duration latency(String service) {
    int most = LATENCY.get(service);
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextInt(most / 2 + 1));
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // Whoever waits is interrupted.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    Matcher scope =
        SCOPE.matcher(request.httpRequest().firstMatchingHeader("Authorization").orElse(""));
    if (!scope.find()) {
      throw new IOException("not signed by an account");
    }
    String account = scope.group(2);
    String service = scope.group(4);
    String body = body(request);
    Map<String, String> form = new TreeMap<>();
    String action =
        request
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .map(target -> target.substring(target.lastIndexOf('.') + 1))
            .orElseGet(
                () -> {
                  Matcher matcher = FORM.matcher(body);
                  while (matcher.find()) {
                    form.put(
                        matcher.group(1),
                        URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
                  }
                  return form.getOrDefault("Action", "");
                });
    call(service, action);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException();
    }
    if (!limit(account, scope.group(3), service).take()) {
      count(throttled, service + ":" + action);
      return response(
          400,
          form.isEmpty()
              ? "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"
              : "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate"
                  + " exceeded</Message></Error></ErrorResponse>");
    }
    return response(200, form.isEmpty() ? "{\"Events\": []}" : result(account, form));
  }

  private Limit limit(String account, String region, String service) {
    return limits.computeIfAbsent(
        account + region + service,
        _ -> new Limit(A_SECOND.getOrDefault(service, Integer.MAX_VALUE)));
  }

  /// As many calls as come in a second, and no more.
  private static final class Limit {
    private final int perSecond;
    private long second;
    private int taken;

    Limit(int perSecond) {
      this.perSecond = perSecond;
    }

    synchronized boolean take() {
      long now = System.nanoTime() / 1_000_000_000;
      if (now != second) {
        second = now;
        taken = 0;
      }
      taken++;
      return taken <= perSecond;
    }
  }

  private static String body(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isEmpty()) {
      return "";
    }
    try (InputStream in = request.contentStreamProvider().get().newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpExecuteResponse response(int status, String body) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpResponse.builder().statusCode(status).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  private String result(String account, Map<String, String> given) {
    String action = given.get("Action");
    String result =
        switch (action) {
          case "AssumeRole" -> credentials(given.get("RoleArn").split(":", -1)[4]);
          case "GetRole" -> role(account, given.get("RoleName"));
          case "ListRolePolicies" ->
              "<IsTruncated>false</IsTruncated><PolicyNames><member>own</member></PolicyNames>";
          case "GetRolePolicy" ->
              "<PolicyName>own</PolicyName><PolicyDocument>%s</PolicyDocument>"
                  .formatted(encoded(MAY_ASSUME));
          case "ListAttachedRolePolicies" ->
              """
              <IsTruncated>false</IsTruncated><AttachedPolicies><member><PolicyName>Guard</PolicyName>
              <PolicyArn>arn:aws:iam::%s:policy/Guard</PolicyArn></member></AttachedPolicies>\
              """
                  .formatted(account);
          case "GetPolicy" -> "<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>";
          case "GetPolicyVersion" ->
              "<PolicyVersion><Document>%s</Document></PolicyVersion>".formatted(encoded(GUARD));
          case "Publish" -> {
            topic.accept(given.get("Message"));
            yield "<MessageId>m</MessageId>";
          }
          default -> throw new IllegalStateException("there is no answer to " + given);
        };
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
  }

  private static final String MAY_ASSUME =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
       "Resource": "*"}]}\
      """;
  private static final String GUARD =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:DeleteRole",
       "Resource": "*"}]}\
      """;

  private static String credentials(String account) {
    return """
    <Credentials><AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
    """
        .formatted(account);
  }

  private static String role(String account, String name) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
         "Principal": {"AWS": "arn:aws:iam::%s:role/release"}}]}\
        """
            .formatted(account);
    return """
    <Role><Path>/</Path><RoleName>%1$s</RoleName><RoleId>AROAEXAMPLEEXAMPLE001</RoleId>
    <Arn>arn:aws:iam::%2$s:role/%1$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>
    <AssumeRolePolicyDocument>%3$s</AssumeRolePolicyDocument></Role>\
    """
        .formatted(name, account, encoded(trust));
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
