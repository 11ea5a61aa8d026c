package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.incident.dynamo.LocalTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the first denial to the end, through both functions as Lambda runs them.
@Slow
class SweepHandlerIT {

  @TempDir Path folder;

  private LambdaProcess start(Class<?> handler, AlertQueue queue) throws IOException {
    return LambdaProcess.start(
        handler,
        LambdaProcess.Start.ON_DEMAND,
        Map.of(
            "AWS_ENDPOINT_URL",
            queue.endpoint().toString(),
            "ROLECALL_TOPIC_ARN",
            queue.topicArn(),
            "ROLECALL_TABLE",
            LocalTable.NAME,
            "ROLECALL_CHANGES_DEADLINE_SECONDS",
            "1",
            // First alerts do not wait for others that the same policy blocks.
            "ROLECALL_GATHER_SECONDS",
            "0"),
        folder);
  }

  private static String trust(String principal) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
     "Principal": {"AWS": "arn:aws:iam::%s:%s"}, "Action": "sts:AssumeRole"}]}\
    """
        .formatted(Moto.HOME, principal);
  }

  /// The roles were made just now, and have to be older than the denial by more than IAM takes.
  private static String denied(String id) {
    return """
    {"version": "0", "id": "e-%1$s", "source": "aws.sts", "account": "%2$s", "region": "us-east-1",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "%1$s", "eventTime": "%3$s",
      "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "us-east-1",
      "errorCode": "AccessDenied",
      "errorMessage": "User: arn:aws:iam::%2$s:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%2$s:role/deploy",
      "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLEEXAMPLE001",
       "arn": "arn:aws:iam::%2$s:user/ci", "accountId": "%2$s", "userName": "ci",
       "accessKeyId": "AKIAEXAMPLEEXAMPLE01"},
      "sourceIPAddress": "192.0.2.7", "userAgent": "test",
      "requestParameters": null, "responseElements": null, "recipientAccountId": "%2$s"}}\
    """
        .formatted(
            id, Moto.HOME, Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
  }

  private static String changed(String role) {
    return """
    {"source": "aws.iam", "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventSource": "iam.amazonaws.com", "eventName": "UpdateAssumeRolePolicy",
      "recipientAccountId": "%s", "requestParameters": {"roleName": "%s"}}}\
    """
        .formatted(Moto.HOME, role);
  }

  @Test
  void afterTheFixPeopleHearThatItIsOver() throws Exception {
    AlertQueue queue = AlertQueue.of(Moto.empty());
    queue.table();
    queue.user(
        "ci",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:ListRoles",
         "Resource": "*"}}\
        """);
    queue.role(Moto.HOME, "deploy", trust("role/release"));
    try (LambdaProcess explain = start(ExplainHandler.class, queue);
        LambdaProcess sweep = start(SweepHandler.class, queue)) {
      succeeds(explain.invoke(denied("one")));
      succeeds(explain.invoke(denied("two")));
      succeeds(sweep.invoke("{\"rolecall\": \"sweep\"}"));
      assertThat(kinds(queue)).containsExactly("FIRST");

      succeeds(sweep.invoke(changed("another")));
      succeeds(sweep.invoke(changed("deploy")));
      assertThat(kinds(queue)).as("nothing is mended yet").isEmpty();

      queue.trust(Moto.HOME, "deploy", trust("user/ci"));
      succeeds(sweep.invoke(changed("deploy")));
      List<JsonNode> ended = queue.alerts();
      assertThat(ended).hasSize(1);
      assertThat(ended.getFirst().at("/incident/kind").asText()).isEqualTo("RESOLVED");
      assertThat(ended.getFirst().at("/incident/denials").asInt()).isEqualTo(2);
      assertThat(ended.getFirst().at("/incident/resolution/how").asText()).isEqualTo("NOW_ALLOWED");

      succeeds(sweep.invoke("{\"rolecall\": \"digest\", \"period\": \"DAILY\"}"));
      assertThat(queue.alerts())
          .singleElement()
          .satisfies(digest -> assertThat(digest.path("digest").isObject()).isTrue());
      assertThat(sweep.log()).contains("IncidentsResolved").contains("incident checked");
    }
  }

  private static List<String> kinds(AlertQueue queue) throws IOException {
    return queue.alerts().stream().map(alert -> alert.at("/incident/kind").asText()).toList();
  }

  private static void succeeds(RuntimeApi.Outcome outcome) {
    assertThat(outcome).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
  }
}
