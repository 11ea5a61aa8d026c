/// The evidence ports, answered from files: saved output of `aws iam
/// get-account-authorization-details`, `organization.json`, `changes.ndjson` and `authorizations`.
///
/// A snapshot may hold thousands of accounts. Opening one lists its files and reads none whole; an
/// account's file is read when the account is first asked for, a policy document when a policy is.
/// Bad input is a value: a [SnapshotProblem][dev.rolecall.evidence.snapshot.file.SnapshotProblem]
/// for the reports, and a gap in the answers that it touches.
@NullMarked
package dev.rolecall.evidence.snapshot;

import org.jspecify.annotations.NullMarked;
