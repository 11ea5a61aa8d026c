package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.PolicyText;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The condition keys that the answer of the policies to a call depends on. Two calls that differ
/// in other keys only have the same answer.
public final class PolicyKeys {

  /// Has the name of the session. A principal that is a session depends on it, too.
  public static final String SESSION = "aws:userid";

  private PolicyKeys() {}

  /// The keys, in lower case, in the statements that are about one of the call's actions, of all
  /// policies that were read.
  static Set<String> of(Map<PolicyType, Layer> layers, Set<String> actions) {
    Set<String> keys = new TreeSet<>();
    layers.values().stream()
        .flatMap(Layer::policies)
        .map(NamedPolicy::policy)
        .flatMap(policy -> policy.statements().stream())
        .filter(statement -> actions.stream().anyMatch(statement.action()::covers))
        .flatMap(PolicyKeys::of)
        .forEach(keys::add);
    return keys;
  }

  private static Stream<String> of(Statement statement) {
    return Stream.of(
            statement.conditions().stream().flatMap(PolicyKeys::of),
            statement.resource().stream()
                .flatMap(resource -> resource.texts().stream())
                .flatMap(PolicyText::keys),
            statement.entries().stream()
                .filter(PrincipalEntry.Session.class::isInstance)
                .map(_ -> SESSION))
        .flatMap(keys -> keys);
  }

  private static Stream<String> of(Condition condition) {
    return Stream.concat(
        Stream.of(condition.lowerCaseKey()),
        condition.values().stream()
            .filter(value -> value.contains("${"))
            .flatMap(value -> PolicyText.read(value, true, false).keys()));
  }
}
