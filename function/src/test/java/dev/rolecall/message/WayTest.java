package dev.rolecall.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.incident.CauseSpell;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayTest {

  private static Way way(List<CauseSpell> spells, Cause... causes) {
    var explanation = new Told().because(causes).explanation();
    return Way.of(Incidents.of(explanation, 9, 60).causes(spells).build(), explanation);
  }

  private static CauseSpell early(CauseCode cause) {
    return Incidents.spell(cause, 3, 60, 40);
  }

  private static CauseSpell newest(CauseCode cause) {
    return Incidents.spell(cause, 3, 30, 0);
  }

  @Test
  void whatWasNotSeenAgainIsFixed() {
    Way way =
        way(
            List.of(early(CauseCode.PRINCIPAL_NOT_TRUSTED), newest(CauseCode.EXTERNAL_ID_MISSING)),
            Told.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(way.sentence("external id missing"))
        .isEqualTo("Fixed: caller not trusted. Now: external id missing.");
    assertThat(way.also()).isEmpty();
  }

  @Test
  void whatStillShowsIsNotFixed() {
    Way way =
        way(
            List.of(
                Incidents.spell(CauseCode.MFA_REQUIRED, 3, 60, 10),
                newest(CauseCode.EXTERNAL_ID_MISSING)),
            Told.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(way.fixed()).isEmpty();
    assertThat(way.also()).containsExactly(CauseCode.MFA_REQUIRED);
  }

  @Test
  void whatTheExplanationNamesTooIsNotFixed() {
    Way way =
        way(
            List.of(early(CauseCode.MFA_REQUIRED), newest(CauseCode.EXTERNAL_ID_MISSING)),
            Told.bare(CauseCode.EXTERNAL_ID_MISSING),
            Told.bare(CauseCode.MFA_REQUIRED));
    assertThat(way.facts()).isEmpty();
  }

  @Test
  void nobodyFixedWhatWasOnlyNotKnown() {
    Way way =
        way(
            List.of(early(CauseCode.UNDETERMINED), newest(CauseCode.SCP_DENY)),
            Told.bare(CauseCode.SCP_DENY));
    assertThat(way.fixed()).isEmpty();
    assertThat(way.sentence("blocked by SCP"))
        .isEqualTo("Before: cause not determined. Now: blocked by SCP.");
  }

  @Test
  void anObstacleThatIsKnownBetterNowIsNotFixed() {
    Way way =
        way(
            List.of(early(CauseCode.EXTERNAL_ID_REQUIRED), newest(CauseCode.EXTERNAL_ID_MISMATCH)),
            Told.bare(CauseCode.EXTERNAL_ID_MISMATCH));
    assertThat(way.fixed()).isEmpty();
    assertThat(way.before()).containsExactly(CauseCode.EXTERNAL_ID_REQUIRED);
  }

  @Test
  void whatNoCallHasMetIsSaid() {
    Way way =
        way(
            List.of(
                early(CauseCode.PRINCIPAL_NOT_TRUSTED),
                Incidents.spell(CauseCode.EXTERNAL_ID_MISSING, 0, 0, 0)),
            Told.bare(CauseCode.EXTERNAL_ID_MISSING));
    assertThat(way.sentence("external id missing")).contains("no call has met it yet");
  }
}
