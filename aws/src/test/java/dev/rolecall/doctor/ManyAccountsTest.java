package dev.rolecall.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.FakeInstallation.Answer;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.DoctorReportText;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Slow
class ManyAccountsTest {

  private static final int ACCOUNTS = 340;

  private static AccountId account(int number) {
    return new AccountId("%012d".formatted(number));
  }

  @Test
  void coverageIsCountedAndNoMoreThanTwentyCallsAreMadeAtOnce() {
    AccountId[] all =
        Stream.concat(
                Stream.of(FakeInstallation.MONITOR),
                IntStream.rangeClosed(1, ACCOUNTS).mapToObj(ManyAccountsTest::account))
            .toArray(AccountId[]::new);
    try (FakeInstallation aws = new FakeInstallation()) {
      aws.plant(call -> call.is("ListAccounts"), Answer.of(FakeInstallation.accounts(all)))
          .plant(
              call ->
                  call.is("AssumeRole")
                      && call.fields()
                          .getOrDefault("RoleArn", "")
                          .matches("arn:aws:iam::0000000000(0[1-9]|1[0-2]):role/RolecallReader"),
              Answer.xmlError("AccessDenied"));

      DoctorReport doctorReport = aws.examine();

      assertThat(doctorReport.unknown()).isEmpty();
      assertThat(doctorReport.wrong()).hasSize(1);
      assertThat(doctorReport.unreadAccounts()).hasSize(12).contains(account(1), account(12));
      assertThat(DoctorReportText.write(doctorReport))
          .contains("does not trust the monitor account, in 12 of 340 accounts: 000000000001, ")
          .contains(", and 2 more")
          // Each account that can be read in two regions, and the monitor in the other one.
          .contains("forwards to the central bus, in 657 of 657 accounts and regions");
      assertThat(aws.mostAtOnce()).isBetween(2, 20);
    }
  }
}
