package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalElement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom a change of a trust policy lets in: all principals that can assume the role by it and could
/// not before.
///
/// Only what the change adds counts: statements, principals of a statement, or a statement's
/// AssumeRole action. To allow `sts:TagSession` or `sts:SetSourceIdentity` where the role can be
/// assumed already lets no one in: who is trusted may pass more, and no one else is trusted.
///
/// The names are read from the statements; [OtherCallers] then tries, with the policy evaluation
/// itself, callers that differ from the refused one in every part of their identity.
public record Admission(Policy before, Policy after, Facts facts) {

  /// A policy that lets in more than so many is not the smallest change for one caller.
  private static final int MOST = 20;

  /// Larger statements than these are not compared: the answer takes too long, and no change that
  /// is offered needs it.
  private static final int MOST_ENTRIES = 20_000;

  /// Whom `after` lets in and `before` did not: ARNs of roles, users and sessions, subjects of
  /// tokens, service principals, SAML providers, or patterns of these. Empty when it lets in more
  /// than can be named so, or drops what `before` denies: such a change is not offered.
  public Optional<List<String>> names() {
    List<Statement> changed = changed(after, before);
    boolean opened = changed(before, after).stream().anyMatch(statement -> !statement.allows());
    if (opened) {
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    List<Statement> added = new ArrayList<>();
    for (Statement statement : changed) {
      for (AssumeCall call : AssumeCall.ofRoles()) {
        Optional<Statement> more = added(statement, call);
        if (more.isEmpty()) {
          continue;
        }
        Optional<Set<String>> named = AdmittedPrincipals.of(more.get(), call, facts.caller());
        if (named.isEmpty() || names.size() + named.get().size() > MOST) {
          return Optional.empty();
        }
        names.addAll(named.get());
        added.add(more.get());
      }
    }
    List<String> all = List.copyOf(names);
    return added.isEmpty() || OtherCallers.areNamed(added, all, facts)
        ? Optional.of(all)
        : Optional.empty();
  }

  /// The statements of `one` that `other` does not have, each once. A change leaves most statements
  /// where they were.
  private static List<Statement> changed(Policy one, Policy other) {
    List<Statement> now = one.statements();
    List<Statement> old = other.statements();
    Map<Meaning, Statement> moved = new LinkedHashMap<>();
    for (int i = 0; i < now.size(); i++) {
      if (i < old.size() && now.get(i).equals(old.get(i))) {
        continue;
      }
      Meaning meaning = Meaning.of(now.get(i));
      if (i >= old.size() || !meaning.equals(Meaning.of(old.get(i)))) {
        moved.putIfAbsent(meaning, now.get(i));
      }
    }
    if (!moved.isEmpty()) {
      old.forEach(statement -> moved.remove(Meaning.of(statement)));
    }
    return List.copyOf(moved.values());
  }

  /// What a statement of a trust policy says, however it is written and called.
  private record Meaning(
      Statement.Effect effect,
      boolean notAction,
      List<String> actions,
      Optional<PrincipalElement> principal,
      Set<Requirement> requirements) {

    static Meaning of(Statement statement) {
      return new Meaning(
          statement.effect(),
          statement.action().negated(),
          statement.action().patterns(),
          statement.principal(),
          Requirement.of(statement));
    }
  }

  /// What a condition requires, however its operator and key are written.
  private record Requirement(
      String lowerCaseKey,
      Quantifier quantifier,
      Comparison comparison,
      boolean ifExists,
      List<String> values) {

    static Set<Requirement> of(Statement statement) {
      return statement.conditions().stream().map(Requirement::of).collect(Collectors.toSet());
    }

    private static Requirement of(Condition condition) {
      return new Requirement(
          condition.lowerCaseKey(),
          condition.operator().quantifier(),
          condition.operator().comparison(),
          condition.operator().ifExists(),
          condition.values());
    }
  }

  /// What a changed statement grants of `call` that no statement granted before to the same
  /// principals under the same conditions; empty when nothing.
  private Optional<Statement> added(Statement statement, AssumeCall call) {
    if (!statement.allows() || !statement.action().covers(call.action())) {
      return Optional.empty();
    }
    if (statement.principal().filter(element -> !element.negated()).isEmpty()) {
      return Optional.of(statement);
    }
    Set<PrincipalEntry> old = trustedBefore(statement, call);
    List<PrincipalEntry> more =
        statement.principal().get().entries().stream()
            .filter(entry -> !old.contains(entry))
            .filter(entry -> AdmittedPrincipals.concerns(entry, call))
            .toList();
    return more.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Statement(
                statement.index(),
                statement.sid(),
                statement.effect(),
                Optional.of(new PrincipalElement(false, more)),
                statement.action(),
                statement.resource(),
                statement.conditions()));
  }

  private Set<PrincipalEntry> trustedBefore(Statement statement, AssumeCall call) {
    Set<Requirement> required = Requirement.of(statement);
    Set<PrincipalEntry> entries = new HashSet<>();
    for (Statement old : before.statements()) {
      if (old.allows()
          && old.action().covers(call.action())
          && required.containsAll(Requirement.of(old))
          && entries.size() < MOST_ENTRIES) {
        old.principal()
            .filter(element -> !element.negated())
            .ifPresent(element -> entries.addAll(element.entries()));
      }
    }
    return entries;
  }
}
