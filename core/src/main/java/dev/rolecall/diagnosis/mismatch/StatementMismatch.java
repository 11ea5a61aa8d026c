package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How one Allow statement of the trust policy fails to match a call, or may fail.
///
/// @param failed the conditions that are not met
/// @param near what in the principal element nearly fits
public record StatementMismatch(
    StatementResult result,
    Fit principal,
    boolean actionFails,
    List<ConditionResult> failed,
    Optional<NearMiss> near) {

  /// How the principal element fits the caller, the best first.
  public enum Fit {
    NAMED,
    BY_ACCOUNT,
    OPEN,
    DELETED,
    NEAR,
    /// The caller is matched, but the statement is about something else than assuming a role.
    OTHER_ACTION,
    /// Another principal of the caller's kind.
    OTHER,
    /// Principals of another kind: services, for a user.
    OTHER_KIND
  }

  private static final Comparator<StatementMismatch> MEANT_FIRST =
      Comparator.<StatementMismatch, Fit>comparing(
              statementMismatch ->
                  statementMismatch.meets() ? Fit.NAMED : statementMismatch.principal)
          .thenComparingInt(
              statementMismatch ->
                  statementMismatch.failed.size() + (statementMismatch.actionFails ? 1 : 0))
          .thenComparing(StatementMismatch::principal)
          .thenComparing(StatementMismatch::actionFails)
          .thenComparingInt(statementMismatch -> statementMismatch.result.statement().index());

  /// The misses of the role's trust policy; empty where it was not read.
  public static List<StatementMismatch> of(LayerResult trust, Facts facts) {
    return trust.levels().isEmpty()
        ? List.of()
        : of(trust.levels().getFirst().policies().getFirst(), facts);
  }

  /// The misses of all Allow statements that are about assuming the role, the one that was meant
  /// for the caller first: it fails in the fewest elements, principal before action before
  /// conditions.
  public static List<StatementMismatch> of(PolicyResult trust, Facts facts) {
    List<StatementMismatch> misses = new ArrayList<>();
    for (StatementResult result : trust.statements()) {
      boolean concernsUs =
          result.action().isTrue()
              || isAboutAssuming(result)
              || result.principal().truth().isTrue();
      if (result.statement().allows() && concernsUs) {
        misses.add(of(result, facts));
      }
    }
    misses.sort(MEANT_FIRST);
    return misses;
  }

  private static boolean isAboutAssuming(StatementResult result) {
    for (AssumeCall call : AssumeCall.values()) {
      if (result.statement().action().covers(call.action())) {
        return true;
      }
    }
    return false;
  }

  private static StatementMismatch of(StatementResult result, Facts facts) {
    List<ConditionResult> failed =
        result.conditions().stream().filter(condition -> condition.truth().isFalse()).toList();
    Truth truth = result.principal().truth();
    Optional<NearMiss> near =
        truth.isFalse() ? PrincipalNearMiss.find(result.statement(), facts) : Optional.empty();
    return new StatementMismatch(
        result, fit(result, truth, near, facts), result.action().isFalse(), failed, near);
  }

  private static final Set<PrincipalMatchKind> NAMING =
      EnumSet.complementOf(EnumSet.of(PrincipalMatchKind.ACCOUNT, PrincipalMatchKind.EVERYONE));

  private static Fit fit(
      StatementResult result, Truth truth, Optional<NearMiss> near, Facts facts) {
    if (truth.isTrue()) {
      if (!result.action().isTrue() && !isAboutAssuming(result)) {
        return Fit.OTHER_ACTION;
      }
      return result.principal().truth(NAMING).isTrue() ? Fit.NAMED : Fit.BY_ACCOUNT;
    }
    if (truth.isUnknown()) {
      return bringsKeys(facts) && isForTokens(result) ? Fit.OTHER_KIND : Fit.OPEN;
    }
    if (near.isPresent()) {
      return near.get().kind() == NearMiss.Kind.DELETED_ID ? Fit.DELETED : Fit.NEAR;
    }
    return ofCallersKind(result, facts.caller()) ? Fit.OTHER : Fit.OTHER_KIND;
  }

  /// Whoever it is: `AssumeRole` is called with AWS keys, the other two calls without.
  private static boolean bringsKeys(Facts facts) {
    return facts.denial().call() == AssumeCall.ASSUME_ROLE;
  }

  private static boolean isForTokens(StatementResult result) {
    return result.principal().matches().stream()
        .allMatch(match -> match.grade() == PrincipalMatchKind.FEDERATED);
  }

  private static boolean ofCallersKind(StatementResult result, Caller caller) {
    return result.statement().principal().stream()
        .flatMap(element -> element.entries().stream())
        .anyMatch(
            entry ->
                switch (entry) {
                  case PrincipalEntry.Service _ -> caller instanceof Caller.AwsService;
                  case PrincipalEntry.Federated _ ->
                      caller instanceof Caller.WebIdentity || caller instanceof Caller.Saml;
                  case PrincipalEntry.Everyone _,
                      PrincipalEntry.Account _,
                      PrincipalEntry.Role _,
                      PrincipalEntry.User _,
                      PrincipalEntry.Session _,
                      PrincipalEntry.UniqueId _,
                      PrincipalEntry.Nobody _ ->
                      caller instanceof Caller.IamUser || caller instanceof Caller.RoleSession;
                });
  }

  /// Whether the principal element matches the caller.
  public boolean meets() {
    return principal == Fit.NAMED || principal == Fit.BY_ACCOUNT;
  }

  /// Whether the caller is matched as one of its account, and in no other way.
  boolean isByAccountOnly() {
    return result.principal().truth().isTrue() && result.principal().truth(DIRECT).isFalse();
  }

  private static final Set<PrincipalMatchKind> DIRECT =
      EnumSet.complementOf(EnumSet.of(PrincipalMatchKind.ACCOUNT));

  /// What fails in the statement, as causes; empty when nothing is known to fail.
  public List<Cause> causes(Facts facts, String action) {
    Cause.StatementRef here = Causes.ref(result.statement());
    List<Cause> causes = new ArrayList<>();
    if (!meets() && principal != Fit.OPEN && principal != Fit.OTHER_ACTION) {
      CauseCode code = Causes.principal(facts, principal == Fit.DELETED);
      Cause cause = Cause.in(code, action, PolicyType.TRUST_POLICY, "trust policy").near(near);
      causes.add(near.isPresent() ? cause.at(here) : cause);
      return causes;
    }
    if (actionFails) {
      causes.add(
          Cause.in(CauseCode.WRONG_ACTION, action, PolicyType.TRUST_POLICY, "trust policy")
              .at(here));
    }
    for (ConditionResult condition : failed) {
      causes.add(Causes.condition(facts, action, condition).at(here));
    }
    return causes;
  }
}
