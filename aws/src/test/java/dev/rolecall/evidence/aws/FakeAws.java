package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Answers in AWS's shapes, on loopback. Whatever is not told otherwise is refused as AWS refuses.
final class FakeAws implements AutoCloseable {

  private final WireMockServer server;
  private final Endless endless = new Endless();

  FakeAws(Extension... extensions) {
    server =
        new WireMockServer(
            wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .containerThreads(30)
                .extensions(endless)
                .extensions(extensions));
    server.start();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(denied("iam:Unknown", "nothing")));
  }

  URI endpoint() {
    return URI.create(server.baseUrl());
  }

  WireMockServer server() {
    return server;
  }

  AwsCredentialsProvider home() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAHOME", "secret"));
  }

  /// A call of IAM or STS.
  static MappingBuilder query(String action) {
    return post(anyUrl()).withFormParam("Action", equalTo(action));
  }

  /// A call of Organizations or CloudTrail.
  static MappingBuilder json(String action) {
    return post(anyUrl()).withHeader("X-Amz-Target", containing("." + action));
  }

  void stub(MappingBuilder call, ResponseDefinitionBuilder answer) {
    server.stubFor(call.atPriority(5).willReturn(answer));
  }

  /// How often an action of IAM or STS was asked for.
  int countQuery(String action) {
    return count(postRequestedFor(anyUrl()).withFormParam("Action", equalTo(action)));
  }

  /// How often an action of Organizations or CloudTrail was asked for.
  int countJson(String action) {
    return count(postRequestedFor(anyUrl()).withHeader("X-Amz-Target", containing("." + action)));
  }

  /// The same with the credentials of this access key.
  int countSignedBy(String accessKey, String action) {
    return count(
        postRequestedFor(anyUrl())
            .withHeader("Authorization", containing("Credential=" + accessKey + "/"))
            .withFormParam("Action", equalTo(action)));
  }

  /// How often each action was asked for.
  Map<String, Integer> calls() {
    Map<String, Integer> calls = new TreeMap<>();
    for (LoggedRequest request : server.findAll(anyRequestedFor(anyUrl()))) {
      String action =
          Optional.ofNullable(request.getHeader("X-Amz-Target"))
              .map(target -> target.substring(target.lastIndexOf('.') + 1))
              .or(
                  () ->
                      Optional.ofNullable(request.getFormParameters().get("Action"))
                          .map(FormParameter::firstValue))
              .orElseThrow();
      calls.merge(action, 1, Integer::sum);
    }
    return calls;
  }

  private int count(RequestPatternBuilder pattern) {
    return server.findAll(pattern).size();
  }

  static ResponseDefinitionBuilder xml(String action, String result) {
    return aResponse()
        .withHeader("Content-Type", "text/xml")
        .withBody(
            """
            <%1$sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <%1$sResult>%2$s</%1$sResult>
              <ResponseMetadata><RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ResponseMetadata>
            </%1$sResponse>\
            """
                .formatted(action, result));
  }

  static ResponseDefinitionBuilder xmlError(int status, String code, String message) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/xml")
        .withBody(
            """
            <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
              <RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId>
            </ErrorResponse>\
            """
                .formatted(code, message));
  }

  static ResponseDefinitionBuilder denied(String action, String on) {
    return xmlError(
        403,
        "AccessDenied",
        "User: arn:aws:sts::111111111111:assumed-role/rolecall/x is not authorized to perform: "
            + action
            + " on resource: "
            + on
            + " because no identity-based policy allows the "
            + action
            + " action");
  }

  static ResponseDefinitionBuilder throttled() {
    return xmlError(400, "Throttling", "Rate exceeded");
  }

  static ResponseDefinitionBuilder noSuch(String what) {
    return xmlError(404, "NoSuchEntity", what + " cannot be found.");
  }

  static ResponseDefinitionBuilder jsonAnswer(String body) {
    return aResponse().withHeader("Content-Type", "application/x-amz-json-1.1").withBody(body);
  }

  static ResponseDefinitionBuilder jsonError(String code, String message) {
    return jsonAnswer("{\"__type\": \"%s\", \"Message\": \"%s\"}".formatted(code, message))
        .withStatus(400);
  }

  /// An answer that does not come while the server runs.
  static ResponseDefinitionBuilder never() {
    return aResponse().withTransformers(Endless.NAME);
  }

  static ResponseDefinitionBuilder cutOff() {
    return aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
  }

  /// A role as `GetRole` and `ListRoles` tell it.
  static String role(String arn, String trust) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return """
    <Path>/</Path><RoleName>%s</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>%s</Arn>
    <CreateDate>2025-01-01T00:00:00Z</CreateDate>
    <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument>\
    """
        .formatted(name, arn, encoded(trust));
  }

  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    endless.over().countDown();
    server.stop();
  }

  /// Keeps its requests waiting.
  private record Endless(CountDownLatch over) implements ResponseDefinitionTransformerV2 {

    static final String NAME = "endless";

    Endless() {
      this(new CountDownLatch(1));
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      try {
        over.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return event.getResponseDefinition();
    }

    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }
  }
}
