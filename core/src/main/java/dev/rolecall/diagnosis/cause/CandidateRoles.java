package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The roles that a federated call, or one that a service reports, may have been for, when its
/// record does not name one: those of the account that trust the caller's provider, or the service.
public final class CandidateRoles {

  private static final int MOST = 50;

  private CandidateRoles() {}

  /// Empty when the account's roles could not be read; an empty list when none trusts the provider.
  public static Optional<List<CandidateRole>> of(Denial denial, Evidence evidence) {
    return switch (denial.caller()) {
      case WebIdentity identity -> trusting(identity.provider(), denial, evidence);
      case Saml saml -> trusting(saml.provider(), denial, evidence);
      case AwsService(String principal) ->
          denial.report().isPresent()
              ? those(role -> trusts(role, principal), denial, evidence)
              : Optional.empty();
      case RoleSession _, IamUser _, Root _, Unidentified _ -> Optional.empty();
    };
  }

  private static Optional<List<CandidateRole>> trusting(
      Optional<String> provider, Denial denial, Evidence evidence) {
    return those(role -> trusts(role, provider), denial, evidence);
  }

  private static Optional<List<CandidateRole>> those(
      Predicate<RoleFacts> which, Denial denial, Evidence evidence) {
    return denial
        .roleAccount()
        .flatMap(account -> evidence.roles().rolesOf(account).found())
        .map(
            roles ->
                roles.stream()
                    .filter(which)
                    .limit(MOST)
                    .map(role -> candidate(denial, role, evidence))
                    .toList());
  }

  private static boolean trusts(RoleFacts role, Optional<String> provider) {
    return role.statements()
        .filter(Statement::allows)
        .flatMap(statement -> statement.entries().stream())
        .anyMatch(
            entry ->
                entry instanceof Federated(String trusted)
                    && provider.map(trusted::equals).orElse(true));
  }

  private static boolean trusts(RoleFacts role, String service) {
    return role.statements()
        .filter(Statement::allows)
        .flatMap(statement -> statement.entries().stream())
        .anyMatch(
            entry ->
                entry instanceof Service(String trusted)
                    && (trusted.equals(service) || ServiceCallers.mayBeSame(service, trusted)));
  }

  private static CandidateRole candidate(Denial denial, RoleFacts role, Evidence evidence) {
    Facts facts = Facts.gather(denial, role.arn(), evidence, true);
    Evaluation evaluation = Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context());
    return new CandidateRole(role.arn(), CertainCauses.of(facts, evaluation));
  }
}
