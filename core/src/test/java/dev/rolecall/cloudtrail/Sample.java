package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records to begin with, and what is made of them.
public final class Sample {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static final String ROLE = "arn:aws:iam::222222222222:role/deploy";

  private static final String USER =
      """
      {"eventVersion": "1.11", "eventID": "e-1", "eventTime": "2026-03-01T10:00:00Z",
       "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "eu-west-1",
       "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.17.9",
       "errorCode": "AccessDenied",
       "errorMessage": "User: arn:aws:iam::111111111111:user/dev/ana is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/deploy",
       "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE",
         "arn": "arn:aws:iam::111111111111:user/dev/ana", "accountId": "111111111111",
         "accessKeyId": "AKIAEXAMPLE", "userName": "ana"},
       "requestParameters": null, "responseElements": null,
       "recipientAccountId": "111111111111",
       "tlsDetails": {"tlsVersion": "TLSv1.3"}}
      """;

  private static final String SESSION =
      """
      {"type": "AssumedRole", "principalId": "AROAEXAMPLE:build-7",
       "arn": "arn:aws:sts::111111111111:assumed-role/ci/build-7", "accountId": "111111111111",
       "accessKeyId": "ASIAEXAMPLE",
       "sessionContext": {
         "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE",
           "arn": "arn:aws:iam::111111111111:role/team/ci", "accountId": "111111111111",
           "userName": "ci"},
         "webIdFederationData": {},
         "attributes": {"creationDate": "2026-03-01T09:50:00Z", "mfaAuthenticated": "false"}}}
      """;

  private static final String PARAMETERS =
      """
      {"roleArn": "arn:aws:iam::222222222222:role/deploy", "roleSessionName": "s", "durationSeconds": 900}
      """;

  private static final String WEB_IDENTITY =
      """
      {"type": "WebIdentityUser",
       "principalId": "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:octo/app:ref:refs/heads/main",
       "userName": "repo:octo/app:ref:refs/heads/main",
       "identityProvider": "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com"}
      """;

  private static final String SAML =
      """
      {"type": "SAMLUser", "principalId": "bdGOnTesti4=:CORP\\\\lee", "userName": "CORP\\\\lee",
       "identityProvider": "bdGOnTesti4="}
      """;

  private final ObjectNode json;

  private Sample(ObjectNode json) {
    this.json = json;
  }

  /// An IAM user with long-term keys, refused without a reason and without parameters.
  public static Sample byUser() {
    return new Sample((ObjectNode) parse(USER));
  }

  /// The same user with the keys of `GetSessionToken`.
  public static Sample byUserWithTemporaryKeys(boolean mfa) {
    return byUser()
        .put("userIdentity.accessKeyId", "ASIAEXAMPLE")
        .put("userIdentity.sessionContext", "{\"attributes\": {}}")
        .put("userIdentity.sessionContext.attributes.creationDate", "\"2026-03-01T09:50:00Z\"")
        .put("userIdentity.sessionContext.attributes.mfaAuthenticated", "\"" + mfa + "\"");
  }

  public static Sample bySession() {
    return byUser()
        .put("userIdentity", SESSION)
        .put("errorMessage", refused("arn:aws:sts::111111111111:assumed-role/ci/build-7"));
  }

  /// AWS's sentence about this caller.
  public static String refused(String caller) {
    return "User: " + caller + " is not authorized to perform: sts:AssumeRole on resource: " + ROLE;
  }

  public static Sample byRoot() {
    return byUser()
        .put(
            "userIdentity",
            """
            {"type": "Root", "principalId": "111111111111", "accountId": "111111111111",
             "arn": "arn:aws-cn:iam::111111111111:root"}
            """)
        .put("errorMessage", refused("arn:aws-cn:iam::111111111111:root"));
  }

  public static Sample byService() {
    return byUser()
        .put("userIdentity", "{\"type\": \"AWSService\", \"invokedBy\": \"ecs.amazonaws.com\"}")
        .put("sourceIPAddress", "ecs.amazonaws.com");
  }

  public static Sample byWebIdentity() {
    return byUser()
        .put("eventName", "AssumeRoleWithWebIdentity")
        .put("errorMessage", "An unknown error occurred")
        .put("recipientAccountId", "\"222222222222\"")
        .put("userIdentity", WEB_IDENTITY);
  }

  public static Sample bySaml() {
    return byUser()
        .put("eventName", "AssumeRoleWithSAML")
        .put("errorMessage", "An unknown error occurred")
        .put("recipientAccountId", "\"222222222222\"")
        .put("userIdentity", SAML);
  }

  public static Sample byAnyone(String type) {
    return byUser()
        .put("userIdentity", "{}")
        .put("userIdentity.type", type)
        .put("userIdentity.principalId", "AIDAELSE")
        .put("userIdentity.accountId", "\"333333333333\"");
  }

  /// With the parameters that every call has.
  public Sample withParameters() {
    return put("requestParameters", PARAMETERS);
  }

  /// Sets a field.
  ///
  /// @param path names, with dots between them
  /// @param value JSON, or a text when it is none
  public Sample put(String path, String value) {
    ObjectNode parent = parent(path);
    JsonNode node;
    try {
      node = MAPPER.readTree(value);
    } catch (JsonProcessingException _) {
      node = parent.textNode(value);
    }
    parent.set(path.substring(path.lastIndexOf('.') + 1), node);
    return this;
  }

  public Sample without(String path) {
    parent(path).remove(path.substring(path.lastIndexOf('.') + 1));
    return this;
  }

  private ObjectNode parent(String path) {
    ObjectNode parent = json;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      parent = (ObjectNode) parent.required(names[i]);
    }
    return parent;
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The record on one line.
  String text() {
    return json.toString();
  }

  String prettyText() {
    return json.toPrettyString();
  }

  /// As EventBridge delivers it.
  String inEventBridge() {
    return "{\"version\": \"0\", \"source\": \"aws.sts\", \"detail\": " + text() + "}";
  }

  /// As `aws cloudtrail lookup-events` prints one event.
  String inLookup() {
    ObjectNode event =
        MAPPER.createObjectNode().put("EventId", "e-1").put("EventName", "AssumeRole");
    return event.put("CloudTrailEvent", text()).toString();
  }

  EventReading reading() {
    return CloudTrailRecord.read(
        SourceLocation.of("sample.json", 1),
        StrictJson.parse(StandardCharsets.UTF_8.encode(text())));
  }

  public Denial denial() {
    assertThat(reading()).isInstanceOf(EventReading.Denied.class);
    return ((EventReading.Denied) reading()).denial();
  }

  /// What is known of a condition key.
  public KeyState key(String name) {
    return denial().context().get(name);
  }

  public static KeyState present(String... values) {
    return new KeyState.Present(List.of(values));
  }

  public static KeyState unknown(Gap gap) {
    return KeyState.unknown(gap);
  }

  public static KeyState usually(Gap gap, KeyState usual) {
    return new KeyState.Unknown(gap, Optional.of(usual));
  }

  /// What is read from a source named `in`.
  record Read(List<EventReading> readings, EventCounts counts) {

    static Read of(String text) {
      return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Read of(byte[] bytes) {
      return of(new ByteArrayInputStream(bytes));
    }

    static Read of(InputStream in) {
      List<EventReading> readings = new ArrayList<>();
      EventCounts counts = EventReader.read("in", in, readings::add);
      return new Read(readings, counts);
    }

    List<String> eventIds() {
      return readings.stream()
          .filter(EventReading.Denied.class::isInstance)
          .map(reading -> ((EventReading.Denied) reading).denial().eventId().orElse("none"))
          .toList();
    }

    List<String> problems() {
      return readings.stream()
          .filter(EventReading.Malformed.class::isInstance)
          .map(reading -> ((EventReading.Malformed) reading).message())
          .toList();
    }
  }
}
