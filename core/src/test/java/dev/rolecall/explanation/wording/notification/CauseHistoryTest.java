package dev.rolecall.explanation.wording.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.Incidents;
import dev.rolecall.incident.state.CauseInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseHistoryTest {

  private static CauseHistory way(List<CauseInterval> spells, Cause... causes) {
    var explanation = new Explanations().because(causes).explanation();
    return CauseHistory.of(Incidents.of(explanation, 9, 60).causes(spells).build(), explanation);
  }

  private static CauseInterval early(CauseCode cause) {
    return Incidents.spell(cause, 3, 60, 40);
  }

  private static CauseInterval newest(CauseCode cause) {
    return Incidents.spell(cause, 3, 30, 0);
  }

  @Test
  void whatWasNotSeenAgainIsFixed() {
    CauseHistory causeHistory =
        way(
            List.of(early(CauseCode.PRINCIPAL_NOT_TRUSTED), newest(CauseCode.EXTERNAL_ID_MISSING)),
            Explanations.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(causeHistory.sentence("external ID missing"))
        .isEqualTo("Fixed: caller not trusted. Now: external ID missing.");
    assertThat(causeHistory.also()).isEmpty();
  }

  @Test
  void whatStillShowsIsNotFixed() {
    CauseHistory causeHistory =
        way(
            List.of(
                Incidents.spell(CauseCode.MFA_REQUIRED, 3, 60, 10),
                newest(CauseCode.EXTERNAL_ID_MISSING)),
            Explanations.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(causeHistory.fixed()).isEmpty();
    assertThat(causeHistory.also())
        .extracting(CauseInterval::cause)
        .containsExactly(CauseCode.MFA_REQUIRED);
  }

  @Test
  void whatTheExplanationNamesTooIsNotFixed() {
    CauseHistory causeHistory =
        way(
            List.of(early(CauseCode.MFA_REQUIRED), newest(CauseCode.EXTERNAL_ID_MISSING)),
            Explanations.bare(CauseCode.EXTERNAL_ID_MISSING),
            Explanations.bare(CauseCode.MFA_REQUIRED));
    assertThat(causeHistory.facts()).isEmpty();
  }

  @Test
  void nobodyFixedWhatWasOnlyNotKnown() {
    CauseHistory causeHistory =
        way(
            List.of(early(CauseCode.UNDETERMINED), newest(CauseCode.SCP_DENY)),
            Explanations.bare(CauseCode.SCP_DENY));
    assertThat(causeHistory.fixed()).isEmpty();
    assertThat(causeHistory.sentence("blocked by SCP"))
        .isEqualTo("Previously: cause not determined. Now: blocked by SCP.");
  }

  @Test
  void anObstacleThatIsKnownBetterNowIsNotFixed() {
    CauseHistory causeHistory =
        way(
            List.of(early(CauseCode.EXTERNAL_ID_REQUIRED), newest(CauseCode.EXTERNAL_ID_MISMATCH)),
            Explanations.bare(CauseCode.EXTERNAL_ID_MISMATCH));
    assertThat(causeHistory.fixed()).isEmpty();
    assertThat(causeHistory.before())
        .extracting(CauseInterval::cause)
        .containsExactly(CauseCode.EXTERNAL_ID_REQUIRED);
  }

  @Test
  void whatNoCallHasMetIsSaid() {
    CauseHistory causeHistory =
        way(
            List.of(
                early(CauseCode.PRINCIPAL_NOT_TRUSTED),
                Incidents.spell(CauseCode.EXTERNAL_ID_MISSING, 0, 0, 0)),
            Explanations.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(causeHistory.sentence("external ID missing"))
        .contains("not yet confirmed by a call");
  }
}
