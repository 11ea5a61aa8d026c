package dev.rolecall.doctor;

import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.Memory.Entry;
import dev.rolecall.message.SnsMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulletinTest {

  private static final Finding.Ok TABLE_OK =
      new Finding.Ok(Area.INCIDENTS, "the incident table is there", List.of());
  private static final Finding.Wrong TABLE =
      new Finding.Wrong(
          Area.INCIDENTS, Fault.TABLE_MISSING, "the incident table is missing", List.of(), "mend");
  private static final Finding.Unknown TABLE_UNKNOWN =
      new Finding.Unknown(Area.INCIDENTS, "the incident table", "no time", "again", List.of());

  private static Report report(Finding... findings) {
    return new Report(Optional.empty(), List.of(findings));
  }

  private static Optional<SnsMessage> mail(Report report, Entry... before) {
    return new Bulletin(report, List.of(before)).mail("rolecall doctor");
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
    assertThat(mail.subject()).isEqualTo("Rolecall's installation: 1 thing wrong");
    assertThat(text(mail))
        .contains("❌ the incident table is missing\n   mend: mend\n")
        .contains("To look again: rolecall doctor");
  }

  @Test
  void whatWasMendedIsToldOnce() {
    Bulletin bulletin = new Bulletin(report(TABLE_OK), List.of(Entry.of(TABLE)));
    SnsMessage mail = bulletin.mail("rolecall doctor").orElseThrow();
    assertThat(mail.subject()).isEqualTo("Rolecall's installation: 1 mended");
    assertThat(text(mail)).contains("✅ was: the incident table is missing");
    assertThat(bulletin.toKeep()).isEmpty();
  }

  @Test
  void whatCouldNotBeLookedAtIsNotMended() {
    Bulletin bulletin = new Bulletin(report(TABLE_UNKNOWN), List.of(Entry.of(TABLE)));
    assertThat(bulletin.mail("rolecall doctor")).isEmpty();
    assertThat(bulletin.toKeep()).containsExactly(Entry.of(TABLE));
  }

  @Test
  void whatNobodyGotToIsNotMendedEither() {
    Finding.Wrong gone =
        new Finding.Wrong(
            Area.INSTALLATION, Fault.NOT_DEPLOYED, "there is no parameter", List.of(), "mend");
    Bulletin bulletin = new Bulletin(report(gone), List.of(Entry.of(TABLE)));
    assertThat(text(bulletin.mail("x").orElseThrow())).doesNotContain("Mended");
    assertThat(bulletin.toKeep()).containsExactly(Entry.of(gone), Entry.of(TABLE));
  }

  @Test
  void coverageIsANumberAndSomeNames() {
    List<Place> missing =
        IntStream.range(0, 12)
            .mapToObj(i -> Place.of(new AccountId("%012d".formatted(i))))
            .toList();
    List<Place> there =
        IntStream.range(12, 340)
            .mapToObj(i -> Place.of(new AccountId("%012d".formatted(i))))
            .toList();
    Report report =
        report(
            new Finding.Wrong(
                Area.ACCOUNTS, Fault.READER_MISSING, "reader role missing", missing, "mend"),
            new Finding.Ok(Area.ACCOUNTS, "reader role reads IAM", there));
    assertThat(text(mail(report).orElseThrow()))
        .contains("reader role missing, in 12 of 340 accounts: 000000000000, 000000000001,")
        .contains("000000000009, and 2 more");
    assertThat(report.unreadAccounts()).hasSize(12);
  }

  @Test
  void theSameInSeveralPlacesIsOneFinding() {
    Finding ci = TABLE.in(List.of(Place.of(CI, "eu-west-1")));
    Finding prod = TABLE.in(List.of(Place.of(PROD, "eu-west-1")));
    assertThat(report(ci, prod, ci).wrong())
        .singleElement()
        .satisfies(one -> assertThat(one.where()).hasSize(2));
  }

  @Test
  void hiddenCharactersAreShown() {
    Finding.Wrong hostile =
        new Finding.Wrong(
            Area.ALERTS,
            Fault.SUBSCRIPTION_PENDING,
            "waits: \u001b[31m\u202e\n",
            List.of(),
            "mend \u0007");
    assertThat(text(mail(report(hostile)).orElseThrow()))
        .doesNotContain("\u001b", "\u202e", "\u0007")
        .contains("\\u001b[31m\\u202e\\u000a");
    assertThat(ReportJson.write(report(hostile))).doesNotContain("\u001b", "\u202e", "\u0007");
  }

  @Test
  void aMailStaysWithinItsLimits() {
    Finding[] many =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    new Finding.Wrong(
                        Area.ALERTS,
                        Fault.SUBSCRIPTION_PENDING,
                        "subscription " + i,
                        List.of(),
                        "mend"))
            .toArray(Finding[]::new);
    SnsMessage mail = mail(report(many)).orElseThrow();
    assertThat(text(mail)).contains("and 460 more");
    assertThat(mail.subject()).hasSizeLessThan(100);
  }
}
