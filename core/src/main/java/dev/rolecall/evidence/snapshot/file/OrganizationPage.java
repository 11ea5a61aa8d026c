package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.List;
import java.util.Optional;

/// One organization as a file tells it.
///
/// @param lost an account whose id is not known
public record OrganizationPage(
    AccountFacts.Organization organization, List<Member> members, Optional<SnapshotProblem> lost) {

  public OrganizationPage {
    members = List.copyOf(members);
  }

  /// An account of the organization.
  ///
  /// @param serviceControlPolicies from the root to the account; empty when they were not read
  /// @param problem what is wrong with the entry, which then is not to be used
  public record Member(
      AccountId account,
      Optional<String> name,
      Optional<String> path,
      Optional<List<Level>> serviceControlPolicies,
      Optional<List<Level>> resourceControlPolicies,
      Optional<SnapshotProblem> problem) {

    /// An account of which nothing is to be used.
    public static Member spoilt(AccountId account, SnapshotProblem problem) {
      return new Member(
          account,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(problem));
    }
  }

  /// The policies attached to one target.
  public record Level(String target, List<Attached> policies) {
    public Level {
      policies = List.copyOf(policies);
    }
  }

  /// A policy attached to a target.
  ///
  /// @param document empty when the file does not have it
  public record Attached(String name, Optional<LazyPolicyDocument> document) {}

  /// What came of reading a file.
  ///
  /// @param hole why the file may have had more organizations or accounts than these
  public record Reading(List<OrganizationPage> organizations, Optional<SnapshotProblem> hole) {
    public Reading {
      organizations = List.copyOf(organizations);
    }
  }
}
