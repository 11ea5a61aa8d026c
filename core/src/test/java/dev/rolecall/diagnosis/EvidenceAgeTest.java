package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.Change;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was read long after a denial proves nothing about it, unless somebody looked for changes
/// between.
class EvidenceAgeTest {

  private static final Instant HOUR_LATER = World.DENIED_AT.plus(Duration.ofHours(1));
  private static final Instant LATER = HOUR_LATER.plusSeconds(1);

  private static World trustDenies() {
    return new World().trust(World.allow("\"AWS\":\"arn:aws:iam::444455556666:root\"", ""));
  }

  private static World identityDenies() {
    return new World()
        .trust(World.allow("\"AWS\":\"*\"", ""))
        .identity(World.policy("{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"));
  }

  private static World scpDenies() {
    return new World()
        .scp(World.policy("{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"));
  }

  private static Confidence confidence(World world) {
    return world.explain().diagnosis().confidence();
  }

  @Test
  void whatWasReadWithinTheHourIsCertain() {
    assertThat(confidence(trustDenies().asOf(HOUR_LATER).changesUnread()))
        .isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void whatWasReadLaterIsCertainOnlyWithTheChangesBetween() {
    assertThat(confidence(trustDenies().asOf(LATER).changesUnread())).isEqualTo(Confidence.LIKELY);
    assertThat(confidence(trustDenies().asOf(LATER))).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void whatWasReadBeforeTheDenialIsNotOutdated() {
    assertThat(confidence(trustDenies().asOf(World.DENIED_AT.minusSeconds(1)).changesUnread()))
        .isEqualTo(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @CsvSource({"ROLE, LIKELY", "CALLER, CERTAIN", "ORGANIZATION, CERTAIN"})
  void aTrustPolicyNeedsTheChangesOfTheRole(Change.Kind incomplete, Confidence confidence) {
    assertThat(confidence(trustDenies().asOf(LATER).incompleteChanges(incomplete)))
        .isEqualTo(confidence);
  }

  @ParameterizedTest
  @CsvSource({"CALLER, LIKELY", "ORGANIZATION, CERTAIN"})
  void anIdentityPolicyNeedsTheChangesOfTheCaller(Change.Kind incomplete, Confidence confidence) {
    assertThat(confidence(identityDenies().asOf(LATER).incompleteChanges(incomplete)))
        .isEqualTo(confidence);
  }

  @ParameterizedTest
  @CsvSource({"ORGANIZATION, LIKELY", "CALLER, CERTAIN"})
  void anScpNeedsTheChangesOfTheOrganization(Change.Kind incomplete, Confidence confidence) {
    assertThat(confidence(scpDenies().asOf(LATER).incompleteChanges(incomplete)))
        .isEqualTo(confidence);
  }

  @Test
  void changesThatMayBeIncompleteMatterOnlyAfterTheHour() {
    assertThat(confidence(trustDenies().asOf(HOUR_LATER).incompleteChanges(Change.Kind.ROLE)))
        .isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void anAnswerByPoliciesWithoutADateSaysSo() {
    assertThat(trustDenies().explain().undated()).isTrue();
    assertThat(trustDenies().asOf(HOUR_LATER).explain().undated()).isFalse();
  }

  @Test
  void anAnswerThatRestsOnNoPolicyHasNoDate() {
    assertThat(new World().roleUnread().callerUnread().explain().undated()).isFalse();
    assertThat(trustDenies().check().undated()).isFalse();
  }
}
