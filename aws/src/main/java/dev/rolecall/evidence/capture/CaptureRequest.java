package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What to save, and where.
///
/// @param accounts the accounts to read
/// @param allAccounts whether to read every active account of the organization too
/// @param since how far back to look for changes
/// @param replace whether files that are there already may be replaced
public record CaptureRequest(
    Path output, List<AccountId> accounts, boolean allAccounts, Duration since, boolean replace) {
  public CaptureRequest {
    accounts = List.copyOf(accounts);
  }
}
