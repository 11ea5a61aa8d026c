package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.policy.Condition;
import dev.rolecall.policy.Policy;
import dev.rolecall.policy.PolicyReading;
import dev.rolecall.policy.PrincipalEntry;
import dev.rolecall.policy.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells callers who belong here from those who do not. A stranger's denial is the protection
/// working.
final class Strangers {

  /// Issuers whose tokens anybody can have: trust in them is worth no more than the condition on
  /// the subject.
  private static final Set<String> SHARED_ISSUERS =
      Set.of(
          "token.actions.githubusercontent.com",
          "gitlab.com",
          "app.terraform.io",
          "agent.buildkite.com",
          "oidc.circleci.com",
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");

  private final Facts facts;
  private final Roles roles;

  private Strangers(Facts facts, Roles roles) {
    this.facts = facts;
    this.roles = roles;
  }

  static Diagnosis.Familiarity familiarity(Facts facts, Roles roles) {
    return new Strangers(facts, roles).known()
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
  /// organization.
  private boolean knownSubject(Caller.WebIdentity identity) {
    Optional<String> issuer = identity.provider().map(Caller.WebIdentity::providerName);
    if (issuer.isEmpty()) {
      return false;
    }
    if (!SHARED_ISSUERS.contains(issuer.get())) {
      return true;
    }
    return statements(facts.role().found().stream())
            .anyMatch(statement -> related(statement, identity.subject()))
        || statements(roles.rolesOf(facts.target().account()).found().orElse(List.of()).stream())
            .anyMatch(statement -> related(statement, identity.subject()));
  }

  private static boolean related(Statement statement, String subject) {
    return statement.conditions().stream()
        .filter(condition -> condition.lowerCaseKey().endsWith(":sub"))
        .map(Condition::values)
        .flatMap(List::stream)
        .anyMatch(value -> Subjects.sameOwner(value, subject));
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
