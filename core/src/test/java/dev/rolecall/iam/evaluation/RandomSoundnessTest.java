package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same theorem as [SoundnessTest] for random policies over all operators: a definite answer
/// survives that unknown keys, unread policies and vague callers turn out to be anything they may
/// be.
@Slow
class RandomSoundnessTest {

  private static final int CASES = 2_500;
  private static final int FILLINGS = 2;

  /// Everything the engine says of one request, in an order that depends on the policies alone.
  private static List<Truth> answers(AccessRequest request, Map<PolicyType, Layer> layers) {
    Authorization authorization = Authorization.of(request, layers);
    List<Truth> answers = new ArrayList<>();
    answers.add(authorization.allowed());
    answers.add(authorization.denied());
    answers.add(authorization.granted());
    for (PolicyType type : PolicyType.values()) {
      answers.add(authorization.layer(type).allow());
      answers.add(authorization.layer(type).deny());
    }
    return answers;
  }

  /// The same of every statement; only for layers that stay what they are.
  private static List<Truth> statements(AccessRequest request, Map<PolicyType, Layer> layers) {
    List<Truth> answers = new ArrayList<>();
    for (LayerResult layer : Authorization.of(request, layers).layers().values()) {
      for (LayerResult.LevelResult level : layer.levels()) {
        for (PolicyResult policy : level.policies()) {
          policy.statements().forEach(statement -> answers.add(statement.applies()));
        }
      }
    }
    return answers;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void definiteAnswersSurviveEveryFilling(long seed, TestReporter reporter) {
    RandomPolicies policies = new RandomPolicies(seed);
    int definite = 0;
    int unknown = 0;
    for (int i = 0; i < CASES; i++) {
      Map<PolicyType, Layer> layers = policies.layers();
      Map<String, KeyState> keys = policies.keys();
      Caller caller = policies.caller();
      AccessRequest request = request(policies, caller, keys);
      List<Truth> before = answers(request, layers);
      List<Truth> statementsBefore = statements(request, layers);
      for (Truth answer : before) {
        definite += answer.isUnknown() ? 0 : 1;
        unknown += answer.isUnknown() ? 1 : 0;
      }
      for (int filling = 0; filling < FILLINGS; filling++) {
        AccessRequest filled =
            request(policies, policies.filled(caller), policies.filledKeys(keys));
        compare(seed, i, layers, before, answers(filled, policies.filled(layers)));
        compare(seed, i, layers, statementsBefore, statements(filled, layers));
      }
    }
    assertThat(definite).isPositive();
    assertThat(unknown).isPositive();
    reporter.publishEntry(
        "soundness",
        "%d cases of %d fillings, %d definite answers, %d unknown"
            .formatted(CASES, FILLINGS, definite, unknown));
  }

  private static AccessRequest request(
      RandomPolicies policies, Caller caller, Map<String, KeyState> keys) {
    return new AccessRequest(
        "sts:AssumeRole",
        Samples.TARGET,
        caller,
        policies.context(keys),
        caller.account().isPresent());
  }

  private static void compare(
      long seed, int number, Map<PolicyType, Layer> layers, List<Truth> before, List<Truth> after) {
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).isUnknown() && !before.get(i).equals(after.get(i))) {
        assertThat(letter(after.get(i)))
            .as("seed %d, case %d, answer %d: %s", seed, number, i, layers)
            .isEqualTo(letter(before.get(i)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void anUnknownAlwaysSaysWhatIsMissingAndNothingTwice(long seed) {
    RandomPolicies policies = new RandomPolicies(seed);
    for (int i = 0; i < CASES; i++) {
      AccessRequest request = request(policies, policies.caller(), policies.keys());
      for (Truth answer : answers(request, policies.layers())) {
        assertThat(answer.gaps().isEmpty()).isEqualTo(!answer.isUnknown());
        assertThat(answer.gaps()).doesNotHaveDuplicates();
      }
    }
  }
}
