package dev.rolecall.lambda.wiring;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.capture.IndexCapture;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Instant;
import java.util.Optional;

/// Renews the index of the organization.
record IndexSurvey(FunctionContext context) {

  /// Home is the account that is asked for its organization.
  private record At(AccountId home, AccountAccess access) implements AccountAccess {
    @Override
    public AwsAccess to(AccountId account) {
      return access.to(account);
    }
  }

  /// Does it, unless that was begun after the change that it is asked for.
  ///
  /// @param changed when the organization was changed; empty when it is just time
  /// @throws EventFailure when it could not be done, and must be tried again
  void run(Optional<Instant> changed) {
    FunctionLog log = context.log();
    if (!context.settings().organizationIndex()) {
      log.logNoOrganization();
      return;
    }
    OrganizationIndexStore store = context.indexStore();
    try {
      Optional<Instant> read = new OrganizationIndex(store, context.clock()).readAt();
      if (changed.isPresent() && read.filter(changed.get()::isBefore).isPresent()) {
        log.logIndexCurrent();
        return;
      }
      switch (capture(store).run()) {
        case IndexCapture.Outcome.Done done -> log.logIndexed(done);
        case IndexCapture.Outcome.NoOrganization _ -> log.logNoOrganization();
        case IndexCapture.Outcome.Unread(Gap gap) -> log.logOrganizationUnread(gap);
      }
    } catch (OrganizationIndexStore.StoreFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  private IndexCapture capture(OrganizationIndexStore store) {
    return new IndexCapture(
        new At(context.settings().organizationAccount(), context.access(context.clients())),
        AwsClients.unhurried(context.region(), Optional.empty()),
        store,
        context.clock());
  }
}
