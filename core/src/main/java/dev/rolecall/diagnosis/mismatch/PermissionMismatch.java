package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Statement;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How one Allow statement of the caller's policies fails to allow the call, or may fail.
///
/// @param near in what its resource or action differs; empty when only conditions fail
/// @param open the conditions that are not known to hold
public record PermissionMismatch(
    NamedPolicy policy,
    StatementResult result,
    Fit fit,
    Optional<NearMiss> near,
    List<ConditionResult> open) {

  /// How near the statement comes, the nearest first.
  enum Fit {
    /// The role is named, and a condition is not met.
    ROLE_NAMED,
    /// The role is meant, and its ARN is not right.
    ROLE_MEANT,
    /// The role is covered by a pattern, and a condition is not met.
    ROLE_COVERED,
    ROLE_LEFT_OUT,
    OTHER_ACTION,
    OTHER_ROLE
  }

  private static final Comparator<PermissionMismatch> MEANT_FIRST =
      Comparator.<PermissionMismatch, Fit>comparing(miss -> miss.fit)
          .thenComparingInt(miss -> miss.open.size())
          .thenComparing(PermissionMismatch::kind, Comparator.naturalOrder());

  private NearMiss.Kind kind() {
    return near.map(NearMiss::kind).orElse(NearMiss.Kind.ARN_WITHOUT_PATH);
  }

  /// The statement of `layer` that was meant to allow the call; empty when none is about it.
  public static Optional<PermissionMismatch> nearest(LayerResult layer, Facts facts) {
    return layer.levels().stream()
        .flatMap(level -> level.policies().stream())
        .flatMap(policy -> of(policy, facts))
        .min(MEANT_FIRST);
  }

  /// The nearest statement of one policy.
  static Optional<PermissionMismatch> nearest(PolicyResult policy, Facts facts) {
    return of(policy, facts).min(MEANT_FIRST);
  }

  private static Stream<PermissionMismatch> of(PolicyResult policy, Facts facts) {
    return policy.statements().stream()
        .filter(result -> result.statement().allows())
        .flatMap(result -> of(policy.policy(), result, facts).stream());
  }

  private static Optional<PermissionMismatch> of(
      NamedPolicy policy, StatementResult result, Facts facts) {
    List<ConditionResult> open =
        result.conditions().stream().filter(condition -> !condition.truth().isTrue()).toList();
    if (!result.action().isTrue()) {
      return result.resource().isTrue() && open.isEmpty()
          ? otherAction(result.statement())
              .map(
                  near ->
                      new PermissionMismatch(
                          policy, result, Fit.OTHER_ACTION, Optional.of(near), open))
          : Optional.empty();
    }
    if (!result.resource().isFalse()) {
      return Optional.of(
          new PermissionMismatch(policy, result, covered(result, facts), Optional.empty(), open));
    }
    return ResourceNearMiss.find(result.statement(), facts.target())
        .map(near -> new PermissionMismatch(policy, result, fit(near), Optional.of(near), open));
  }

  private static Fit covered(StatementResult result, Facts facts) {
    return result.statement().resource().stream()
            .flatMap(resource -> resource.patterns().stream())
            .anyMatch(facts.target().toString()::equals)
        ? Fit.ROLE_NAMED
        : Fit.ROLE_COVERED;
  }

  private static Fit fit(NearMiss near) {
    if (near.kind() == NearMiss.Kind.NOT_RESOURCE) {
      return Fit.ROLE_LEFT_OUT;
    }
    return OF_OTHERS.contains(near.kind()) ? Fit.OTHER_ROLE : Fit.ROLE_MEANT;
  }

  private static final Set<NearMiss.Kind> OF_OTHERS =
      EnumSet.of(
          NearMiss.Kind.OTHER_ROLE, NearMiss.Kind.PATTERN_TOO_NARROW, NearMiss.Kind.NAMES_ACCOUNT);

  private static final String ASSUME_ROLE = "assumerole";

  private static Optional<NearMiss> otherAction(Statement statement) {
    if (statement.action().negated()) {
      return Optional.of(
          new NearMiss(NearMiss.Kind.NOT_ACTION, String.join(", ", statement.action().patterns())));
    }
    return statement.action().patterns().stream()
        .flatMap(pattern -> otherAction(pattern).stream())
        .min(Comparator.comparing(NearMiss::kind));
  }

  private static Optional<NearMiss> otherAction(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.indexOf(':') + 1);
    if (lower.equals("iam:passrole")) {
      return Optional.of(new NearMiss(NearMiss.Kind.PASS_ROLE, pattern));
    }
    boolean meant =
        name.equals(ASSUME_ROLE)
            || (lower.startsWith("sts:")
                && (name.startsWith(ASSUME_ROLE) || Spelling.near(name, ASSUME_ROLE)));
    return meant
        ? Optional.of(new NearMiss(NearMiss.Kind.OTHER_ACTION, pattern))
        : Optional.empty();
  }

  /// `missing` with the statement and in what it differs; each condition that is not met is a cause
  /// of its own.
  public List<Cause> causes(Cause missing, Facts facts) {
    Cause here = missing.in(policy.name()).at(Causes.ref(result.statement())).near(near);
    if (near.isPresent() && (fit != Fit.ROLE_MEANT || open.isEmpty())) {
      return List.of(here);
    }
    Stream<Cause> resource = near.isPresent() ? Stream.of(here) : Stream.empty();
    return Stream.concat(
            resource,
            open.stream()
                .map(
                    condition -> here.near(Optional.empty()).with(Causes.failed(facts, condition))))
        .toList();
  }
}
