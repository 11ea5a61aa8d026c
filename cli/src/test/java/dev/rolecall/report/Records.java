package dev.rolecall.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Denial;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records of CloudTrail for reports.
public final class Records {

  private Records() {}

  /// Role `ci-CALLER` is refused role `deploy-ROLE`, from session `run-1`.
  public static String denial(String id, Instant time, int caller, int role) {
    return denial(id, time, caller, role, "run-1");
  }

  /// The same from a session of any name.
  public static String denial(String id, Instant time, int caller, int role, String session) {
    return """
    {"eventVersion": "1.11", "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole",
     "eventTime": "%1$s", "awsRegion": "eu-west-1", "eventID": "%2$s",
     "recipientAccountId": "111111111111", "errorCode": "AccessDenied", "requestParameters": null,
     "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.17.9",
     "errorMessage": "User: arn:aws:sts::111111111111:assumed-role/ci-%3$d/%5$s is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/deploy-%4$d",
     "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:%5$s",
      "arn": "arn:aws:sts::111111111111:assumed-role/ci-%3$d/%5$s", "accountId": "111111111111",
      "sessionContext": {"sessionIssuer": {"type": "Role", "accountId": "111111111111",
       "arn": "arn:aws:iam::111111111111:role/ci-%3$d", "userName": "ci-%3$d"},
       "attributes": {"mfaAuthenticated": "false", "creationDate": "2026-11-01T00:00:00Z"}}}}
    """
        .replaceAll("\\n\\s*", "")
        .formatted(time, id, caller, role, session);
  }

  /// Role `ci-CALLER` assumes role `deploy-ROLE` with an external ID.
  public static String success(String id, Instant time, int caller, int role) {
    return withoutError(denial(id, time, caller, role))
        .replace(
            "\"requestParameters\": null",
            "\"requestParameters\": {\"roleArn\": \"arn:aws:iam::222222222222:role/deploy-"
                + role
                + "\", \"roleSessionName\": \"s\", \"externalId\": \"acme-1\"}");
  }

  /// The record of a call that was not denied.
  public static String withoutError(String denial) {
    return denial
        .replaceAll("\"errorCode\": [^,]*,", "")
        .replaceAll("\"errorMessage\": \"[^\"]*\",", "");
  }

  /// A call of another service.
  public static String other(String id) {
    return "{\"eventSource\":\"kms.amazonaws.com\",\"eventName\":\"Decrypt\",\"eventID\":\"%s\"}"
        .formatted(id);
  }

  /// The denial that `record` tells of.
  public static Denial read(String record) {
    List<EventReading> readings = new ArrayList<>();
    EventReader.read(
        "test", new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)), readings::add);
    assertThat(readings).singleElement().isInstanceOf(EventReading.Denied.class);
    return ((EventReading.Denied) readings.getFirst()).denial();
  }
}
