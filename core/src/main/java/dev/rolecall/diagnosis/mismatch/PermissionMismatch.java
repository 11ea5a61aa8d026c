package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.diagnosis.result.NearMiss.Repair;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.iam.policy.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How one Allow statement of the caller's policies fails to allow the call, or may fail.
///
/// @param near in what its resource or action differs; empty when only conditions fail
/// @param open the conditions that are not known to hold
public record PermissionMismatch(
    Located at, Fit fit, Optional<NearMiss> near, List<ConditionResult> open) {

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

  private Kind kind() {
    return near.map(NearMiss::kind).orElse(Kind.ARN_WITHOUT_PATH);
  }

  /// The statement that was meant to allow the call; empty when none is about it.
  public static Optional<PermissionMismatch> nearest(Stream<Located> statements, Facts facts) {
    return statements
        .filter(at -> at.result().statement().allows())
        .flatMap(at -> of(at, facts).stream())
        .min(MEANT_FIRST);
  }

  private static Optional<PermissionMismatch> of(Located at, Facts facts) {
    StatementResult result = at.result();
    List<ConditionResult> open =
        result.conditions().stream().filter(condition -> !condition.truth().isTrue()).toList();
    boolean action = result.action().isTrue();
    Statement statement = result.statement();
    if (action && !result.resource().isFalse()) {
      Fit fit = covered(statement, facts);
      return Optional.of(new PermissionMismatch(at, fit, Optional.empty(), open));
    }
    Optional<NearMiss> near =
        action
            ? ResourceNearMiss.find(statement, facts.target())
            : otherAction(statement).filter(_ -> result.resource().isTrue() && open.isEmpty());
    return near.map(
        it -> new PermissionMismatch(at, action ? fit(it) : Fit.OTHER_ACTION, near, open));
  }

  private static Fit covered(Statement statement, Facts facts) {
    return statement
            .resource()
            .filter(it -> it.patterns().contains(facts.target().toString()))
            .isPresent()
        ? Fit.ROLE_NAMED
        : Fit.ROLE_COVERED;
  }

  private static Fit fit(NearMiss near) {
    return near.kind() == Kind.NOT_RESOURCE
        ? Fit.ROLE_LEFT_OUT
        : near.kind().repair() == Repair.NONE ? Fit.OTHER_ROLE : Fit.ROLE_MEANT;
  }

  private static final String ASSUME_ROLE = "assumerole";

  private static Optional<NearMiss> otherAction(Statement statement) {
    if (statement.action().negated()) {
      return Optional.of(
          new NearMiss(Kind.NOT_ACTION, String.join(", ", statement.action().patterns())));
    }
    return statement.action().patterns().stream()
        .flatMap(pattern -> otherAction(pattern).stream())
        .min(Comparator.comparing(NearMiss::kind));
  }

  private static Optional<NearMiss> otherAction(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.indexOf(':') + 1);
    if (lower.equals("iam:passrole")) {
      return Optional.of(new NearMiss(Kind.PASS_ROLE, pattern));
    }
    boolean meant =
        name.equals(ASSUME_ROLE)
            || (lower.startsWith("sts:")
                && (name.startsWith(ASSUME_ROLE) || Spelling.near(name, ASSUME_ROLE)));
    return meant ? Optional.of(new NearMiss(Kind.OTHER_ACTION, pattern)) : Optional.empty();
  }

  /// `missing` with the statement and in what it differs; each condition that is not met is a cause
  /// of its own.
  public List<Cause> causes(Cause missing, Facts facts) {
    Cause here = missing.in(at.policy().name()).at(at.result().statement()).near(near);
    boolean alone = near.isPresent() && fit != Fit.ROLE_MEANT;
    return Stream.concat(
            near.stream().map(_ -> here),
            open.stream()
                .filter(_ -> !alone)
                .map(it -> here.near(Optional.empty()).with(Causes.failed(facts, it))))
        .toList();
  }
}
