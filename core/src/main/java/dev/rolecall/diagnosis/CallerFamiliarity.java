package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.fix.TokenOwnership;
import dev.rolecall.diagnosis.result.Diagnosis.Familiarity;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells known callers from unknown ones: callers of an account that is neither read nor trusted,
/// whose denial is the protection working.
record CallerFamiliarity(Facts facts, Roles roles) {

  Familiarity familiarity() {
    return known() ? Familiarity.KNOWN : Familiarity.STRANGER;
  }

  private boolean known() {
    return switch (facts.caller()) {
      case AwsService _ -> sourceAccount().filter(this::isUnread).isEmpty();
      case Saml _ -> true;
      case WebIdentity identity -> knownSubject(identity);
      // whoever has the error message knows who made the call
      case Unidentified caller when caller.recordedAccount().isEmpty() && facts.denial().isTold() ->
          true;
      case RoleSession _, IamUser _, Root _, Unidentified _ ->
          facts.caller().account().filter(this::knownAccount).isPresent();
    };
  }

  /// The account for whose resource a service calls, where that is known and not the role's own.
  private Optional<AccountId> sourceAccount() {
    return facts.context().get("aws:SourceAccount") instanceof KeyState.Present(List<String> values)
        ? values.stream()
            .flatMap(id -> AccountId.parse(id).stream())
            .filter(id -> !id.equals(facts.target().account()))
            .findFirst()
        : Optional.empty();
  }

  private boolean isUnread(AccountId account) {
    return roles.rolesOf(account) instanceof Lookup.Unreadable;
  }

  private boolean knownAccount(AccountId account) {
    return facts.sameAccount()
        || !(facts.callerFacts() instanceof Lookup.Unreadable)
        || facts.callerAccount().filter(Lookup.Found.class::isInstance).isPresent()
        || trusting(facts.role().found().stream())
            .flatMap(statement -> statement.principals().stream())
            .anyMatch(entry -> isOf(entry, account));
  }

  private static boolean isOf(PrincipalEntry entry, AccountId account) {
    return switch (entry) {
      case Account whole -> whole.account().equals(account);
      case Role role -> role.arn().account().equals(account);
      case User user -> user.arn().account().equals(account);
      case Session session -> session.arn().account().equals(account);
      case Everyone _, UniqueId _, Federated _, Service _, Nobody _ -> false;
    };
  }

  /// A subject of a shared issuer is known when some role of the account trusts one of the same
  /// owner. A subject that does not say whose it is makes no caller unknown.
  private boolean knownSubject(WebIdentity identity) {
    Stream<RoleFacts> others =
        Stream.of(facts.target().account())
            .flatMap(account -> roles.rolesOf(account).found().stream())
            .flatMap(List::stream);
    return TokenOwnership.of(
            identity, trusting(Stream.concat(facts.role().found().stream(), others)))
        != TokenOwnership.OTHER;
  }

  private static Stream<Statement> trusting(Stream<RoleFacts> roles) {
    return roles.flatMap(RoleFacts::statements).filter(Statement::allows);
  }
}
