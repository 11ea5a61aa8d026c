package dev.rolecall.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionElementTest {

  @ParameterizedTest
  @CsvSource({
    // patterns, action, covered by Action
    "sts:AssumeRole, sts:AssumeRole, true",
    "STS:assumerole, sts:AssumeRole, true",
    "sts:AssumeRole, sts:AssumeRoleWithSAML, false",
    "sts:AssumeRole*, sts:AssumeRoleWithSAML, true",
    "sts:assumerole*, sts:AssumeRoleWithSAML, true",
    "sts:*, sts:TagSession, true",
    "STS:*, sts:TagSession, true",
    "*, sts:TagSession, true",
    "*:*, sts:TagSession, true",
    "sts:?agSession, sts:TagSession, true",
    "sts:?agSession, sts:agSession, false",
    "s*:T*n, sts:TagSession, true",
    "sts, sts:AssumeRole, false",
    "AssumeRole, sts:AssumeRole, false",
    "iam:*, sts:AssumeRole, false",
    "'sts:AssumeRole ', sts:AssumeRole, false",
    "sts:${*}, sts:AssumeRole, false",
    "iam:*|sts:AssumeRole, sts:AssumeRole, true",
    "iam:*|sts:TagSession, sts:AssumeRole, false",
    "'', sts:AssumeRole, false",
  })
  void actionsIgnoreCaseAndTakeWildcards(String patterns, String action, boolean covered) {
    List<String> all = List.of(patterns.split("\\|", -1));
    assertThat(new ActionElement(false, all).covers(action)).isEqualTo(covered);
    assertThat(new ActionElement(true, all).covers(action)).isEqualTo(!covered);
  }

  @Test
  void anElementTellsWhatThePolicyHas() {
    ActionElement element = new ActionElement(true, List.of("STS:*", "iam:Get?"));
    assertThat(element.negated()).isTrue();
    assertThat(element.patterns()).containsExactly("STS:*", "iam:Get?");
  }
}
