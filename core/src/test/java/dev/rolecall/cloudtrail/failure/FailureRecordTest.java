package dev.rolecall.cloudtrail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.ServiceReport.OtherCause;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Records of calls to services that could not assume a role.
class FailureRecordTest {

  private static final String ROLE = "arn:aws:iam::610000000017:role/app/worker";

  private static final String LAMBDA =
      record(
          "lambda.amazonaws.com",
          "CreateFunction20150331",
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.",
          "{\"functionName\": \"f\", \"role\": \"" + ROLE + "\"}");

  private static String record(
      String source, String name, String code, String message, String parameters) {
    return """
    {"eventVersion": "1.11", "userIdentity": {"type": "AssumedRole", "principalId": "AROAX:s",
     "arn": "arn:aws:sts::610000000017:assumed-role/ci/s", "accountId": "610000000017"},
     "eventTime": "2026-05-04T03:02:01Z", "eventSource": "%s", "eventName": "%s",
     "awsRegion": "eu-west-1", "sourceIPAddress": "198.51.100.7", "userAgent": "Boto3/1.40",
     "errorCode": "%s", "errorMessage": "%s", "requestParameters": %s,
     "responseElements": null, "requestID": "r", "eventID": "e-1", "readOnly": false,
     "eventType": "AwsApiCall", "recipientAccountId": "610000000017"}
    """
        .formatted(source, name, code, message, parameters)
        .replace("\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "states|CreateStateMachine|AccessDeniedException|Neither the global service principal"
            + " states.amazonaws.com, nor the regional one is authorized to assume the provided"
            + " role.|roleArn|states.amazonaws.com|false",
        "scheduler|CreateSchedule|ValidationException|The execution role you provide must allow AWS"
            + " EventBridge Scheduler to assume the role.|roleArn|scheduler.amazonaws.com|false",
        "codebuild|UpdateProject|InvalidInputException|CodeBuild is not authorized to perform:"
            + " sts:AssumeRole|serviceRole|codebuild.amazonaws.com|false",
        "eks|CreateFargateProfile|InvalidParameterException|Misconfigured PodExecutionRole Trust"
            + " Policy|podExecutionRoleArn|eks-fargate-pods.amazonaws.com|false",
        "eks|CreateCluster|InvalidParameterException|Role could not be assumed because the trusted"
            + " entity is not correct|roleArn|eks.amazonaws.com|false",
        "ecs|RegisterTaskDefinition|ClientException|ECS was unable to assume the role that was"
            + " provided for this task|taskRoleArn|ecs-tasks.amazonaws.com|false",
        "sagemaker|CreateAutoMLJob|ValidationException|Could not assume role. Please ensure that"
            + " the role exists and allows principal 'sagemaker.amazonaws.com' to assume the"
            + " role.|roleArn|sagemaker.amazonaws.com|false",
        "glue|CreateCrawler|InvalidInputException|Service is unable to assume provided role. Please"
            + " verify role's TrustPolicy|role|glue.amazonaws.com|false",
        "cloudformation|CreateStack|ValidationException|Role is invalid or cannot be"
            + " assumed|roleARN|cloudformation.amazonaws.com|false",
        "bedrock|CreateModelCustomizationJob|ValidationException|Could not assume provided IAM"
            + " role.|roleArn|bedrock.amazonaws.com|false",
        "ec2|CreateFlowLogs|InvalidParameter|The service was unable to assume the role|"
            + "deliverLogsPermissionArn_role|vpc-flow-logs.amazonaws.com|false",
        "backup|CreateBackupSelection|InvalidParameterValueException|The role cannot be assumed by"
            + " AWS Backup|iamRoleArn|backup.amazonaws.com|false",
        "qldb|StreamJournalToKinesis|ValidationException|Service cannot assume the provided"
            + " role|roleArn|qldb.amazonaws.com|true",
        "rolesanywhere|CreateSession|AccessDeniedException|Unable to assume role for the"
            + " session|roleArn|rolesanywhere.amazonaws.com|false",
        "rolesanywhere|CreateSession|AccessDenied|''|roleArn|rolesanywhere.amazonaws.com|false",
        "datasync|CreateLocationS3|InvalidRequestException|Unable to assume"
            + " role|bucketAccessRoleArn|datasync.amazonaws.com|false",
      })
  void principalAndRoleAreTaken(
      String source,
      String name,
      String code,
      String message,
      String field,
      String principal,
      boolean inferred) {
    Denial denial =
        only(
            record(
                source + ".amazonaws.com",
                name,
                code,
                message,
                "{\"x\": 1, \"" + field + "\": \"" + ROLE + "\"}"));

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService(principal));
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
    assertThat(denial.report())
        .hasValueSatisfying(
            report -> {
              assertThat(report.inferred()).isEqualTo(inferred);
              assertThat(report.operation()).contains(name);
              assertThat(report.requester())
                  .contains("arn:aws:sts::610000000017:assumed-role/ci/s");
              assertThat(report.roleByName()).isFalse();
            });
    assertThat(denial.errorCode()).isEqualTo(code);
    // address and client are those of the call to the service
    assertThat(denial.sourceIp()).isEqualTo(principal);
    assertThat(denial.userAgent()).isEmpty();
  }

  /// Each of them holds the record, once.
  static List<String> wrappers() {
    String text = LAMBDA.strip();
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
    return List.of(
        text,
        "{\"Records\": [" + text + "]}",
        "{\"version\": \"0\", \"detail-type\": \"AWS API Call via CloudTrail\", \"detail\": "
            + text
            + "}",
        "{\"Events\": [{\"EventId\": \"e-1\", \"EventName\": \"CreateFunction20150331\","
            + " \"EventSource\": \"lambda.amazonaws.com\", \"CloudTrailEvent\": \""
            + quoted
            + "\"}]}",
        "{\"Events\": [{\"CloudTrailEvent\": \""
            + quoted
            + "\", \"EventName\": \"CreateFunction20150331\"}]}",
        "{\"Records\": [{\"messageId\": \"1\", \"body\": \"" + quoted + "\"}]}",
        "{\"_source\": {\"log\": \"" + quoted + "\"}}",
        "2026-05-04T03:02:05Z stream " + text,
        "id,message\n1,\"" + text.replace("\"", "\"\"") + "\"\n",
        "{\"data\": \""
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "\"}");
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void anyWrapperMayHoldIt(String wrapper) {
    Denial denial = only(wrapper);

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService("lambda.amazonaws.com"));
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
    assertThat(denial.time()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"eventtime\": \"2026-05-04T03:02:01Z\", \"eventsource\": \"lambda.amazonaws.com\","
            + " \"eventname\": \"CreateFunction20150331\", \"errorcode\":"
            + " \"InvalidParameterValueException\", \"errormessage\": \"The role defined for the"
            + " function cannot be assumed by Lambda.\", \"requestparameters\":"
            + " \"{\\\"role\\\":\\\"arn:aws:iam::610000000017:role/app/worker\\\"}\","
            + " \"recipientaccountid\": \"610000000017\"}",
        "eventtime,eventsource,eventname,errorcode,errormessage,requestparameters,recipientaccountid~"
            + "2026-05-04T03:02:01Z,lambda.amazonaws.com,CreateFunction20150331,InvalidParameterValueException,The"
            + " role defined for the function cannot be assumed by"
            + " Lambda.,\"{\"\"role\"\":\"\"arn:aws:iam::610000000017:role/app/worker\"\"}\",610000000017",
      })
  void otherSystemsMayHaveTakenItApart(String text) {
    Denial denial = only(text.replace('~', '\n'));

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService("lambda.amazonaws.com"));
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lambda|CreateFunction20150331|ResourceConflictException|Function already exist: f",
        "lambda|CreateFunction20150331|AccessDenied|User:"
            + " arn:aws:sts::610000000017:assumed-role/ci/s is not authorized to perform:"
            + " iam:PassRole on resource: arn:aws:iam::610000000017:role/f",
        "lambda|CreateFunction20150331|AccessDeniedException|User:"
            + " arn:aws:sts::610000000017:assumed-role/ci/s is not authorized to perform:"
            + " lambda:CreateFunction",
        "iam|UpdateAssumeRolePolicy|MalformedPolicyDocumentException|Invalid principal in the trust"
            + " policy: cannot be assumed by that",
        "rolesanywhere|CreateSession|AccessDeniedException|Untrusted certificate. Insufficient"
            + " certificate",
        "rolesanywhere|CreateSession|ValidationException|bad request",
        "cognito-identity|GetCredentialsForIdentity|NotAuthorizedException|Access to Identity is"
            + " forbidden.",
        "eks-auth|AssumeRoleForPodIdentity|InvalidTokenException|The token is malformed",
        "eks-auth|AssumeRoleForPodIdentity|ResourceNotFoundException|no association found",
        "sagemaker|CreateTrainingJob|ValidationException|Could not find model data",
        "glue|StartCrawler|CrawlerRunningException|Crawler is running",
      })
  void otherFailuresAreNotOurs(String source, String name, String code, String message) {
    List<EventReading> readings =
        read(record(source + ".amazonaws.com", name, code, message, "null"));

    assertThat(readings).isEmpty();
  }

  @Test
  void theRoleThatLiesLeastDeepIsTheServices() {
    String other = "arn:aws:iam::610000000017:role/action";
    Denial denial =
        only(
            record(
                "codepipeline.amazonaws.com",
                "CreatePipeline",
                "InvalidStructureException",
                "CodePipeline is not authorized to perform AssumeRole on role",
                "{\"pipeline\": {\"roleArn\": \""
                    + ROLE
                    + "\", \"stages\": [{\"actions\": [{\"roleArn\": \""
                    + other
                    + "\"}]}]}}"));

    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
  }

  @Test
  void aRoleMayBeGivenByItsName() {
    Denial denial =
        only(
            record(
                "glue.amazonaws.com",
                "CreateJob",
                "InvalidInputException",
                "Service is unable to assume provided role. Please verify role's TrustPolicy",
                "{\"name\": \"j\", \"role\": \"service-role/etl\"}"));

    assertThat(denial.target().arn().map(RoleArn::toString))
        .contains("arn:aws:iam::610000000017:role/service-role/etl");
    assertThat(denial.report().map(ServiceReport::roleByName)).contains(true);
  }

  @Test
  void ofTwoRolesNoneIsTaken() {
    Denial denial =
        only(
            record(
                "ecs.amazonaws.com",
                "RegisterTaskDefinition",
                "ClientException",
                "ECS was unable to assume the role that was provided for this task",
                "{\"taskRoleArn\": \"" + ROLE + "\", \"executionRoleArn\": \"" + ROLE + "2\"}"));

    assertThat(denial.target().arn()).isEmpty();
    assertThat(denial.report().map(ServiceReport::others))
        .contains(java.util.Set.of(OtherCause.PASS_ROLE));
  }

  @Test
  void podIdentityDoesNotNameTheRole() {
    Denial denial =
        only(
            record(
                "eks-auth.amazonaws.com",
                "AssumeRoleForPodIdentity",
                "AccessDeniedException",
                "Unauthorized Exception! EKS does not have permissions to assume the associated"
                    + " role.",
                "{\"clusterName\": \"c\", \"token\": \"HIDDEN_DUE_TO_SECURITY_REASONS\"}"));

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService("pods.eks.amazonaws.com"));
    assertThat(denial.target().arn()).isEmpty();
  }

  @Test
  void cognitoCallsWithATokenOfItsOwn() {
    Denial denial =
        only(
            record(
                "cognito-identity.amazonaws.com",
                "GetCredentialsForIdentity",
                "InvalidIdentityPoolConfigurationException",
                "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
                "{\"identityId\": \"eu-west-1:5a\", \"customRoleArn\": \"" + ROLE + "\"}"));

    assertThat(denial.caller())
        .isEqualTo(
            new Caller.WebIdentity(
                Optional.of("cognito-identity.amazonaws.com"), Optional.empty(), "eu-west-1:5a"));
    assertThat(denial.call().action()).isEqualTo("sts:AssumeRoleWithWebIdentity");
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
  }

  @Test
  void aServiceMayRepeatWhatStsAnswered() {
    Denial denial =
        only(
            record(
                "batch.amazonaws.com",
                "CreateComputeEnvironment",
                "ClientException",
                "User: batch.amazonaws.com is not authorized to perform: sts:AssumeRole on"
                    + " resource: "
                    + ROLE,
                "null"));

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService("batch.amazonaws.com"));
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
  }

  @Test
  void aServiceEventHasNoParameters() {
    Denial denial =
        only(
            """
            {"eventVersion": "1.09", "userIdentity": {"invokedBy": "backup.amazonaws.com"},
             "eventTime": "2026-05-04T03:02:01Z", "eventSource": "backup.amazonaws.com",
             "eventName": "ProcessBackupPlanSelection", "awsRegion": "eu-west-1",
             "errorCode": "AccessDenied", "errorMessage": "The provided role %s cannot be assumed by AWS Backup.",
             "requestParameters": null, "eventID": "e-9", "eventType": "AwsServiceEvent",
             "recipientAccountId": "610000000017"}
            """
                .formatted(ROLE));

    assertThat(denial.caller()).isEqualTo(new Caller.AwsService("backup.amazonaws.com"));
    assertThat(denial.target().arn().map(RoleArn::toString)).contains(ROLE);
  }

  private static Denial only(String text) {
    List<EventReading> readings = read(text);
    assertThat(readings).hasSize(1);
    return switch (readings.getFirst()) {
      case EventReading.Denied(Denial denial, _) -> denial;
      case EventReading.Told _,
          EventReading.Unrecognized _,
          EventReading.NotOurs _,
          EventReading.Malformed _ ->
          throw new AssertionError(readings);
    };
  }

  private static List<EventReading> read(String text) {
    List<EventReading> readings = new ArrayList<>();
    EventReader.read(
        "test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), readings::add);
    return readings;
  }
}
