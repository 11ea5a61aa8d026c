package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// AWS's sentence, drawn at random: what is certain with it denies, by the causes that are named,
/// whatever the unknown keys and the unread policies are.
@Slow
class AwsSentenceSoundnessTest {

  private static final int WORLDS = World.count(300);

  /// The layer that denies, in AWS's own words.
  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void withATrueSentenceACertainCauseDeniesInEveryWorldThatTheSentenceFits(long seed) {
    Random random = new Random(seed);
    int certain = 0;
    for (int i = 0; i < WORLDS; i++) {
      PartlySeen seen = PartlySeen.draw(random);
      Optional<AwsReason.PolicyDenies> said = pick(random, seen.whatAwsMaySay(random));
      if (said.isEmpty()) {
        continue;
      }
      Explanation explanation = seen.explain(said.get());
      if (explanation.diagnosis().confidence() == Confidence.CERTAIN) {
        certain++;
        List<PartlySeen.Whole> fitting = seen.wholes(whole -> whole.fits(said.get()));
        assertThat(fitting).as("%s", said).isNotEmpty();
        deniesInAll(explanation, fitting);
      }
    }
    assertThat(certain).isGreaterThan(WORLDS / 4);
  }

  /// AWS says one thing and what was read another: then one of them is of another time.
  @ParameterizedTest
  @ValueSource(longs = {44, 45, 46})
  void aSentenceThatFitsNothingIsNeverCertain(long seed) {
    Random random = new Random(seed);
    int misplaced = 0;
    for (int i = 0; i < WORLDS; i++) {
      PartlySeen seen = PartlySeen.draw(random);
      AwsReason.PolicyDenies said = anything(random, true);
      List<PartlySeen.Whole> fitting = seen.wholes(whole -> whole.fits(said));
      Explanation explanation = seen.explain(said);
      if (fitting.isEmpty()) {
        misplaced++;
        assertThat(explanation.diagnosis().confidence())
            .as("%s %s", said, explanation.diagnosis())
            .isNotEqualTo(Confidence.CERTAIN);
        assertThat(explanation.diagnosis().awsDisagrees()).as("%s", said).isTrue();
      } else if (explanation.diagnosis().confidence() == Confidence.CERTAIN) {
        deniesInAll(explanation, fitting);
      }
    }
    assertThat(misplaced).isGreaterThan(WORLDS / 4);
  }

  /// The caller may have written it into the ARN of the role, which nothing else records.
  @ParameterizedTest
  @ValueSource(longs = {47, 48, 49})
  void aSentenceThatTheCallerMayHaveWrittenMakesNothingCertain(long seed) {
    Random random = new Random(seed);
    int certain = 0;
    for (int i = 0; i < WORLDS; i++) {
      PartlySeen seen = PartlySeen.draw(random);
      AwsReason.PolicyDenies said = anything(random, false);
      Diagnosis with = seen.explain(said).diagnosis();
      Diagnosis without = seen.explain(new AwsReason.NotGiven()).diagnosis();
      if (with.confidence() == Confidence.CERTAIN) {
        certain++;
        assertThat(without.confidence()).as("%s %s", said, with).isEqualTo(Confidence.CERTAIN);
        assertThat(with.causes())
            .as("%s", said)
            .containsExactlyInAnyOrderElementsOf(without.causes());
        deniesInAll(seen.explain(said), seen.wholes(_ -> true));
      }
    }
    assertThat(certain).isGreaterThan(WORLDS / 10);
  }

  private static void deniesInAll(Explanation explanation, List<PartlySeen.Whole> wholes) {
    for (PartlySeen.Whole whole : wholes) {
      assertThat(whole.allows()).as("%s in %s", explanation.diagnosis(), whole).isFalse();
      for (Cause cause : explanation.diagnosis().causes()) {
        assertThat(whole.isDeniedBy(cause)).as("%s in %s", cause, whole).isTrue();
      }
    }
  }

  private static <T> Optional<T> pick(Random random, List<T> options) {
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of(options.get(random.nextInt(options.size())));
  }

  /// RCPs always allow.
  private static final Set<PolicyType> CANNOT_LACK = EnumSet.of(PolicyType.RCP);

  private static AwsReason.PolicyDenies anything(Random random, boolean proven) {
    PolicyType[] types = PolicyType.values();
    PolicyType type = types[random.nextInt(types.length)];
    boolean explicit = random.nextBoolean() || CANNOT_LACK.contains(type);
    return new AwsReason.PolicyDenies(type, explicit, Optional.empty(), proven);
  }
}
