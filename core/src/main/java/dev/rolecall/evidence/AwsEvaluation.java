package dev.rolecall.evidence;

import dev.rolecall.denial.PolicyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// What AWS evaluated when it denied a call, as `GetRequestAuthorizationDetails` shows it. What
/// belongs to another organization is not in it. [IAM
/// Toolbox](https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html)
///
/// @param context the condition keys of the request, with their values
/// @param evaluations one for each pair of action and resource
/// @param policies all that were evaluated, whether or not one of their statements matched
/// @param whole whether nothing follows: all pages were read
public record AwsEvaluation(
    Map<String, List<String>> context,
    List<Evaluated> evaluations,
    List<EvaluatedPolicy> policies,
    boolean whole) {

  public AwsEvaluation {
    context = Map.copyOf(context);
    evaluations = List.copyOf(evaluations);
    policies = List.copyOf(policies);
  }

  /// What came of an evaluation; what prevails comes last.
  public enum Effect {
    ALLOW,
    IMPLICIT_DENY,
    EXPLICIT_DENY
  }

  /// One action on one resource.
  ///
  /// @param resource may be empty
  /// @param context condition keys of this evaluation, on top of those of the request
  /// @param effect empty when AWS does not say, or says something new
  /// @param matched the statements that matched; none for an implicit deny
  public record Evaluated(
      String action,
      String resource,
      Map<String, List<String>> context,
      Optional<Effect> effect,
      List<MatchedStatement> matched) {

    public Evaluated {
      context = Map.copyOf(context);
      matched = List.copyOf(matched);
    }

    private Evaluated and(Evaluated other) {
      return new Evaluated(
          action,
          resource,
          joined(context, other.context),
          Stream.concat(effect.stream(), other.effect.stream())
              .reduce(BinaryOperator.maxBy(Enum::compareTo)),
          joined(matched, other.matched));
    }
  }

  /// A statement that matched.
  ///
  /// @param policy the URI of its policy
  /// @param sid AWS makes one up for a statement without
  /// @param denies empty when AWS does not say
  public record MatchedStatement(String policy, Optional<String> sid, Optional<Boolean> denies) {}

  /// A policy that was evaluated.
  ///
  /// @param uri the ARN of a managed policy; for others an opaque text
  /// @param type empty when it is none that is known here
  /// @param attachedTo ARNs of what carries it
  public record EvaluatedPolicy(String uri, Optional<PolicyType> type, List<String> attachedTo) {
    public EvaluatedPolicy {
      attachedTo = List.copyOf(attachedTo);
    }
  }

  /// The same with what another page, or another account, was shown.
  public AwsEvaluation and(AwsEvaluation other) {
    Map<String, Evaluated> byPair = new LinkedHashMap<>();
    Stream.concat(evaluations.stream(), other.evaluations.stream())
        .forEach(one -> byPair.merge(one.action + " " + one.resource, one, Evaluated::and));
    return new AwsEvaluation(
        joined(context, other.context),
        List.copyOf(byPair.values()),
        joined(policies, other.policies),
        whole && other.whole);
  }

  /// The evaluation that these pages have.
  ///
  /// @param pages in their order, with the last one or without; at least one
  public static AwsEvaluation of(List<AwsEvaluation> pages) {
    AwsEvaluation all = pages.stream().reduce(AwsEvaluation::and).orElseThrow();
    return new AwsEvaluation(
        all.context, all.evaluations, all.policies, pages.stream().anyMatch(AwsEvaluation::whole));
  }

  private static Map<String, List<String>> joined(
      Map<String, List<String>> one, Map<String, List<String>> other) {
    Map<String, List<String>> both = new LinkedHashMap<>(other);
    both.putAll(one);
    return both;
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    Set<T> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return new ArrayList<>(both);
  }
}
