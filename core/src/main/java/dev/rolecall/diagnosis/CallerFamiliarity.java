package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.fix.TokenOwnership;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.util.stream.Stream;

/// Tells callers who belong here from those who do not. A stranger's denial is the protection
/// working.
final class CallerFamiliarity {

  private final Facts facts;
  private final Roles roles;

  private CallerFamiliarity(Facts facts, Roles roles) {
    this.facts = facts;
    this.roles = roles;
  }

  static Diagnosis.Familiarity familiarity(Facts facts, Roles roles) {
    return new CallerFamiliarity(facts, roles).known()
        ? Diagnosis.Familiarity.KNOWN
        : Diagnosis.Familiarity.STRANGER;
  }

  private boolean known() {
    return switch (facts.caller()) {
      case Caller.AwsService _, Caller.Saml _ -> true;
      case Caller.WebIdentity identity -> knownSubject(identity);
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _, Caller.Unidentified _ ->
          facts.caller().account().filter(this::knownAccount).isPresent();
    };
  }

  private boolean knownAccount(AccountId account) {
    return facts.sameAccount()
        || !(facts.callerFacts() instanceof Lookup.Unreadable)
        || facts.callerAccount().filter(Lookup.Found.class::isInstance).isPresent()
        || statements(facts.role().found().stream())
            .anyMatch(statement -> names(statement, account));
  }

  private static boolean names(Statement statement, AccountId account) {
    return statement.principal().stream()
        .filter(element -> !element.negated())
        .flatMap(element -> element.entries().stream())
        .anyMatch(
            entry ->
                switch (entry) {
                  case PrincipalEntry.Account entryAccount ->
                      entryAccount.account().equals(account);
                  case PrincipalEntry.Role role -> role.arn().account().equals(account);
                  case PrincipalEntry.User user -> user.arn().account().equals(account);
                  case PrincipalEntry.Session session -> session.arn().account().equals(account);
                  case PrincipalEntry.Everyone _,
                      PrincipalEntry.UniqueId _,
                      PrincipalEntry.Federated _,
                      PrincipalEntry.Service _,
                      PrincipalEntry.Nobody _ ->
                      false;
                });
  }

  /// A subject of a shared issuer is known when some role of the account trusts one of the same
  /// owner. A subject that does not say whose it is makes nobody a stranger.
  private boolean knownSubject(Caller.WebIdentity identity) {
    return TokenOwnership.of(identity, ofAccount()) != TokenOwnership.OTHER;
  }

  /// The trust statements of the role, and then those of the other roles of its account.
  private Stream<Statement> ofAccount() {
    return Stream.concat(
        statements(facts.role().found().stream()),
        Stream.of(facts.target().account())
            .flatMap(account -> roles.rolesOf(account).found().stream())
            .flatMap(all -> statements(all.stream())));
  }

  private static Stream<Statement> statements(Stream<RoleFacts> roles) {
    return roles
        .map(RoleFacts::trustPolicy)
        .flatMap(
            reading ->
                switch (reading) {
                  case PolicyReading.Read(Policy policy) -> policy.statements().stream();
                  case PolicyReading.Unreadable _ -> Stream.empty();
                })
        .filter(Statement::allows);
  }
}
