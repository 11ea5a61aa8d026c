package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.lambda.priming.SampleAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.lambda.powertools.metrics.FlushMetrics;

/// The explain function as Lambda runs it, from the event to the queue behind the topic, with two
/// accounts to read.
class ExplainHandlerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AccountId PARTNER = new AccountId("210987654321");

  @TempDir Path folder;

  private LambdaProcess start(LambdaProcess.Start how, Map<String, String> more)
      throws IOException {
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("ROLECALL_READER_ROLE_NAME", "RolecallReader");
    variables.put("ROLECALL_READER_EXTERNAL_ID", "reader-external-id");
    // First alerts do not wait for others that the same policy blocks.
    variables.put("ROLECALL_GATHER_SECONDS", "0");
    return LambdaProcess.start(ExplainHandler.class, how, variables, folder);
  }

  private LambdaProcess start(LambdaProcess.Start how, AlertQueue queue) throws IOException {
    return start(how, queue, Map.of());
  }

  private LambdaProcess start(LambdaProcess.Start how, AlertQueue queue, Map<String, String> more)
      throws IOException {
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("AWS_ENDPOINT_URL", queue.endpoint().toString());
    variables.put("ROLECALL_TOPIC_ARN", queue.topicArn());
    variables.put("ROLECALL_TABLE", LocalTable.NAME);
    return start(how, variables);
  }

  /// User `ci` of the home account is denied role `deploy` of the partner's. It was made just now,
  /// and has to be older than the denial by more than IAM takes to propagate.
  private static String event(String id, String message) {
    return """
    {"version": "0", "id": "e-%1$s", "source": "aws.sts", "account": "%3$s", "region": "us-east-1",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "%1$s", "eventTime": "%4$s",
      "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "us-east-1",
      "errorCode": "AccessDenied", "errorMessage": "%2$s",
      "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLEEXAMPLE001",
       "arn": "arn:aws:iam::%3$s:user/ci", "accountId": "%3$s", "userName": "ci",
       "accessKeyId": "AKIAEXAMPLEEXAMPLE01"},
      "sourceIPAddress": "192.0.2.7", "userAgent": "<!channel> never-logged",
      "requestParameters": null, "responseElements": null, "recipientAccountId": "%3$s"}}\
    """
        .formatted(
            id,
            message,
            Moto.HOME,
            Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
  }

  private static String denied(String id) {
    return event(
        id,
        "User: arn:aws:iam::%s:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%s:role/deploy"
            .formatted(Moto.HOME, PARTNER));
  }

  private static AlertQueue world() {
    Moto moto = Moto.empty();
    AlertQueue queue = AlertQueue.of(moto);
    queue.table();
    queue.user(
        "ci",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
         "Resource": "arn:aws:iam::%s:role/deploy"}}\
        """
            .formatted(PARTNER));
    queue.role(
        PARTNER,
        "deploy",
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "Release", "Effect": "Allow",
         "Principal": {"AWS": "arn:aws:iam::%s:role/release"}, "Action": "sts:AssumeRole"}]}\
        """
            .formatted(Moto.HOME));
    return queue;
  }

  @Slow
  @Test
  void aSettingThatIsMissingIsNamedAtTheStart() throws Exception {
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, Map.of())) {
      assertThat(function.outcome())
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.NotStarted.class,
              notStarted -> assertThat(notStarted.error()).contains("ROLECALL_TOPIC_ARN"));
    }
  }

  @Test
  void eventInExplanationOutOfTheQueue() throws Exception {
    AlertQueue queue = world();
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      assertThat(function.invoke(denied("one"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

      List<JsonNode> alerts = queue.alerts();
      assertThat(alerts).hasSize(1);
      JsonNode alert = alerts.getFirst();
      assertThat(alert.at("/diagnosis/cause").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED");
      assertThat(alert.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
      assertThat(alert.at("/diagnosis/evaluation/TRUST_POLICY").asText())
          .isEqualTo("IMPLICIT_DENY");
      assertThat(alert.at("/diagnosis/evaluation/IDENTITY_POLICY").asText()).isEqualTo("ALLOW");
      assertThat(alert.at("/denial/role/account").asText()).isEqualTo(PARTNER.toString());
    }
  }

  /// What a service reports of a role in its own record, which the setting `serviceFailures` brings
  /// here.
  private static String reported(
      String service, String name, String code, String message, String parameters) {
    return """
    {"version": "0", "id": "e-%2$s", "source": "aws.%1$s", "account": "%6$s", "region": "us-east-1",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "%2$s", "eventTime": "%7$s",
      "eventSource": "%1$s.amazonaws.com", "eventName": "%2$s", "awsRegion": "us-east-1",
      "errorCode": "%3$s", "errorMessage": "%4$s",
      "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLEEXAMPLE001:apply",
       "arn": "arn:aws:sts::%6$s:assumed-role/terraform/apply", "accountId": "%6$s"},
      "sourceIPAddress": "192.0.2.7", "userAgent": "Terraform", "requestParameters": %5$s,
      "responseElements": null, "recipientAccountId": "%6$s"}}\
    """
        .formatted(
            service,
            name,
            code,
            message,
            parameters,
            Moto.HOME,
            Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
  }

  private static String trust(String principal, String action) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": %s, "Action": "%s"}]}\
    """
        .formatted(principal, action);
  }

  private static Stream<Arguments> reports() {
    return Stream.of(
        Arguments.of(
            "PRINCIPAL_NOT_TRUSTED",
            "CERTAIN",
            "lambda.amazonaws.com",
            trust("{\"Service\": \"ecs-tasks.amazonaws.com\"}", "sts:AssumeRole"),
            reported(
                "lambda",
                "CreateFunction20150331",
                "InvalidParameterValueException",
                "The role defined for the function cannot be assumed by Lambda.",
                "{\"functionName\": \"f\", \"role\": \"arn:aws:iam::%s:role/worker\"}"
                    .formatted(Moto.HOME))),
        Arguments.of(
            "PRINCIPAL_NOT_TRUSTED",
            "CERTAIN",
            "glue.amazonaws.com",
            trust("{\"Service\": \"ecs-tasks.amazonaws.com\"}", "sts:AssumeRole"),
            reported(
                "glue",
                "CreateCrawler",
                "InvalidInputException",
                "Service is unable to assume provided role.",
                "{\"name\": \"j\", \"role\": \"worker\"}")),
        Arguments.of(
            "TAG_SESSION_NOT_ALLOWED",
            "LIKELY",
            "pods.eks.amazonaws.com",
            trust("{\"Service\": \"pods.eks.amazonaws.com\"}", "sts:AssumeRole"),
            reported(
                "eks-auth",
                "AssumeRoleForPodIdentity",
                "AccessDeniedException",
                "Unauthorized Exception! EKS does not have permissions to assume the associated"
                    + " role.",
                "{\"clusterName\": \"c\", \"token\": \"HIDDEN_DUE_TO_SECURITY_REASONS\"}")),
        Arguments.of(
            "OIDC_CLAIM_MISMATCH",
            "CERTAIN",
            "cognito-identity.amazonaws.com",
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"Federated": "cognito-identity.amazonaws.com"},
             "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals":
              {"cognito-identity.amazonaws.com:sub": "us-east-1:other"}}}]}\
            """,
            reported(
                "cognito-identity",
                "GetCredentialsForIdentity",
                "InvalidIdentityPoolConfigurationException",
                "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
                "{\"identityId\": \"us-east-1:5a\", \"customRoleArn\":"
                    + " \"arn:aws:iam::%s:role/worker\"}".formatted(Moto.HOME))));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void whatAServiceReportsIsNotified(
      String cause, String confidence, String caller, String trust, String event) throws Exception {
    AlertQueue queue = AlertQueue.of(Moto.empty());
    queue.table();
    queue.role(Moto.HOME, "worker", trust);
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      assertThat(function.invoke(event)).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

      assertThat(queue.alerts())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.at("/diagnosis/cause").asText()).isEqualTo(cause);
                assertThat(alert.at("/diagnosis/confidence").asText()).isEqualTo(confidence);
                assertThat(alert.at("/denial/caller").toString()).contains(caller);
              });
    }
  }

  @Slow
  @Test
  void repetitionsForeignEventsAndMalformedOnesMakeNoAlert() throws Exception {
    AlertQueue queue = world();
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      function.invoke(denied("one"));
      assertThat(function.invoke(denied("one"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
      assertThat(function.invoke(denied("two").replace("\"AssumeRole\"", "\"GetCallerIdentity\"")))
          .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
      assertThat(function.invoke(denied("three").replace("\"AccessDenied\"", "{}")))
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.Failed.class,
              failed -> assertThat(failed.error()).contains("invalid event").contains("errorCode"));

      assertThat(queue.alerts()).hasSize(1);
    }
  }

  @Slow
  @Test
  void whatCannotBePublishedIsNotLost() throws Exception {
    AlertQueue queue = world();
    queue.deleteTopic();
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      assertThat(function.invoke(denied("one")))
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.Failed.class,
              failed -> assertThat(failed.error()).contains("SNS rejected the message"));
    }
  }

  @Slow
  @Test
  void theLogIsJsonALineAndHoldsNoEventAndNoSecret() throws Exception {
    AlertQueue queue = world();
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      function.invoke(denied("one"));

      List<JsonNode> lines = new ArrayList<>();
      for (String line : function.log().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      assertThat(lines)
          .anySatisfy(
              line -> {
                assertThat(line.path("message").asText())
                    .isEqualTo("denial explained and published");
                assertThat(line.path("cause").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED");
                assertThat(line.path("event_id").asText()).isEqualTo("one");
                assertThat(line.path("function_request_id").asText()).isEqualTo("request-1");
              })
          .anySatisfy(
              line -> assertThat(line.path("Cause").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED"));
      assertThat(function.log())
          .doesNotContain("never-logged")
          .doesNotContain("reader-external-id")
          .doesNotContain("userIdentity");
    }
  }

  /// `dimensions: metric=value`, as CloudWatch makes them of the log.
  private static List<String> metrics(String log) throws IOException {
    List<String> metrics = new ArrayList<>();
    // The runtime itself writes failures as plain text.
    for (String line : log.lines().filter(text -> text.startsWith("{")).toList()) {
      JsonNode sheet = JSON.readTree(line);
      for (JsonNode directive : sheet.at("/_aws/CloudWatchMetrics")) {
        assertThat(directive.path("Namespace").asText()).isEqualTo("Rolecall");
        for (JsonNode dimensions : directive.path("Dimensions")) {
          TreeSet<String> values = new TreeSet<>();
          dimensions.forEach(
              key -> values.add(key.asText() + "=" + sheet.path(key.asText()).asText()));
          for (JsonNode metric : directive.path("Metrics")) {
            String name = metric.path("Name").asText();
            metrics.add(
                "%s: %s=%s".formatted(String.join(",", values), name, sheet.path(name).asText()));
          }
        }
      }
    }
    return metrics;
  }

  @Slow
  @Test
  void theLogCarriesTheMetrics() throws Exception {
    AlertQueue queue = world();
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, queue)) {
      function.invoke(denied("one"));
      function.invoke(denied("two").replace("\"AssumeRole\"", "\"GetCallerIdentity\""));
      function.invoke("[]");

      assertThat(metrics(function.log()))
          .contains(
              "Service=rolecall: Denials=1.0",
              "Service=rolecall: Undetermined=0.0",
              "Cause=PRINCIPAL_NOT_TRUSTED,Service=rolecall: Denials=1.0",
              "Confidence=CERTAIN,Service=rolecall: Denials=1.0",
              "Service=rolecall: Foreign=1.0",
              "Service=rolecall: Malformed=1.0")
          .anyMatch(metric -> metric.startsWith("Service=rolecall: TimeToExplain="))
          .anyMatch(metric -> metric.startsWith("Service=rolecall: ExplainTime="))
          // The server here knows no LookupEvents.
          .anyMatch(
              metric ->
                  metric.startsWith("Action=cloudtrail:LookupEvents,Failure=")
                      && metric.endsWith("EvidenceUnread=1.0"));
    }
  }

  @Slow
  @Test
  void afterSnapStartsRestoreItExplainsAsEver() throws Exception {
    AlertQueue queue = world();
    try (LambdaProcess function = start(LambdaProcess.Start.SNAP_START, queue)) {
      function.restore();

      assertThat(function.invoke(denied("one"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

      assertThat(queue.alerts()).hasSize(1);
      assertThat(function.log()).contains("rolecall-priming");
    }
  }

  /// HotSpot gives up methods that were compiled without classes that are loaded after them.
  @Slow
  @Test
  void powertoolsLoadsItsClassesBeforeTheSamplesRun() throws Exception {
    AlertQueue queue = world();
    Path loaded = folder.resolve("loaded");
    try (LambdaProcess function =
        start(
            LambdaProcess.Start.SNAP_START,
            queue,
            Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded + "::filecount=0"))) {
      function.checkpoint();
    }

    assertThat(Files.readAllLines(loaded))
        .extracting(line -> line.replaceFirst("^\\[.*] ", "").replaceFirst(" .*", ""))
        .containsSubsequence(FlushMetrics.class.getName(), SampleAws.class.getName());
  }
}
