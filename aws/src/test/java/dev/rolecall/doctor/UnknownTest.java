package dev.rolecall.doctor;

import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.MONITOR;
import static dev.rolecall.doctor.FakeInstallation.NOW;
import static dev.rolecall.doctor.FakeInstallation.PARAMETER;
import static dev.rolecall.doctor.FakeInstallation.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.FakeInstallation.Answer;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.DoctorReportText;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What could not be looked at is never well, and says why.
@Slow
class UnknownTest {

  private static final Answer SHUT = Answer.error("AccessDeniedException");

  /// One profile, for the monitor's account.
  private record OneProfile() implements AccountAccess {
    @Override
    public AccountId home() {
      return MONITOR;
    }

    @Override
    public AwsAccess to(AccountId account) {
      return account.equals(MONITOR)
          ? new AwsAccess.Granted(FakeInstallation.credentials())
          : new AwsAccess.Refused("no profile for " + account, "--profile for " + account);
    }
  }

  private static DoctorReport byProfile(FakeInstallation aws, Duration time) {
    return by(new OneProfile(), aws, time);
  }

  private static DoctorReport by(AccountAccess access, FakeInstallation aws, Duration time) {
    return new Doctor(
            access, aws.clients(), Viewpoint.OWN_PROFILES, List.of(MONITOR), () -> NOW, _ -> {})
        .examine("/rolecall/installation", time);
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeRule, events:DescribeRule",
    "ListTargetsByRule, events:ListTargetsByRule",
    "DescribeEventBus, events:DescribeEventBus",
    "DescribeTrails, cloudtrail:DescribeTrails",
    "GetEventSelectors, cloudtrail:GetEventSelectors",
    "GetTrailStatus, cloudtrail:GetTrailStatus",
    "DescribeTable, dynamodb:DescribeTable",
    "DescribeSecret, secretsmanager:DescribeSecret",
    "GetParameter, ssm:GetParameter",
  })
  void aCallThatIsNotAllowedLeavesItOpen(String action, String needed) {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is(action), SHUT);

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown())
          .isNotEmpty()
          .allSatisfy(
              unknown -> {
                assertThat(unknown.why()).contains(needed);
                assertThat(unknown.learnBy()).contains("allow " + needed);
                assertThat(unknown.where()).isNotEmpty();
              });
    }
  }

  @Test
  void aRegionWithoutEvaluationsIsAsItShouldBe() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(
          call -> call.is("GetRequestAuthorizationDetails"),
          new FakeInstallation.Answer(404, "<html>no such service</html>"));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalFailure", "Whatever"})
  void aCallThatFailsLeavesItOpen(String code) {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("DescribeTable"), Answer.error(code));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown()).hasSize(1);
      assertThat(DoctorReportText.write(doctorReport))
          .contains("❔ the incident table: ")
          .contains(code);
    }
  }

  @Test
  void aTableThatMayNotBeReadDoesNotTellOfTheLastDenial() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("Query"), SHUT);

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.why()).contains("AccessDenied");
                assertThat(one.learnBy()).contains("dynamodb:Query");
              });
    }
  }

  @Test
  void accountsWithoutAProfileAreOneLine() {
    try (FakeInstallation aws = new FakeInstallation()) {
      DoctorReport doctorReport = byProfile(aws, Duration.ofMinutes(1));

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown()).hasSize(1);
      assertThat(doctorReport.unreadAccounts()).hasSize(3).contains(CI, PROD);
      assertThat(DoctorReportText.write(doctorReport))
          .contains("no profile was given for them, in 3 of 3 accounts: 111122223333, ")
          .contains("to find out: pass --profile with a profile for each account");
    }
  }

  @Test
  void whoReadsByProfilesMayHaveOneThatReadsTheOrganization() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("ListAccounts"), SHUT);

      DoctorReport doctorReport = byProfile(aws, Duration.ofMinutes(1));

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unknown())
          .singleElement()
          .satisfies(one -> assertThat(one.learnBy()).contains("management account"));
    }
  }

  @Test
  void whatIsNotReachedInTimeIsNotWell() {
    try (FakeInstallation aws = new FakeInstallation()) {
      DoctorReport doctorReport = byProfile(aws, Duration.ZERO);
      assertThat(doctorReport.unknown()).isNotEmpty();
      assertThat(doctorReport.wrong()).isEmpty();
    }
  }

  /// Whoever asks for credentials of one account waits for ever; all others are let in.
  private record OneSilent(AccountId silent) implements AccountAccess {
    @Override
    public AccountId home() {
      return MONITOR;
    }

    @Override
    public AwsAccess to(AccountId account) {
      if (account.equals(silent)) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return new AwsAccess.Granted(FakeInstallation.credentials());
    }
  }

  @Test
  void anAccountThatDoesNotAnswerEndsWithTheTimeAndIsNotWell() {
    try (FakeInstallation aws = new FakeInstallation()) {
      DoctorReport doctorReport = by(new OneSilent(CI), aws, Duration.ofSeconds(5));

      assertThat(doctorReport.wrong()).isEmpty();
      assertThat(doctorReport.unreadAccounts()).contains(CI);
      assertThat(DoctorReportText.write(doctorReport)).contains("the time limit was reached");
    }
  }

  @Test
  void aConditionThatNobodyCanJudgeLeavesTheBusOpen() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(
          call -> call.is("DescribeEventBus"),
          Answer.of(
              FakeInstallation.bus("\"Principal\": \"*\"", "o-abcdefghij")
                  .replace("aws:PrincipalOrgID", "aws:SourceVpc")));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.unknown())
          .singleElement()
          .satisfies(one -> assertThat(one.area()).isEqualTo(Area.BUS));
    }
  }

  @Test
  void anAccountThatTheBusDoesNotAdmitIsNamed() {
    String principal = "\"Principal\": {\"AWS\": [\"" + CI + "\"]}";
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.parameter(
              PARAMETER.replace(
                  "\"organizationId\": \"o-abcdefghij\"",
                  "\"accounts\": [\"" + CI + "\", \"" + PROD + "\"]"))
          .plant(
              call -> call.is("DescribeEventBus"),
              Answer.of(
                  FakeInstallation.bus(principal, "x")
                      .replace("aws:PrincipalOrgID", "aws:SecureTransport")
                      .replace("\\\"x\\\"", "\\\"true\\\"")));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.wrong())
          .singleElement()
          .satisfies(
              wrong -> {
                assertThat(wrong.fault()).isEqualTo(Problem.BUS_CLOSED);
                assertThat(wrong.what()).contains(PROD.value()).doesNotContain(CI.value());
              });
    }
  }
}
