package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.IamPrincipal;
import java.util.Optional;

/// What one file tells of one account.
///
/// @param account the account of the ARNs inside; empty when there are none
/// @param truncated whether the file says that there is more to come
record AccountPage(
    Optional<AccountId> account,
    Section.Part<IamPrincipal> users,
    Section.Part<IamPrincipal> groups,
    Section.Part<IamPrincipal> roles,
    Section.Part<ManagedPolicy> policies,
    boolean truncated) {

  /// What came of reading a file that may hold an account.
  sealed interface Reading {

    /// It is output of `aws iam get-account-authorization-details`.
    record Read(AccountPage page) implements Reading {}

    /// It is not readable.
    ///
    /// @param account the account of the ARNs before the fault
    record Broken(SnapshotProblem problem, Optional<AccountId> account) implements Reading {}

    /// It is JSON that has nothing to do with accounts.
    record Foreign() implements Reading {}
  }
}
