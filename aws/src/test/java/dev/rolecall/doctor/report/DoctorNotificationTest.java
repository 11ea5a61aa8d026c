package dev.rolecall.doctor.report;

import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.LastFindings.Entry;
import dev.rolecall.explanation.render.sns.SnsMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoctorNotificationTest {

  private static final CheckFinding.Ok TABLE_OK =
      new CheckFinding.Ok(Area.INCIDENTS, "the incident table is there", List.of());
  private static final CheckFinding.Wrong TABLE =
      new CheckFinding.Wrong(
          Area.INCIDENTS,
          Problem.TABLE_MISSING,
          "the incident table is missing",
          List.of(),
          "mend");
  private static final CheckFinding.Unknown TABLE_UNKNOWN =
      new CheckFinding.Unknown(Area.INCIDENTS, "the incident table", "no time", "again", List.of());

  private static DoctorReport report(CheckFinding... findings) {
    return new DoctorReport(Optional.empty(), List.of(findings));
  }

  private static Optional<SnsMessage> mail(DoctorReport doctorReport, Entry... before) {
    return new DoctorNotification(doctorReport, List.of(before)).mail("rolecall doctor");
  }

  private static String text(SnsMessage mail) {
    return mail.texts().getOrDefault("default", "");
  }

  @Test
  void nothingIsSaidWhileAllIsWell() {
    assertThat(mail(report(TABLE_OK))).isEmpty();
    assertThat(mail(report(TABLE_UNKNOWN))).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithItsCommand() {
    SnsMessage mail = mail(report(TABLE)).orElseThrow();
    assertThat(mail.subject()).isEqualTo("Rolecall installation: 1 problem");
    assertThat(text(mail))
        .contains("❌ the incident table is missing\n   fix: mend\n")
        .contains("To check again: rolecall doctor");
  }

  @Test
  void whatWasMendedIsToldOnce() {
    DoctorNotification doctorNotification =
        new DoctorNotification(report(TABLE_OK), List.of(Entry.of(TABLE)));
    SnsMessage mail = doctorNotification.mail("rolecall doctor").orElseThrow();
    assertThat(mail.subject()).isEqualTo("Rolecall installation: 1 fixed");
    assertThat(text(mail))
        .contains("Fixed since the last check:\n✅ was: the incident table is missing");
    assertThat(doctorNotification.toKeep()).isEmpty();
  }

  @Test
  void whatCouldNotBeLookedAtIsNotMended() {
    DoctorNotification doctorNotification =
        new DoctorNotification(report(TABLE_UNKNOWN), List.of(Entry.of(TABLE)));
    assertThat(doctorNotification.mail("rolecall doctor")).isEmpty();
    assertThat(doctorNotification.toKeep()).containsExactly(Entry.of(TABLE));
  }

  @Test
  void whatNobodyGotToIsNotMendedEither() {
    CheckFinding.Wrong gone =
        new CheckFinding.Wrong(
            Area.INSTALLATION, Problem.NOT_DEPLOYED, "there is no parameter", List.of(), "mend");
    DoctorNotification doctorNotification =
        new DoctorNotification(report(gone), List.of(Entry.of(TABLE)));
    assertThat(text(doctorNotification.mail("x").orElseThrow())).doesNotContain("Fixed");
    assertThat(doctorNotification.toKeep()).containsExactly(Entry.of(gone), Entry.of(TABLE));
  }

  @Test
  void coverageIsANumberAndSomeNames() {
    List<AwsLocation> missing =
        IntStream.range(0, 12)
            .mapToObj(i -> AwsLocation.of(new AccountId("%012d".formatted(i))))
            .toList();
    List<AwsLocation> there =
        IntStream.range(12, 340)
            .mapToObj(i -> AwsLocation.of(new AccountId("%012d".formatted(i))))
            .toList();
    DoctorReport doctorReport =
        report(
            new CheckFinding.Wrong(
                Area.ACCOUNTS, Problem.READER_MISSING, "reader role missing", missing, "mend"),
            new CheckFinding.Ok(Area.ACCOUNTS, "reader role reads IAM", there));
    assertThat(text(mail(doctorReport).orElseThrow()))
        .contains("reader role missing, in 12 of 340 accounts: 000000000000, 000000000001,")
        .contains("000000000009, and 2 more");
    assertThat(doctorReport.unreadAccounts()).hasSize(12);
  }

  @Test
  void theSameInSeveralPlacesIsOneFinding() {
    CheckFinding ci = TABLE.in(List.of(AwsLocation.of(CI, "eu-west-1")));
    CheckFinding prod = TABLE.in(List.of(AwsLocation.of(PROD, "eu-west-1")));
    assertThat(report(ci, prod, ci).wrong())
        .singleElement()
        .satisfies(one -> assertThat(one.where()).hasSize(2));
  }

  @Test
  void hiddenCharactersAreShown() {
    CheckFinding.Wrong hostile =
        new CheckFinding.Wrong(
            Area.ALERTS,
            Problem.SUBSCRIPTION_PENDING,
            "waits: \u001b[31m\u202e\n",
            List.of(),
            "mend \u0007");
    assertThat(text(mail(report(hostile)).orElseThrow()))
        .doesNotContain("\u001b", "\u202e", "\u0007")
        .contains("\\u001b[31m\\u202e\\u000a");
    assertThat(DoctorReportJson.write(report(hostile)))
        .doesNotContain("\u001b", "\u202e", "\u0007");
  }

  @Test
  void aMailStaysWithinItsLimits() {
    CheckFinding[] many =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    new CheckFinding.Wrong(
                        Area.ALERTS,
                        Problem.SUBSCRIPTION_PENDING,
                        "subscription " + i,
                        List.of(),
                        "mend"))
            .toArray(CheckFinding[]::new);
    SnsMessage mail = mail(report(many)).orElseThrow();
    assertThat(text(mail)).contains("and 460 more");
    assertThat(mail.subject()).hasSizeLessThan(100);
  }
}
