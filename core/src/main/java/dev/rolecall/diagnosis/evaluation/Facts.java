package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.problem.ValueWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A denial with all that could be learnt about it.
///
/// @param caller as recorded, with the path of its role added where only the caller's account tells
///   it
/// @param target the role asked for
/// @param callerAccount the caller's account in its organization; empty for callers that belong to
///   no account
/// @param context as recorded, with tags and organizations added
/// @param callers where versions of policies that are not in force are asked for
/// @param incompleteChanges of what kinds there may be more changes than `changes` tells
/// @param cutOffChanges of what kinds there are changes that were read and not kept
/// @param aws what AWS itself evaluated; empty where that is not known
/// @param asOf when the evidence was read or saved, where it tells
public record Facts(
    Denial denial,
    Caller caller,
    RoleArn target,
    Lookup<RoleFacts> role,
    Lookup<CallerFacts> callerFacts,
    Optional<Lookup<AccountFacts>> callerAccount,
    Lookup<AccountFacts> roleAccount,
    Lookup<List<Change>> changes,
    Set<Kind> incompleteChanges,
    Set<Kind> cutOffChanges,
    RequestContext context,
    Callers callers,
    Optional<AwsVerdict> aws,
    Optional<Instant> asOf) {

  /// Asks `evidence` for everything that bears on a call to assume `target`.
  ///
  /// @param real whether the call was made: then its session may have tags that cannot be seen
  public static Facts gather(Denial denial, RoleArn target, Evidence evidence, boolean real) {
    Lookup<CallerFacts> callerFacts = evidence.callers().caller(denial.caller());
    Caller caller = withPath(denial.caller(), callerFacts);
    Facts recorded =
        new Facts(
            denial,
            caller,
            target,
            real ? evidence.roles().role(target, denial.caller()) : evidence.roles().role(target),
            callerFacts,
            caller.account().map(evidence.organizations()::account),
            evidence.organizations().account(target.account()),
            evidence.changes().concerning(target, caller),
            evidence.changes().incomplete(target, caller),
            evidence.changes().cutOff(target, caller),
            denial.context(),
            evidence.callers(),
            Optional.empty(),
            evidence.asOf().get());
    Facts looked =
        recorded.with(denial, target, recorded.role, CompletedContext.of(recorded, real));
    return evidence
        .evaluations()
        .of(denial)
        .found()
        .flatMap(evaluation -> AwsVerdict.of(evaluation, looked))
        .map(looked::evaluated)
        .orElse(looked);
  }

  /// The same for a call that was not made yet.
  ///
  /// @throws IllegalArgumentException when the call does not name its role
  public static Facts gather(Denial call, Evidence evidence) {
    RoleArn role =
        call.target().arn().orElseThrow(() -> new IllegalArgumentException(ValueWords.noRole()));
    return gather(call, role, evidence, false);
  }

  private static Caller withPath(Caller caller, Lookup<CallerFacts> facts) {
    if (!(caller instanceof RoleSession session) || session.role().isPresent()) {
      return caller;
    }
    return facts
        .found()
        .flatMap(found -> RoleArn.parse(found.arn()))
        .<Caller>map(role -> new RoleSession(session.arn(), Optional.of(role), session.roleId()))
        .orElse(caller);
  }

  /// The changes that are known, newest first.
  public List<Change> changeList() {
    return changes.found().orElse(List.of());
  }

  /// What the organization calls the accounts of caller and role.
  public Map<AccountId, String> accountNames() {
    return Stream.concat(callerAccount.stream(), Stream.of(roleAccount))
        .flatMap(account -> account.found().stream())
        .filter(account -> account.name().filter(name -> !name.isBlank()).isPresent())
        .collect(
            Collectors.toMap(
                AccountFacts::account, it -> it.name().orElseThrow(), (_, last) -> last));
  }

  /// The same with what AWS itself evaluated.
  private Facts evaluated(AwsVerdict verdict) {
    return new Facts(
        verdict.passed(denial),
        caller,
        target,
        role,
        callerFacts,
        callerAccount,
        roleAccount,
        changes,
        incompleteChanges,
        cutOffChanges,
        verdict.over(context),
        callers,
        Optional.of(verdict),
        asOf);
  }

  /// The same, had the call had the keys of `context`, and passed session tags or a source identity
  /// along as well.
  public Facts passing(boolean tags, boolean sourceIdentity, RequestContext context) {
    Denial passing =
        denial.passing(
            tags ? Passed.YES : denial.sessionTags(),
            sourceIdentity ? Passed.YES : denial.sourceIdentity());
    return with(passing, target, role, context);
  }

  /// The same, had the call asked for another role.
  public Facts asking(RoleArn other, Lookup<RoleFacts> found) {
    return with(denial, other, found, context);
  }

  private Facts with(
      Denial call, RoleArn asked, Lookup<RoleFacts> found, RequestContext completed) {
    return new Facts(
        call,
        caller,
        asked,
        found,
        callerFacts,
        callerAccount,
        roleAccount,
        changes,
        incompleteChanges,
        cutOffChanges,
        completed,
        callers,
        aws,
        asOf);
  }

  /// Whether caller and role belong to the same account.
  public boolean sameAccount() {
    return caller.account().filter(target.account()::equals).isPresent();
  }

  /// Whether a role session requests its own role.
  public boolean selfAssume() {
    return caller instanceof RoleSession session
        && session.role().filter(target::equals).isPresent();
  }
}
