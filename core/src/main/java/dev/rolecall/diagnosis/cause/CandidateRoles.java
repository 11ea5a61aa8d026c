package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.util.List;
import java.util.Optional;

/// The roles that a federated call may have been for, when its record does not name one: those of
/// the account that trust the caller's provider.
public final class CandidateRoles {

  private static final int MOST = 50;

  private CandidateRoles() {}

  /// Empty when the account's roles could not be read; an empty list when none trusts the provider.
  public static Optional<List<CandidateRole>> of(Denial denial, Evidence evidence) {
    Optional<AccountId> account =
        denial.caller() instanceof Caller.WebIdentity || denial.caller() instanceof Caller.Saml
            ? denial.roleAccount()
            : Optional.empty();
    return account
        .flatMap(id -> evidence.roles().rolesOf(id).found())
        .map(
            roles ->
                roles.stream()
                    .filter(role -> trustsProvider(role, denial.caller()))
                    .limit(MOST)
                    .map(role -> candidate(denial, role, evidence))
                    .toList());
  }

  private static CandidateRole candidate(Denial denial, RoleFacts role, Evidence evidence) {
    Facts facts = Facts.gather(denial, role.arn(), evidence, true);
    Evaluation evaluation = Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context());
    return new CandidateRole(role.arn(), CertainCauses.of(facts, evaluation));
  }

  private static boolean trustsProvider(RoleFacts role, Caller caller) {
    return switch (role.trustPolicy()) {
      case PolicyReading.Read(Policy policy) ->
          policy.statements().stream()
              .filter(Statement::allows)
              .anyMatch(statement -> trustsProvider(statement, caller));
      case PolicyReading.Unreadable _ -> false;
    };
  }

  private static boolean trustsProvider(Statement statement, Caller caller) {
    Optional<String> provider =
        switch (caller) {
          case Caller.WebIdentity identity -> identity.provider();
          case Caller.Saml saml -> saml.provider();
          case Caller.RoleSession _,
              Caller.IamUser _,
              Caller.Root _,
              Caller.AwsService _,
              Caller.Unidentified _ ->
              Optional.empty();
        };
    return statement.principal().stream()
        .flatMap(element -> element.entries().stream())
        .anyMatch(
            entry ->
                entry instanceof PrincipalEntry.Federated federated
                    && provider.map(federated.text()::equals).orElse(true));
  }
}
