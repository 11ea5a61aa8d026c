package dev.rolecall.doctor;

import static dev.rolecall.doctor.FakeInstallation.ALERTS;
import static dev.rolecall.doctor.FakeInstallation.ALL_EVENTS;
import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.EVENTS;
import static dev.rolecall.doctor.FakeInstallation.GLOBAL;
import static dev.rolecall.doctor.FakeInstallation.HOME;
import static dev.rolecall.doctor.FakeInstallation.MANAGEMENT;
import static dev.rolecall.doctor.FakeInstallation.MONITOR;
import static dev.rolecall.doctor.FakeInstallation.OPERATIONS;
import static dev.rolecall.doctor.FakeInstallation.PARAMETER;
import static dev.rolecall.doctor.FakeInstallation.PROD;
import static dev.rolecall.doctor.FakeInstallation.SLACK_INBOX;
import static dev.rolecall.doctor.FakeInstallation.TEAMS_INBOX;
import static dev.rolecall.doctor.FakeInstallation.TRAIL;
import static dev.rolecall.doctor.FakeInstallation.bus;
import static dev.rolecall.doctor.FakeInstallation.rule;
import static dev.rolecall.doctor.FakeInstallation.subscription;
import static dev.rolecall.doctor.FakeInstallation.subscriptions;
import static dev.rolecall.doctor.FakeInstallation.targets;
import static dev.rolecall.doctor.FakeInstallation.trails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.doctor.FakeInstallation.Answer;
import dev.rolecall.doctor.FakeInstallation.Call;
import dev.rolecall.doctor.check.RuleCheck;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.DoctorReportText;
import dev.rolecall.doctor.report.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault is planted in an installation in which all else is well; that and nothing else is
/// found, where it is, with the command that mends it.
@Slow
class FaultsTest {

  private static final Answer GONE = Answer.error("ResourceNotFoundException");
  private static final Answer SHUT = Answer.error("AccessDeniedException");
  private static final String MONITOR_HOME = MONITOR + " " + HOME;

  /// What to plant, and what must come of it.
  record Planted(
      Problem fault, Predicate<Call> where, Answer answer, List<String> places, String mend) {
    @Override
    public String toString() {
      return fault + " " + places;
    }
  }

  private static Predicate<Call> at(String action, String field, String value) {
    return call -> call.is(action) && call.isOf(field, value);
  }

  private static Predicate<Call> inCi(String action, String region) {
    return call -> call.is(action) && call.isIn(CI) && call.region().equals(region);
  }

  private static Planted parameter(Problem problem, String json, String mend) {
    return new Planted(
        problem,
        FakeInstallation::readsInstallation,
        Answer.of(
            "{\"Parameter\": {\"Value\": \""
                + json.replace("\"", "\\\"").replace("\n", " ")
                + "\"}}"),
        problem == Problem.GLOBAL_REGION_LEFT_OUT ? List.of() : List.of(MONITOR_HOME),
        mend);
  }

  private static Planted own(Problem problem, Predicate<Call> where, Answer answer, String mend) {
    return new Planted(problem, where, answer, List.of(MONITOR_HOME), mend);
  }

  private static String put(String options) {
    return "aws events put-rule "
        + options
        + " --state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS --event-pattern \"$(aws events"
        + " describe-rule "
        + options
        + " --query EventPattern --output text)\"";
  }

  static Stream<Planted> faults() {
    return Stream.of(
            installation(), trailsFaults(), rules(), members(), readers(), listeners(), queues())
        .flatMap(stream -> stream);
  }

  private static Stream<Planted> installation() {
    return Stream.of(
        own(
            Problem.NOT_DEPLOYED,
            FakeInstallation::readsInstallation,
            Answer.error("ParameterNotFound"),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        parameter(
            Problem.INSTALLATION_UNREADABLE,
            PARAMETER.replace("\"rule\"", "\"rules\""),
            "aws ssm delete-parameter --region eu-west-1 --name /rolecall/installation; npx cdk"),
        parameter(
            Problem.INSTALLATION_UNREADABLE,
            PARAMETER.replace("\"account\": \"999988887777\"", "\"account\": \"111122223333\""),
            "aws ssm delete-parameter"),
        own(
            Problem.TABLE_MISSING,
            call -> call.is("DescribeTable"),
            GONE,
            "npx cdk deploy RolecallMonitor --revert-drift"),
        parameter(
            Problem.GLOBAL_REGION_LEFT_OUT,
            PARAMETER.replace("[\"eu-west-1\", \"us-east-1\"]", "[\"eu-west-1\"]"),
            "add \"us-east-1\" to members.regions in cdk.json"));
  }

  private static Stream<Planted> trailsFaults() {
    String trail = "arn:aws:cloudtrail:eu-west-1:999988887777:trail/own";
    Predicate<Call> selectors =
        call -> call.is("GetEventSelectors") && call.isOf("TrailName", TRAIL);
    List<String> everywhere =
        Stream.of(MONITOR, MANAGEMENT, CI, PROD)
            .map(account -> account + " " + HOME + " (" + TRAIL + ")")
            .toList();
    return Stream.of(
        new Planted(
            Problem.TRAIL_MISSING,
            inCi("DescribeTrails", GLOBAL),
            Answer.of("{\"trailList\": []}"),
            List.of(CI + " " + GLOBAL),
            "aws cloudtrail create-trail --region us-east-1 --profile PROFILE --name"
                + " management-events"),
        new Planted(
            Problem.TRAIL_MISSING,
            inCi("DescribeTrails", GLOBAL),
            Answer.of(trails(trail, false)),
            List.of(CI + " " + GLOBAL),
            "aws cloudtrail create-trail --region us-east-1 --profile PROFILE --name"
                + " management-events"),
        new Planted(
            Problem.TRAIL_SKIPS_READS,
            selectors,
            Answer.of(
                "{\"EventSelectors\": [{\"ReadWriteType\": \"WriteOnly\","
                    + " \"IncludeManagementEvents\": true}]}"),
            everywhere,
            "aws cloudtrail put-event-selectors --region eu-west-1 --profile PROFILE --trail-name "
                + TRAIL
                + " --event-selectors"),
        new Planted(
            Problem.TRAIL_SKIPS_READS,
            selectors,
            Answer.of(
                """
                {"AdvancedEventSelectors": [{"FieldSelectors": [
                 {"Field": "eventCategory", "Equals": ["Management"]},
                 {"Field": "readOnly", "Equals": ["false"]}]},
                 {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}]}\
                """),
            everywhere,
            "aws cloudtrail put-event-selectors --region eu-west-1 --profile PROFILE --trail-name "
                + TRAIL
                + " --advanced-event-selectors"),
        new Planted(
            Problem.TRAIL_STOPPED,
            call -> call.is("GetTrailStatus"),
            Answer.of("{\"IsLogging\": false}"),
            everywhere,
            "aws cloudtrail start-logging --region eu-west-1 --profile PROFILE --name " + TRAIL));
  }

  private static Stream<Planted> rules() {
    String monitor = "npx cdk deploy RolecallMonitor --revert-drift";
    String denials = put("--region eu-west-1 --event-bus-name default --name RolecallDenials");
    String central = put("--region eu-west-1 --event-bus-name rolecall --name RolecallCentral");
    Predicate<Call> own = at("DescribeRule", "Name", "RolecallDenials");
    Predicate<Call> onBus = at("DescribeRule", "Name", "RolecallCentral");
    Answer elsewhere = Answer.of(targets("arn:aws:sqs:eu-west-1:999988887777:other"));
    return Stream.of(
        own(Problem.RULE_MISSING, own, GONE, monitor),
        own(Problem.RULE_DISABLED, own, Answer.of(rule("DISABLED")), denials),
        own(Problem.RULE_SKIPS_READS, own, Answer.of(rule("ENABLED")), denials),
        own(
            Problem.RULE_WITHOUT_FUNCTION,
            at("ListTargetsByRule", "Rule", "RolecallDenials"),
            Answer.of("{\"Targets\": []}"),
            monitor),
        own(Problem.BUS_MISSING, call -> call.is("DescribeEventBus"), GONE, monitor),
        own(
            Problem.BUS_CLOSED,
            call -> call.is("DescribeEventBus"),
            Answer.of("{\"Name\": \"rolecall\"}"),
            monitor),
        own(
            Problem.BUS_CLOSED,
            call -> call.is("DescribeEventBus"),
            Answer.of(bus("\"Principal\": \"*\"", "o-another000")),
            monitor),
        own(
            Problem.BUS_CLOSED,
            call -> call.is("DescribeEventBus"),
            Answer.of(
                bus("\"Principal\": \"*\"", "o-abcdefghij").replace("aws.*", "com.example.*")),
            monitor),
        own(Problem.BUS_RULE_MISSING, onBus, GONE, monitor),
        own(Problem.BUS_RULE_DISABLED, onBus, Answer.of(rule("DISABLED")), central),
        own(Problem.BUS_RULE_SKIPS_READS, onBus, Answer.of(rule("ENABLED")), central),
        own(
            Problem.BUS_RULE_WITHOUT_FUNCTION,
            at("ListTargetsByRule", "Rule", "RolecallCentral"),
            elsewhere,
            monitor));
  }

  private static Stream<Planted> members() {
    List<String> ci = List.of(CI + " " + GLOBAL);
    String put =
        put("--region us-east-1 --profile PROFILE --event-bus-name default --name RolecallForward");
    return Stream.of(
        new Planted(
            Problem.MEMBER_RULE_MISSING,
            inCi("DescribeRule", GLOBAL),
            GONE,
            ci,
            "npx cdk deploy RolecallOrganization"),
        new Planted(
            Problem.MEMBER_RULE_MISSING,
            call -> call.is("DescribeRule") && call.isIn(MANAGEMENT) && call.region().equals(HOME),
            GONE,
            List.of(MANAGEMENT + " " + HOME),
            "AWS_REGION=eu-west-1 npx cdk deploy RolecallMember --revert-drift --profile PROFILE"),
        new Planted(
            Problem.MEMBER_RULE_DISABLED,
            inCi("DescribeRule", GLOBAL),
            Answer.of(rule("DISABLED")),
            ci,
            put),
        new Planted(
            Problem.MEMBER_RULE_SKIPS_READS,
            inCi("DescribeRule", GLOBAL),
            Answer.of(rule("ENABLED")),
            ci,
            put),
        new Planted(
            Problem.MEMBER_RULE_ELSEWHERE,
            inCi("ListTargetsByRule", GLOBAL),
            Answer.of(targets("arn:aws:events:eu-west-1:000000000000:event-bus/rolecall")),
            ci,
            "npx cdk deploy RolecallOrganization"));
  }

  private static Stream<Planted> readers() {
    return Stream.of(
        new Planted(
            Problem.ORGANIZATION_UNREADABLE,
            call -> call.is("ListAccounts"),
            SHUT,
            List.of(MONITOR.value()),
            "npx cdk deploy RolecallMonitor -c rolecall:organizationAccount=ACCOUNT"),
        new Planted(
            Problem.READER_MISSING,
            at("AssumeRole", "RoleArn", "arn:aws:iam::" + PROD + ":role/RolecallReader"),
            Answer.xmlError("AccessDenied"),
            List.of(PROD.value()),
            "npx cdk deploy RolecallOrganization"),
        new Planted(
            Problem.READER_BLIND,
            call -> call.is("GetRole") && call.isIn(PROD),
            Answer.xmlError("AccessDenied"),
            List.of(PROD.value()),
            "npx cdk deploy RolecallOrganization"),
        new Planted(
            Problem.READER_WITHOUT_EVALUATIONS,
            call -> call.is("GetRequestAuthorizationDetails") && call.isIn(PROD),
            new Answer(403, "{\"__type\": \"AccessDeniedException\"}"),
            List.of(PROD.value()),
            "npx cdk deploy RolecallOrganization"));
  }

  private static Stream<Planted> listeners() {
    Predicate<Call> alerts = at("ListSubscriptionsByTopic", "TopicArn", ALERTS);
    Predicate<Call> operations = at("ListSubscriptionsByTopic", "TopicArn", OPERATIONS);
    return Stream.of(
        own(
            Problem.TOPIC_MISSING,
            alerts,
            Answer.xmlError("NotFound"),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.SLACK_NOT_SUBSCRIBED,
            alerts,
            Answer.of(
                subscriptions(
                    subscription("sqs", TEAMS_INBOX, ALERTS + ":2"),
                    subscription("sqs", EVENTS, ALERTS + ":3"))),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.CHANNEL_NOT_SUBSCRIBED,
            alerts,
            Answer.of(
                subscriptions(
                    subscription("sqs", SLACK_INBOX, ALERTS + ":1"),
                    subscription("sqs", EVENTS, ALERTS + ":3"))),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.SUBSCRIPTION_PENDING,
            alerts,
            Answer.of(
                subscriptions(
                    subscription("sqs", SLACK_INBOX, ALERTS + ":1"),
                    subscription("sqs", TEAMS_INBOX, ALERTS + ":2"),
                    subscription("sqs", EVENTS, ALERTS + ":3"),
                    subscription("email", "a'b@example.com", "PendingConfirmation"))),
            "aws sns subscribe --region eu-west-1 --topic-arn "
                + ALERTS
                + " --protocol email --notification-endpoint 'a'\\''b@example.com'"),
        own(
            Problem.CHANNEL_SECRET_MISSING,
            at("DescribeSecret", "SecretId", "rolecall/teams"),
            GONE,
            "aws secretsmanager create-secret --region eu-west-1 --name rolecall/teams"),
        own(
            Problem.SLACK_SECRET_MISSING,
            at("DescribeSecret", "SecretId", "rolecall/slack"),
            GONE,
            "aws secretsmanager create-secret --region eu-west-1 --name rolecall/slack"),
        own(
            Problem.SLACK_SECRET_MISSING,
            at("DescribeSecret", "SecretId", "rolecall/slack"),
            Answer.of("{\"Name\": \"rolecall/slack\"}"),
            "aws secretsmanager create-secret --region eu-west-1 --name rolecall/slack"),
        own(
            Problem.EVENTS_NOT_SUBSCRIBED,
            alerts,
            Answer.of(
                subscriptions(
                    subscription("sqs", SLACK_INBOX, ALERTS + ":1"),
                    subscription("sqs", TEAMS_INBOX, ALERTS + ":2"))),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.PAGER_DUTY_RULE_MISSING,
            at("DescribeRule", "Name", "RolecallPagerDuty"),
            GONE,
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.PAGER_DUTY_RULE_DISABLED,
            at("DescribeRule", "Name", "RolecallPagerDuty"),
            Answer.of(rule("DISABLED")),
            "aws events enable-rule --region eu-west-1 --name RolecallPagerDuty"),
        own(
            Problem.PAGER_DUTY_DISCONNECTED,
            at("DescribeConnection", "Name", "RolecallConnection"),
            Answer.of("{\"ConnectionState\": \"DEAUTHORIZED\"}"),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.OPERATIONS_TOPIC_MISSING,
            operations,
            Answer.xmlError("NotFound"),
            "npx cdk deploy RolecallMonitor --revert-drift"),
        own(
            Problem.OPERATIONS_UNHEARD,
            operations,
            Answer.of(subscriptions()),
            "aws sns subscribe --region eu-west-1 --topic-arn "
                + OPERATIONS
                + " --protocol email"));
  }

  private static Stream<Planted> queues() {
    String deploy = "npx cdk deploy RolecallMonitor --revert-drift";
    return Stream.of(
        own(
            Problem.QUEUE_MISSING,
            at("GetParameter", "Name", "/rolecall/queues"),
            Answer.error("ParameterNotFound"),
            deploy),
        own(
            Problem.QUEUE_MISSING,
            at("GetQueueUrl", "QueueName", "rule-failures"),
            Answer.error("com.amazonaws.sqs#QueueDoesNotExist"),
            deploy),
        own(
            Problem.QUEUE_MISSING,
            at("GetQueueUrl", "QueueName", "slack-outbox"),
            Answer.error("com.amazonaws.sqs#QueueDoesNotExist"),
            deploy),
        own(
            Problem.INSTALLATION_UNREADABLE,
            at("GetParameter", "Name", "/rolecall/queues"),
            Answer.of("{\"Parameter\": {\"Value\": \"{}\"}}"),
            "aws ssm delete-parameter --region eu-west-1 --name /rolecall/queues; npx cdk"),
        own(
            Problem.FAILURES_WAITING,
            attributesOf("explain-failures"),
            Answer.of(FakeInstallation.queue(3, "")),
            "rolecall doctor --redrive --region eu-west-1"),
        own(
            Problem.QUEUE_CLOSED,
            attributesOf("slack-inbox"),
            Answer.of(FakeInstallation.queue(0, OPERATIONS)),
            deploy),
        own(
            Problem.QUEUE_NOT_READ,
            at("GetEventSourceMapping", "UUID", "22222222-2222"),
            Answer.of("{\"State\": \"Disabled\"}"),
            "aws lambda update-event-source-mapping --region eu-west-1 --uuid 22222222-2222"
                + " --enabled"));
  }

  private static Predicate<Call> attributesOf(String queue) {
    return at(
        "GetQueueAttributes",
        "QueueUrl",
        "https://sqs.eu-west-1.amazonaws.com/999988887777/" + queue);
  }

  /// What waits for a channel that is down is no fault of the installation.
  @Test
  void whatWaitsForAChannelIsSaid() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(attributesOf("slack-outbox"), Answer.of(FakeInstallation.queue(12, "")));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(DoctorReportText.write(doctorReport))
          .contains("✅ messages waiting for slack: 12", "✅ empty failure queues: 3");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsPlantedIsFoundAndNothingElse(Planted planted) {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(planted.where(), planted.answer());

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).as(DoctorReportText.write(doctorReport)).hasSize(1);
      CheckFinding.Wrong wrong = doctorReport.wrong().getFirst();
      assertThat(wrong.fault()).isEqualTo(planted.fault());
      assertThat(wrong.where())
          .extracting(AwsLocation::toString)
          .containsExactlyInAnyOrderElementsOf(planted.places());
      assertThat(DoctorReportText.fix(wrong)).startsWith(planted.mend());
      assertThat(doctorReport.unknown()).as(DoctorReportText.write(doctorReport)).isEmpty();
      assertThat(DoctorReportText.write(doctorReport))
          .contains("❌ " + wrong.what())
          .contains("fix: " + planted.mend());
    }
  }

  @Test
  void whereNoChannelIsSetUpSomebodyElseHasToListen() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.parameter(without("(slack|teams)(Function|Queue|Secret)|pagerDuty(Rule|Connection)"))
          .plant(at("ListSubscriptionsByTopic", "TopicArn", ALERTS), eventsAlone());

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong())
          .extracting(CheckFinding.Wrong::fault)
          .containsExactly(Problem.NOBODY_LISTENS);
    }
  }

  private static String without(String fields) {
    return PARAMETER.replaceAll("\"(" + fields + ")\": \"[^\"]*\",", "");
  }

  /// Events reach people only where a rule takes them further.
  private static Answer eventsAlone() {
    return Answer.of(
        subscriptions(
            subscription("sqs", EVENTS, ALERTS + ":3"),
            subscription("email", "a@example.com", "Deleted")));
  }

  @Test
  void pagerDutyListensThroughTheEvents() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.parameter(without("(slack|teams)(Function|Queue|Secret)"))
          .plant(at("ListSubscriptionsByTopic", "TopicArn", ALERTS), eventsAlone());

      assertThat(aws.examine().wrong()).isEmpty();
    }
  }

  @Test
  void whatIsMeantToBeUnheardIsNothingWrong() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.parameter(
              without("(slack|teams)(Function|Queue|Secret)|pagerDuty(Rule|Connection)|eventsQueue")
                  .replace(
                      "\"readerRole\"",
                      "\"alerts\": \"none\", \"operations\": \"none\", \"readerRole\""))
          .plant(call -> call.is("ListSubscriptionsByTopic"), Answer.of(subscriptions()));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(DoctorReportText.write(doctorReport))
          .contains("the alerts topic has no subscription, as configured")
          .contains("the operations topic has no subscription, as configured");
    }
  }

  /// A person who did not confirm gets nothing.
  @Test
  void anAddressThatWasNotConfirmedDoesNotListen() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(
          at("ListSubscriptionsByTopic", "TopicArn", OPERATIONS),
          Answer.of(
              subscriptions(subscription("email", "ops@example.com", "PendingConfirmation"))));

      assertThat(aws.examine().wrong())
          .extracting(CheckFinding.Wrong::fault)
          .containsExactly(Problem.SUBSCRIPTION_PENDING, Problem.OPERATIONS_UNHEARD);
    }
  }

  @Test
  void inAHealthyInstallationNothingIsWrongAndNothingUnknown() {
    try (FakeInstallation aws = new FakeInstallation()) {
      DoctorReport doctorReport = aws.examine();
      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown()).isEmpty();
      assertThat(DoctorReportText.write(doctorReport))
          .endsWith("\nno problems found\n")
          .contains("in 7 of 7");
      assertThat(ALL_EVENTS).isEqualTo(RuleCheck.ALL_EVENTS);
    }
  }

  /// Of every fault there is a test.
  @Test
  void everyFaultIsPlanted() {
    Set<Problem> planted =
        Stream.concat(
                faults().map(Planted::fault),
                Stream.of(
                    Problem.NOBODY_LISTENS,
                    // Those of the address for Slack are planted in InteractionCheckTest.
                    Problem.SLACK_SIGNING_SECRET_MISSING,
                    Problem.SLACK_INTERACTIONS_UNREACHABLE))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Problem.class)));
    assertThat(planted).isEqualTo(EnumSet.allOf(Problem.class));
  }
}
