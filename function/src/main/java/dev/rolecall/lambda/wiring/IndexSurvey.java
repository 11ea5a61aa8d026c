package dev.rolecall.lambda.wiring;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.capture.IndexCapture;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// Renews the index of the organization.
record IndexSurvey(
    ExplainSettings settings, AwsContext aws, FunctionLog journal, InstantSource clock) {

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
  /// @throws EventFailure when it could not be done, and has to be tried again
  void run(Optional<Instant> changed) {
    if (!settings.organizationIndex()) {
      journal.logNoOrganization();
      return;
    }
    OrganizationIndexStore shelf = new IncidentModule(settings, aws, clock).shelf();
    try {
      Optional<Instant> read = new OrganizationIndex(shelf, clock).readAt();
      if (changed.isPresent() && read.filter(changed.get()::isBefore).isPresent()) {
        journal.logIndexCurrent();
      } else {
        switch (capture(shelf).run()) {
          case IndexCapture.Outcome.Done done -> journal.logIndexed(done);
          case IndexCapture.Outcome.NoOrganization _ -> journal.logNoOrganization();
          case IndexCapture.Outcome.Unread(Gap gap) -> journal.logOrganizationUnread(gap);
        }
      }
    } catch (OrganizationIndexStore.ShelfFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  private IndexCapture capture(OrganizationIndexStore shelf) {
    Region region = Region.of(settings.topic().region());
    AccountId own = settings.topic().account();
    AwsClients clients = AwsClients.unhurried(region, Optional.empty());
    AccountAccess access = new ReaderRoleAccess(own, aws.credentials(), settings.reader(), clients);
    return new IndexCapture(
        new At(settings.aws().organizationAccount().orElse(own), access), clients, shelf, clock);
  }
}
