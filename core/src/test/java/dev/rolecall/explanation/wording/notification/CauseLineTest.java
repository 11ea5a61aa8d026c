package dev.rolecall.explanation.wording.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.wording.CauseLabel;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CauseLineTest {

  private static final List<CauseCode> CAUSES = List.of(CauseCode.values());

  private static final LineFormat SLACK =
      new LineFormat("🟠 ", 150, " → ", "…", name -> name.replace('<', '‹'));
  private static final String ENDING = ". For: team that runs ci-deploy";

  private static CauseLine line(
      String caller, String callerAccount, String role, String roleAccount) {
    return new CauseLine(
        "wrong external ID",
        Optional.empty(),
        caller,
        Optional.of(callerAccount),
        role,
        Optional.of(roleAccount),
        List.of(ENDING));
  }

  private static LineFormat most(int most) {
    return new LineFormat("🟠 ", most, " → ", "…", name -> name);
  }

  @Test
  void causeCallerRoleTheirAccountsAndWhoNeedsToAct() {
    CauseLine line = line("ci-deploy", "tooling", "prod-deploy", "production");
    assertThat(line.within(SLACK))
        .isEqualTo(
            "🟠 wrong external ID: ci-deploy (tooling) → prod-deploy (production). For: team that"
                + " runs ci-deploy");
    assertThat(line.title(SLACK))
        .isEqualTo("🟠 wrong external ID: ci-deploy (tooling) → prod-deploy (production)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "101 | 🟠 wrong external ID: ci-deploy-of-payments (tooling) → prod-deploy-of-payments"
            + " (production)",
        "84 | 🟠 wrong external ID: ci-deploy-of-payments → prod-deploy-of-payments (production)",
        "78 | 🟠 wrong external ID: ci-deploy-of-payments → prod-deploy-of-pay… (production)",
        "73 | 🟠 wrong external ID: ci-deploy-of-payme… → prod-deploy-of-… (production)",
      })
  void whoNeedsToActGoesFirstThenTheCallersAccountThenTheEndOfTheRolesName(
      int most, String expected) {
    CauseLine line =
        line("ci-deploy-of-payments", "tooling", "prod-deploy-of-payments", "production");
    assertThat(line.within(most(most))).isEqualTo(expected).hasSizeLessThanOrEqualTo(most);
  }

  @Test
  void theNoteGoesBeforeTheCallersNameIsCut() {
    CauseLine line =
        new CauseLine(
            "external ID missing",
            Optional.of("fixed: caller has no sts:AssumeRole permission and 2 more"),
            "c".repeat(64),
            Optional.empty(),
            "r".repeat(64),
            Optional.of("production"),
            List.of(ENDING));
    assertThat(line.within(SLACK))
        .isEqualTo(
            "🟠 external ID missing: "
                + "c".repeat(64)
                + " → "
                + "r".repeat(45)
                + "… (production)");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheNamesTheCauseIsThereAndTheOrderOfWhatIsCutHolds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String cause = "likely " + CauseLabel.of(any(random));
      String caller = name(random, 'c', 80);
      String callerAccount = name(random, 'a', 50);
      String role = name(random, 'r', 80);
      String roleAccount = name(random, 'b', 50);
      String text =
          new CauseLine(
                  cause,
                  random.nextBoolean() ? Optional.of("again") : Optional.empty(),
                  caller,
                  Optional.of(callerAccount),
                  role,
                  Optional.of(roleAccount),
                  List.of(ENDING))
              .within(SLACK);
      assertThat(text).hasSizeLessThanOrEqualTo(150).startsWith("🟠 " + cause);
      boolean acts = text.endsWith(ENDING);
      boolean both = text.contains(caller + " (" + callerAccount + ")");
      boolean wholeRole = text.contains(" → " + role + " (");
      boolean wholeCaller = text.contains(": " + caller + " ");
      boolean wholeAccount = text.contains("(" + roleAccount + ")");
      assertThat(!acts || both).as(text).isTrue();
      assertThat(!both || wholeRole).as(text).isTrue();
      assertThat(!wholeRole || wholeCaller || role.length() <= 16).as(text).isTrue();
      assertThat(!wholeCaller || wholeAccount || caller.length() <= 16).as(text).isTrue();
    }
  }

  private static CauseCode any(Random random) {
    return CAUSES.get(random.nextInt(CAUSES.size()));
  }

  private static String name(Random random, char letter, int most) {
    return String.valueOf(letter).repeat(1 + random.nextInt(most));
  }
}
