package dev.rolecall.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternOverlapTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, abd, false",
    "a*, *c, true",
    "a*b, a?b, true",
    "a*, b*, false",
    "*, x, true",
    "a?c, abc, true",
    "a?, a, false",
    "ab*, a, false",
    "a*a, a, false"
  })
  void twoPatternsOverlapWhenSomeTextMatchesBoth(String one, String other, boolean overlap) {
    assertThat(PatternOverlap.mayOverlap(one, other)).isEqualTo(overlap);
    assertThat(PatternOverlap.mayOverlap(other, one)).isEqualTo(overlap);
  }

  @Test
  void longPatternsAreTakenToOverlap() {
    assertThat(PatternOverlap.mayOverlap("a".repeat(700), "b".repeat(700))).isTrue();
  }
}
