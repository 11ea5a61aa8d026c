package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Set<Change.Kind> incompleteChanges,
    RequestContext context,
    Callers callers,
    Optional<Instant> asOf) {

  /// Asks `evidence` for everything that bears on a call to assume `target`.
  ///
  /// @param real whether somebody made the call: then its session may have tags that nobody can see
  public static Facts gather(Denial denial, RoleArn target, Evidence evidence, boolean real) {
    Lookup<CallerFacts> callerFacts = evidence.callers().caller(denial.caller());
    Caller caller = withPath(denial.caller(), callerFacts);
    Lookup<RoleFacts> role =
        real ? evidence.roles().role(target, denial.caller()) : evidence.roles().role(target);
    Optional<Lookup<AccountFacts>> callerAccount =
        caller.account().map(account -> evidence.organizations().account(account));
    Lookup<AccountFacts> roleAccount = evidence.organizations().account(target.account());
    Lookup<List<Change>> changes = evidence.changes().concerning(target, caller);
    return new Facts(
        denial,
        caller,
        target,
        role,
        callerFacts,
        callerAccount,
        roleAccount,
        changes,
        evidence.changes().incomplete(target, caller),
        CompletedContext.of(
            denial,
            caller,
            callerFacts,
            callerAccount,
            target,
            role,
            roleAccount,
            changes.found().orElse(List.of()),
            real),
        evidence.callers(),
        evidence.asOf().get());
  }

  private static Caller withPath(Caller caller, Lookup<CallerFacts> facts) {
    if (!(caller instanceof Caller.RoleSession session) || session.role().isPresent()) {
      return caller;
    }
    return facts
        .found()
        .flatMap(found -> RoleArn.parse(found.arn()))
        .<Caller>map(
            role -> new Caller.RoleSession(session.arn(), Optional.of(role), session.roleId()))
        .orElse(caller);
  }

  /// What the organization calls the accounts of caller and role.
  public Map<AccountId, String> accountNames() {
    Map<AccountId, String> names = new HashMap<>();
    Stream.concat(callerAccount.stream(), Stream.of(roleAccount))
        .flatMap(account -> account.found().stream())
        .forEach(
            account ->
                account
                    .name()
                    .filter(name -> !name.isBlank())
                    .ifPresent(name -> names.put(account.account(), name)));
    return names;
  }

  /// The same, had the call had the keys of `context`, and passed session tags or a source identity
  /// along as well.
  public Facts passing(boolean tags, boolean sourceIdentity, RequestContext context) {
    return new Facts(
        denial.passing(
            tags ? Passed.YES : denial.sessionTags(),
            sourceIdentity ? Passed.YES : denial.sourceIdentity()),
        caller,
        target,
        role,
        callerFacts,
        callerAccount,
        roleAccount,
        changes,
        incompleteChanges,
        context,
        callers,
        asOf);
  }

  /// Whether caller and role belong to the same account.
  public boolean sameAccount() {
    return caller.account().filter(target.account()::equals).isPresent();
  }

  /// Whether a role's session asks for its own role.
  public boolean selfAssume() {
    return caller instanceof Caller.RoleSession session
        && session.role().filter(target::equals).isPresent();
  }
}
