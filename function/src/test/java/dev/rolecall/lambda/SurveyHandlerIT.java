package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.doctor.Deployment;
import dev.rolecall.incident.dynamo.LocalTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.iam.IamClient;

/// The survey function as Lambda runs it, and the mail that it sends.
@Slow
class SurveyHandlerIT {

  private static final String DOCTOR = "{\"rolecall\": \"doctor\"}";

  @TempDir Path folder;

  private LambdaProcess start(Deployment aws, LambdaProcess.Start how, String table)
      throws IOException {
    return LambdaProcess.start(
        SurveyHandler.class,
        how,
        Map.of(
            "AWS_ENDPOINT_URL",
            aws.endpoint().toString(),
            "ROLECALL_TOPIC_ARN",
            aws.alerts,
            "ROLECALL_OPERATIONS_TOPIC_ARN",
            aws.operations,
            "ROLECALL_INSTALLATION",
            "/rolecall/installation",
            "ROLECALL_TABLE",
            table,
            "ROLECALL_READER_ROLE_NAME",
            "RolecallReader",
            "ROLECALL_READER_EXTERNAL_ID",
            aws.organization),
        folder);
  }

  private static void succeeds(RuntimeApi.Outcome outcome) {
    assertThat(outcome).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
  }

  @Test
  void whatIsWrongAndWhatWasFixedIsMailed() throws Exception {
    Deployment aws = new Deployment(Moto.empty());
    try (LambdaProcess survey = start(aws, LambdaProcess.Start.ON_DEMAND, LocalTable.NAME)) {
      succeeds(survey.invoke(DOCTOR));
      assertThat(aws.mails()).as("all is well: " + survey.log()).isEmpty();
      assertThat(survey.log())
          .contains("installation checked")
          .contains("\"unknown\":0")
          .contains("DoctorFindings");

      state(aws, RuleState.ENABLED);
      try (IamClient iam = aws.iam(aws.member)) {
        iam.deleteRole(role -> role.roleName("RolecallReader"));
      }
      succeeds(survey.invoke(DOCTOR));
      assertThat(aws.mails())
          .singleElement()
          .satisfies(
              mail ->
                  assertThat(mail)
                      .contains("2 problems found")
                      .contains("❌ rule `RolecallForward` is in state ENABLED")
                      .contains("fix: aws events put-rule --region eu-west-1")
                      .contains("❌ reader role `RolecallReader` is missing")
                      .contains("fix: npx cdk deploy RolecallOrganization"));
      assertThat(survey.log()).contains("READER_MISSING").contains("\"AccountsUnread\":1");

      state(aws, RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS);
      succeeds(survey.invoke(DOCTOR));
      assertThat(aws.mails())
          .singleElement()
          .satisfies(
              mail ->
                  assertThat(mail)
                      .contains("Fixed since the last check:\n✅ was: rule `RolecallForward`")
                      .contains("1 problem found"));
    }
  }

  private static void state(Deployment aws, RuleState state) {
    try (EventBridgeClient events = aws.events(aws.member, Deployment.OTHER)) {
      events.putRule(rule -> rule.name("RolecallForward").state(state).eventPattern("{}"));
    }
  }

  @Test
  void otherRequestsAreAnsweredInTheLog() throws Exception {
    Deployment aws = new Deployment(Moto.empty());
    try (LambdaProcess survey = start(aws, LambdaProcess.Start.ON_DEMAND, LocalTable.NAME)) {
      succeeds(survey.invoke("{\"rolecall\": \"index\"}"));
      assertThat(survey.log()).contains("no organization, so no index to update");
      succeeds(survey.invoke("{\"source\": \"aws.s3\"}"));
      assertThat(survey.log()).contains("ignored an event");
      assertThat(survey.invoke("no JSON")).isInstanceOf(RuntimeApi.Outcome.Failed.class);
      assertThat(aws.mails()).isEmpty();
    }
  }

  @Test
  void itIsRestoredFromASnapshotAndTellsWithoutATable() throws Exception {
    Deployment aws = new Deployment(Moto.empty());
    state(aws, RuleState.ENABLED);
    try (LambdaProcess survey = start(aws, LambdaProcess.Start.SNAP_START, "no-table")) {
      survey.checkpoint();
      survey.restore();
      succeeds(survey.invoke(DOCTOR));
      assertThat(survey.log())
          .contains("installation checked")
          .contains("\"unknown\":0")
          .contains("findings could not be read or saved");
      assertThat(aws.mails()).singleElement().asString().contains("1 problem found");
    }
  }
}
