package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.gap;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.named;
import static dev.rolecall.iam.condition.Samples.request;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Layers: levels, missing policies, and what a layer says by itself.
class LayerResultTest {

  private static final RequestContext CONTEXT = context("unknown", unknown("unknown"));
  private static final Gap MISSING = gap("a policy that was not read");

  /// A policy by letter: `A` allows, `D` allows and denies, `N` does neither, `a` perhaps allows,
  /// `d` allows and perhaps denies.
  private static NamedPolicy policy(char letter) {
    String perhaps = ", 'Condition': {'StringEquals': {'unknown': 'x'}}";
    String allow = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'";
    String deny = "{'Effect': 'Deny', 'Action': '*', 'Resource': '*'";
    String statements =
        switch (letter) {
          case 'A' -> allow + "}";
          case 'D' -> allow + "}," + deny + "}";
          case 'a' -> allow + perhaps + "}";
          case 'd' -> allow + "}," + deny + perhaps + "}";
          default -> allow.replace("'*'", "'s3:*'") + "}";
        };
    return named("{'Version': '2012-10-17', 'Statement': [" + statements + "]}");
  }

  private static LayerResult judge(PolicyType type, Layer layer) {
    return LayerResult.of(type, layer, request(Samples.USER, CONTEXT));
  }

  /// Levels parted by `/`, each a letter a policy.
  private static LayerResult judge(PolicyType type, String levels, boolean missing) {
    List<Layer.Level> all = new ArrayList<>();
    for (String level : levels.equals("none") ? new String[0] : levels.split("/", -1)) {
      all.add(
          new Layer.Level(
              "level", level.chars().mapToObj(letter -> policy((char) letter)).toList()));
    }
    return judge(type, new Layer.Read(all, missing ? List.of(MISSING) : List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    // levels, missing policies, allow, deny, decision
    "A, false, T, F, ALLOW",
    "N, false, F, F, IMPLICIT_DENY",
    "D, false, T, T, EXPLICIT_DENY",
    "a, false, U, F, UNKNOWN",
    "d, false, T, U, UNKNOWN",
    "'', false, F, F, IMPLICIT_DENY",
    "AN, false, T, F, ALLOW",
    "ND, false, T, T, EXPLICIT_DENY",
    "aA, false, T, F, ALLOW",
    "aN, false, U, F, UNKNOWN",
    "ad, false, T, U, UNKNOWN",
    // every level must allow
    "A/A, false, T, F, ALLOW",
    "A/N, false, F, F, IMPLICIT_DENY",
    "N/A, false, F, F, IMPLICIT_DENY",
    "A/D, false, T, T, EXPLICIT_DENY",
    "N/D, false, F, T, EXPLICIT_DENY",
    "A/a, false, U, F, UNKNOWN",
    "N/a, false, F, F, IMPLICIT_DENY",
    "N/d, false, F, U, IMPLICIT_DENY",
    "A/'', false, F, F, IMPLICIT_DENY",
    "A/N/A, false, F, F, IMPLICIT_DENY",
    "AN/NA/aA, false, T, F, ALLOW",
    // a policy that was not read may allow where none does, and may deny
    "A, true, T, U, UNKNOWN",
    "N, true, U, U, UNKNOWN",
    "D, true, T, T, EXPLICIT_DENY",
    "A/N, true, U, U, UNKNOWN",
    "'', true, U, U, UNKNOWN",
  })
  void levelsCombineAsIamDoes(
      String levels, boolean missing, String allow, String deny, Decision decision) {
    LayerResult result = judge(PolicyType.SCP, levels.replace("''", ""), missing);
    assertThat(letter(result.allow())).isEqualTo(allow);
    assertThat(letter(result.deny())).isEqualTo(deny);
    assertThat(result.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void withoutAnyPolicyALayerDeniesUnlessItIsTheOrganizations(PolicyType type) {
    boolean organization = type == PolicyType.SCP || type == PolicyType.RCP;
    assertThat(judge(type, "none", false).decision())
        .isEqualTo(organization ? Decision.ALLOW : Decision.IMPLICIT_DENY);
    assertThat(judge(type, "none", true).decision()).isEqualTo(Decision.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "A, false, T, F, ALLOW",
    "N, false, T, F, ALLOW",
    "D, false, T, T, EXPLICIT_DENY",
    "d, false, T, U, UNKNOWN",
    "A/N, false, T, F, ALLOW",
    "A/D, false, T, T, EXPLICIT_DENY",
    "A, true, T, U, UNKNOWN",
  })
  void resourceControlPoliciesAlwaysAllowAndMayDeny(
      String levels, boolean missing, String allow, String deny, Decision decision) {
    LayerResult result = judge(PolicyType.RCP, levels, missing);
    assertThat(letter(result.allow())).isEqualTo(allow);
    assertThat(letter(result.deny())).isEqualTo(deny);
    assertThat(result.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void aTypeThatTakesNoPartNeitherBlocksNorDenies(PolicyType type) {
    LayerResult result = judge(type, new Layer.NotApplicable());
    assertThat(result.allow()).isEqualTo(Truth.TRUE);
    assertThat(result.deny()).isEqualTo(Truth.FALSE);
    assertThat(result.decision()).isEqualTo(Decision.NOT_APPLICABLE);
    assertThat(result.levels()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void aLayerThatWasNotReadIsUnknownByItsGap(PolicyType type) {
    LayerResult result = judge(type, new Layer.Unread(MISSING));
    assertThat(facts(result.deny())).containsExactly(GapSentence.fact(MISSING));
    assertThat(result.allow().isTrue()).isEqualTo(type == PolicyType.RCP);
    assertThat(result.decision()).isEqualTo(Decision.UNREAD);
  }

  @ParameterizedTest
  @CsvSource({
    // allow, deny, decision, whether the call is denied for certain
    "T, T, EXPLICIT_DENY, true",
    "T, F, ALLOW, false",
    "T, U, UNKNOWN, false",
    "F, T, EXPLICIT_DENY, true",
    "F, F, IMPLICIT_DENY, true",
    "F, U, IMPLICIT_DENY, true",
    "U, T, EXPLICIT_DENY, true",
    "U, F, UNKNOWN, false",
    "U, U, UNKNOWN, false",
  })
  void allowAndDenyMakeADecision(String allow, String deny, Decision decision, boolean denies) {
    assertThat(Decision.of(truth(allow), truth(deny))).isEqualTo(decision);
    assertThat(decision.denies()).isEqualTo(denies);
  }

  private static Truth truth(String letter) {
    return switch (letter) {
      case "T" -> Truth.TRUE;
      case "F" -> Truth.FALSE;
      default -> Truth.unknown(gap("x"));
    };
  }

  @Test
  void theResultsOfEveryLevelAndPolicyAreKeptInOrder() {
    LayerResult result = judge(PolicyType.SCP, "AN/D", false);
    assertThat(result.levels()).hasSize(2);
    assertThat(result.levels().getFirst().policies()).hasSize(2);
    assertThat(result.levels().getFirst().deny()).isEqualTo(Truth.FALSE);
    assertThat(result.levels().get(1).deny()).isEqualTo(Truth.TRUE);
    assertThat(result.levels()).isUnmodifiable();
  }

  @Test
  void aSinglePolicyMakesALayerOfOneLevel() {
    NamedPolicy policy = policy('A');
    assertThat(Layer.of(policy))
        .isEqualTo(
            new Layer.Read(
                List.of(new Layer.Level(policy.attachedTo(), List.of(policy))), List.of()));
  }
}
