package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
              miss -> miss.meets() ? Fit.NAMED : miss.principal)
          .thenComparingInt(miss -> miss.failed.size() + (miss.actionFails ? 1 : 0))
          .thenComparing(StatementMismatch::principal)
          .thenComparing(StatementMismatch::actionFails)
          .thenComparingInt(miss -> miss.result.statement().index());

  /// How the statement fails that was meant for the caller: of all Allow statements of the role's
  /// trust policy that are about assuming the role the one that fails in the fewest elements,
  /// principal before action before conditions. Empty where there is none, or the policy was not
  /// read.
  public static Optional<StatementMismatch> meant(LayerResult trust, Facts facts) {
    // What nearly names the caller is looked for where no statement names it.
    return trust
        .statements()
        .map(Located::result)
        .filter(result -> result.statement().allows() && result.principal().truth().isTrue())
        .map(result -> of(result, facts))
        .filter(StatementMismatch::meets)
        .min(MEANT_FIRST)
        .or(
            () ->
                trust
                    .statements()
                    .map(Located::result)
                    .filter(result -> result.statement().allows())
                    .filter(
                        result ->
                            result.action().isTrue()
                                || isAboutAssuming(result)
                                || result.principal().truth().isTrue())
                    .map(result -> of(result, facts))
                    .min(MEANT_FIRST));
  }

  private static boolean isAboutAssuming(StatementResult result) {
    return AssumeCall.ofRoles().stream()
        .anyMatch(call -> result.statement().action().covers(call.action()));
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
      // whoever it is: AssumeRole is called with AWS keys, the other two calls without
      return facts.denial().call() == AssumeCall.ASSUME_ROLE && isForTokens(result)
          ? Fit.OTHER_KIND
          : Fit.OPEN;
    }
    if (near.isPresent()) {
      return near.get().kind() == Kind.DELETED_ID ? Fit.DELETED : Fit.NEAR;
    }
    return ofCallersKind(result, facts.caller()) ? Fit.OTHER : Fit.OTHER_KIND;
  }

  private static boolean isForTokens(StatementResult result) {
    return result.principal().matches().stream()
        .allMatch(match -> match.grade() == PrincipalMatchKind.FEDERATED);
  }

  private static boolean ofCallersKind(StatementResult result, Caller caller) {
    return result.statement().entries().stream()
        .anyMatch(
            entry ->
                switch (entry) {
                  case Service _ -> caller instanceof AwsService;
                  case Federated _ -> caller instanceof WebIdentity || caller instanceof Saml;
                  case Everyone _, Account _, Role _, User _, Session _, UniqueId _, Nobody _ ->
                      caller instanceof IamUser || caller instanceof RoleSession;
                });
  }

  /// Whether the principal element matches the caller.
  public boolean meets() {
    return principal == Fit.NAMED || principal == Fit.BY_ACCOUNT;
  }

  /// Whether the caller is matched as one of its account, and in no other way.
  boolean isByAccountOnly() {
    return result.principal().truth().isTrue()
        && result.principal().truth(RelevantPolicies.DIRECT).isFalse();
  }

  /// What fails in the statement, as causes; empty when nothing is known to fail.
  public List<Cause> causes(Facts facts, String action) {
    Statement here = result.statement();
    if (!meets() && principal != Fit.OPEN && principal != Fit.OTHER_ACTION) {
      Cause cause =
          Cause.inTrust(Causes.principal(facts, principal == Fit.DELETED), action).near(near);
      return List.of(near.isPresent() ? cause.at(here) : cause);
    }
    return Stream.concat(
            actionFails
                ? Stream.of(Cause.inTrust(CauseCode.WRONG_ACTION, action).at(here))
                : Stream.empty(),
            failed.stream().map(it -> Causes.condition(facts, action, it).at(here)))
        .toList();
  }
}
