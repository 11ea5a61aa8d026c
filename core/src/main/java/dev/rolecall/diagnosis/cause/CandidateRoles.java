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
import java.util.List;
import java.util.Optional;

/// The roles that a federated call may have been for, when its record does not name one: those of
/// the account that trust the caller's provider.
public final class CandidateRoles {

  private static final int MOST = 50;

  private CandidateRoles() {}

  /// Empty when the account's roles could not be read; an empty list when none trusts the provider.
  public static Optional<List<CandidateRole>> of(Denial denial, Evidence evidence) {
    return switch (denial.caller()) {
      case WebIdentity identity -> trusting(identity.provider(), denial, evidence);
      case Saml saml -> trusting(saml.provider(), denial, evidence);
      case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  private static Optional<List<CandidateRole>> trusting(
      Optional<String> provider, Denial denial, Evidence evidence) {
    return denial
        .roleAccount()
        .flatMap(account -> evidence.roles().rolesOf(account).found())
        .map(
            roles ->
                roles.stream()
                    .filter(role -> trusts(role, provider))
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

  private static CandidateRole candidate(Denial denial, RoleFacts role, Evidence evidence) {
    Facts facts = Facts.gather(denial, role.arn(), evidence, true);
    Evaluation evaluation = Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context());
    return new CandidateRole(role.arn(), CertainCauses.of(facts, evaluation));
  }
}
