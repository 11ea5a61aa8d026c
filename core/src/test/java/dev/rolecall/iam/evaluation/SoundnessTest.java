package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.policy;
import static dev.rolecall.iam.condition.Samples.present;
import static dev.rolecall.iam.condition.Samples.request;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The theorem: a definite answer stays the same for every way of filling what is unknown. Here for
/// all policies of a small language, over two keys, in all contexts of a few values.
class SoundnessTest {

  private static final List<String> KEYS = List.of("x:a", "x:b");

  /// What a key may turn out to be; the last is unknown.
  private static final List<KeyState> STATES =
      List.of(
          KeyState.ABSENT,
          present("v1"),
          present("v2"),
          present("v1", "v2"),
          present("w"),
          present(""),
          unknown("x"));

  private static final int UNKNOWN = STATES.size() - 1;

  /// Every condition of the language, as JSON.
  private static List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    for (String key : KEYS) {
      for (String quantifier : List.of("", "ForAllValues:", "ForAnyValue:")) {
        for (String values : List.of("'true'", "'false'", "['true', 'false']")) {
          conditions.add("{'%sNull': {'%s': %s}}".formatted(quantifier, key, values));
        }
        for (String suffix : List.of("", "IfExists")) {
          for (String operator :
              List.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLike")) {
            for (String values :
                List.of(
                    "'v1'", "['v1', 'v2']", "'*'", "'${x:b}'", "['v1', '${x:b, `v2`}']", "[]")) {
              conditions.add(
                  "{'%s%s%s': {'%s': %s}}".formatted(quantifier, operator, suffix, key, values));
            }
          }
        }
      }
    }
    return conditions;
  }

  private static String statement(String effect, String condition) {
    return "{'Effect': '%s', 'Principal': '*', 'Action': '*', 'Condition': %s}"
        .formatted(effect, condition);
  }

  private static NamedPolicy trust(String... statements) {
    return new NamedPolicy(
        "trust",
        "",
        policy("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}"));
  }

  /// Counts what was tried, so that a test which decides nothing does not pass.
  private static final class Tally {
    private int refined;
    private int definite;
  }

  /// Judges in every context, then compares each that has an unknown key with those in which that
  /// key is known.
  private static void check(String what, Function<AccessRequest, Truth> judge, Tally tally) {
    int n = STATES.size();
    Truth[][] truths = new Truth[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        truths[a][b] =
            judge.apply(
                request(Samples.USER, context(Map.of("x:a", STATES.get(a), "x:b", STATES.get(b)))));
      }
    }
    for (int other = 0; other < n; other++) {
      for (int filling = 0; filling < UNKNOWN; filling++) {
        compare(what, truths[UNKNOWN][other], truths[filling][other], tally);
        compare(what, truths[other][UNKNOWN], truths[other][filling], tally);
      }
    }
  }

  private static void compare(String what, Truth before, Truth after, Tally tally) {
    tally.refined++;
    if (!before.isUnknown()) {
      tally.definite++;
      if (!before.equals(after)) {
        assertThat(letter(after)).as(what).isEqualTo(letter(before));
      }
    }
  }

  @Test
  void everyConditionKeepsItsDefiniteAnswers(TestReporter reporter) {
    Tally tally = new Tally();
    List<String> conditions = conditions();
    for (String condition : conditions) {
      NamedPolicy policy = trust(statement("Allow", condition));
      check(
          condition,
          request -> PolicyResult.of(policy, request).statements().getFirst().applies(),
          tally);
    }
    report(reporter, conditions.size(), tally);
  }

  private static void report(TestReporter reporter, int policies, Tally tally) {
    assertThat(tally.definite).isBetween(tally.refined / 20, tally.refined);
    reporter.publishEntry(
        "soundness",
        "%d policies, %d refinements, %d of a definite answer"
            .formatted(policies, tally.refined, tally.definite));
  }

  /// Every seventh, which meets all operators, quantifiers and values in turn.
  private static List<String> some() {
    List<String> all = conditions();
    return Stream.iterate(0, i -> i < all.size(), i -> i + 7).map(all::get).toList();
  }

  @Test
  void everyStatementOfTwoConditionsKeepsItsDefiniteAnswers(TestReporter reporter) {
    Tally tally = new Tally();
    List<String> some = some();
    int policies = 0;
    for (String one : some) {
      for (String two : some) {
        String operator = one.substring(0, one.indexOf("':"));
        if (!two.startsWith(operator + "'")) {
          String both = one.substring(0, one.length() - 1) + ", " + two.substring(1);
          NamedPolicy policy = trust(statement("Allow", both));
          check(
              both,
              request -> PolicyResult.of(policy, request).allow(PrincipalMatchKind.ANY),
              tally);
          policies++;
        }
      }
    }
    report(reporter, policies, tally);
  }

  @Test
  void everyAllowBesideADenyKeepsItsDefiniteAnswers(TestReporter reporter) {
    Tally tally = new Tally();
    List<String> some = some();
    for (String allow : some) {
      for (String deny : some) {
        Layer layer = Layer.of(trust(statement("Allow", allow), statement("Deny", deny)));
        Map<PolicyType, Layer> layers = Map.of(PolicyType.TRUST_POLICY, layer);
        check(
            allow + " beside " + deny,
            request -> Authorization.of(request, layers).allowed(),
            tally);
      }
    }
    report(reporter, some.size() * some.size(), tally);
  }
}
