package dev.rolecall.doctor;

import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.MONITOR;
import static dev.rolecall.doctor.FakeInstallation.NOW;
import static dev.rolecall.doctor.FakeInstallation.PARAMETER;
import static dev.rolecall.doctor.FakeInstallation.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.FakeInstallation.Answer;
import dev.rolecall.evidence.aws.Access;
import dev.rolecall.evidence.aws.AccountAccess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What could not be looked at is never well, and says why.
class UnknownTest {

  private static final Answer SHUT = Answer.error("AccessDeniedException");

  /// One profile, for the monitor's account.
  private record OneProfile() implements AccountAccess {
    @Override
    public AccountId home() {
      return MONITOR;
    }

    @Override
    public Access to(AccountId account) {
      return account.equals(MONITOR)
          ? new Access.Granted(FakeInstallation.credentials())
          : new Access.Refused("no profile for " + account, "--profile for " + account);
    }
  }

  private static Report byProfile(FakeInstallation aws, Duration time) {
    return by(new OneProfile(), aws, time);
  }

  private static Report by(AccountAccess access, FakeInstallation aws, Duration time) {
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

      Report report = aws.examine();

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unknown())
          .isNotEmpty()
          .allSatisfy(
              unknown -> {
                assertThat(unknown.why()).contains(needed);
                assertThat(unknown.learnBy()).contains("allow " + needed);
                assertThat(unknown.where()).isNotEmpty();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalFailure", "Whatever"})
  void aCallThatFailsLeavesItOpen(String code) {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("DescribeTable"), Answer.error(code));

      Report report = aws.examine();

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unknown()).hasSize(1);
      assertThat(ReportText.write(report)).contains("❔ the incident table: ").contains(code);
    }
  }

  @Test
  void aTableThatMayNotBeReadDoesNotTellOfTheLastDenial() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("Query"), SHUT);

      Report report = aws.examine();

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unknown())
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
      Report report = byProfile(aws, Duration.ofMinutes(1));

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unknown()).hasSize(1);
      assertThat(report.unreadAccounts()).hasSize(3).contains(CI, PROD);
      assertThat(ReportText.write(report))
          .contains("no profile was given for them, in 3 of 3 accounts: 111122223333, ")
          .contains("to know: --profile with a profile for each");
    }
  }

  @Test
  void whoReadsByProfilesMayHaveOneThatReadsTheOrganization() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("ListAccounts"), SHUT);

      Report report = byProfile(aws, Duration.ofMinutes(1));

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unknown())
          .singleElement()
          .satisfies(one -> assertThat(one.learnBy()).contains("management account"));
    }
  }

  @Test
  void whatIsNotReachedInTimeIsNotWell() {
    try (FakeInstallation aws = new FakeInstallation()) {
      Report report = byProfile(aws, Duration.ZERO);
      assertThat(report.unknown()).isNotEmpty();
      assertThat(report.wrong()).isEmpty();
    }
  }

  /// Whoever asks for credentials of one account waits for ever; all others are let in.
  private record OneSilent(AccountId silent) implements AccountAccess {
    @Override
    public AccountId home() {
      return MONITOR;
    }

    @Override
    public Access to(AccountId account) {
      if (account.equals(silent)) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return new Access.Granted(FakeInstallation.credentials());
    }
  }

  @Test
  void anAccountThatDoesNotAnswerEndsWithTheTimeAndIsNotWell() {
    try (FakeInstallation aws = new FakeInstallation()) {
      Report report = by(new OneSilent(CI), aws, Duration.ofSeconds(5));

      assertThat(report.wrong()).isEmpty();
      assertThat(report.unreadAccounts()).contains(CI);
      assertThat(ReportText.write(report)).contains("there was no time left");
    }
  }

  @Test
  void aConditionThatNobodyCanJudgeLeavesTheBusOpen() {
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(
          call -> call.is("DescribeEventBus"),
          Answer.of(
              FakeInstallation.bus("\"Principal\": \"*\"", "o-abcdefghij")
                  .replace("aws:PrincipalOrgID", "events:source")));

      Report report = aws.examine();

      assertThat(report.unknown())
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

      Report report = aws.examine();

      assertThat(report.wrong())
          .singleElement()
          .satisfies(
              wrong -> {
                assertThat(wrong.fault()).isEqualTo(Fault.BUS_CLOSED);
                assertThat(wrong.what()).contains(PROD.value()).doesNotContain(CI.value());
              });
    }
  }
}
