package dev.rolecall.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Records as CloudTrail writes them: denials of all kinds from the corpus, changes, calls that
/// assumed a role, and calls that are nothing of these.
final class KnownRecords {

  static final JsonMapper JSON = new JsonMapper();

  private static final Path EVENTS = Path.of("../events");

  private KnownRecords() {}

  /// Those that a report reads.
  static List<ObjectNode> ours() {
    List<ObjectNode> records = new ArrayList<>(denials());
    records.addAll(changes());
    records.addAll(successes());
    return records;
  }

  /// One denial of each kind of call, error and caller.
  static List<ObjectNode> denials() {
    Map<String, ObjectNode> kinds = new LinkedHashMap<>();
    for (Path file : files("event.json")) {
      JsonNode event = read(file);
      if ((event.has("detail") ? event.get("detail") : event) instanceof ObjectNode record
          && record.has("eventName")) {
        String kind =
            record.path("eventName").asText()
                + record.path("errorCode").asText()
                + record.at("/userIdentity/type").asText()
                + record.has("vpcEndpointId")
                + !record.at("/userIdentity/sessionContext/sourceIdentity").isMissingNode();
        kinds.putIfAbsent(kind, record);
      }
    }
    return List.copyOf(kinds.values());
  }

  /// The changes in the first snapshots that have some.
  static List<ObjectNode> changes() {
    List<ObjectNode> changes = new ArrayList<>();
    for (Path file : files("snapshot/changes.ndjson")) {
      try {
        for (String line : Files.readAllLines(file)) {
          if (JSON.readTree(line) instanceof ObjectNode record
              && !record.path("eventName").asText().startsWith("Assume")
              && changes.stream()
                  .noneMatch(it -> it.path("eventName").equals(record.path("eventName")))) {
            changes.add(record);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return changes;
  }

  private static List<Path> files(String name) {
    try (Stream<Path> causes = Files.walk(EVENTS)) {
      return causes.filter(file -> file.endsWith(name)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode record(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Calls that assumed a role: by a session with tags, a user, a token and a service; the text of
  /// one has all that CSV must quote.
  static List<ObjectNode> successes() {
    return List.of(
        record(
            """
            {"eventVersion": "1.11", "userIdentity": {"type": "AssumedRole",
              "principalId": "AROAEXAMPLE1:run, \\"7\\"", "accountId": "111111111111",
              "arn": "arn:aws:sts::111111111111:assumed-role/ci/run-7", "accessKeyId": "ASIAEXAMPLE1",
              "sessionContext": {"sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE1",
                "arn": "arn:aws:iam::111111111111:role/team/ci", "accountId": "111111111111",
                "userName": "ci"}, "sourceIdentity": "jane",
                "attributes": {"creationDate": "2026-03-01T09:00:00Z", "mfaAuthenticated": "false"}}},
             "eventTime": "2026-03-01T10:00:00Z", "eventSource": "sts.amazonaws.com",
             "eventName": "AssumeRole", "awsRegion": "eu-central-1", "sourceIPAddress": "192.0.2.7",
             "userAgent": "aws-cli/2 \\"quoted\\", with, commas \\\\ and\\n a line break",
             "requestParameters": {"roleArn": "arn:aws:iam::222222222222:role/deploy",
               "roleSessionName": "run-7", "externalId": "x-1", "tags": [{"key": "team", "value": "a"}],
               "transitiveTagKeys": ["team"], "sourceIdentity": "jane", "durationSeconds": 900},
             "responseElements": {"credentials": {"accessKeyId": "ASIAEXAMPLE2",
               "sessionToken": "SECRET", "expiration": "Mar 1, 2026, 11:00:00 AM"},
               "assumedRoleUser": {"assumedRoleId": "AROAEXAMPLE2:run-7",
               "arn": "arn:aws:sts::222222222222:assumed-role/deploy/run-7"}},
             "requestID": "r1", "eventID": "s1", "readOnly": true, "sharedEventID": "shared-1",
             "resources": [{"accountId": "222222222222", "type": "AWS::IAM::Role",
               "ARN": "arn:aws:iam::222222222222:role/deploy"}],
             "eventType": "AwsApiCall", "recipientAccountId": "111111111111",
             "tlsDetails": {"tlsVersion": "TLSv1.3"}}
            """),
        record(
            """
            {"eventVersion": "1.11", "userIdentity": {"type": "WebIdentityUser",
              "principalId": "arn:aws:iam::222222222222:oidc-provider/token.example.com:sts.amazonaws.com:repo:a/b",
              "userName": "repo:a/b",
              "identityProvider": "arn:aws:iam::222222222222:oidc-provider/token.example.com"},
             "eventTime": "2026-03-01T10:05:00Z", "eventSource": "sts.amazonaws.com",
             "eventName": "AssumeRoleWithWebIdentity", "awsRegion": "us-east-1",
             "sourceIPAddress": "192.0.2.8", "userAgent": "sdk",
             "requestParameters": {"roleArn": "arn:aws:iam::222222222222:role/deploy",
               "roleSessionName": "b"},
             "responseElements": {"provider": "arn:aws:iam::222222222222:oidc-provider/token.example.com",
               "audience": "sts.amazonaws.com", "subjectFromWebIdentityToken": "repo:a/b"},
             "requestID": "r2", "eventID": "s2", "eventType": "AwsApiCall",
             "recipientAccountId": "222222222222"}
            """),
        record(
            """
            {"eventVersion": "1.11", "userIdentity": {"type": "AWSService",
              "invokedBy": "config.amazonaws.com"},
             "eventTime": "2026-03-02T00:00:01Z", "eventSource": "sts.amazonaws.com",
             "eventName": "AssumeRole", "awsRegion": "eu-central-1",
             "sourceIPAddress": "config.amazonaws.com", "userAgent": "config.amazonaws.com",
             "requestParameters": {"roleArn": "arn:aws:iam::222222222222:role/config",
               "roleSessionName": "config"}, "responseElements": null,
             "requestID": "r3", "eventID": "s3", "eventType": "AwsApiCall",
             "recipientAccountId": "222222222222", "sharedEventID": "shared-3"}
            """));
  }

  /// Calls that no report reads.
  static List<ObjectNode> others() {
    List<ObjectNode> others = new ArrayList<>();
    for (String[] call :
        new String[][] {
          {"ec2.amazonaws.com", "DescribeInstances", "", ""},
          {
            "s3.amazonaws.com",
            "GetObject",
            "AccessDenied",
            "User: arn:aws:sts::111111111111:assumed-role/ci/run-7 is not authorized to perform:"
                + " s3:GetObject"
          },
          {"sts.amazonaws.com", "GetCallerIdentity", "", ""},
          {"iam.amazonaws.com", "CreateRole", "EntityAlreadyExistsException", "Role exists."}
        }) {
      ObjectNode record = successes().getFirst().deepCopy();
      record
          .put("eventSource", call[0])
          .put("eventName", call[1])
          .put("eventID", "o" + others.size());
      if (!call[2].isEmpty()) {
        record.put("errorCode", call[2]).put("errorMessage", call[3]);
      }
      others.add(record);
    }
    return others;
  }
}
