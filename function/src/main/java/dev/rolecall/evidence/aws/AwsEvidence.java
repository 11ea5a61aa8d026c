package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import java.time.InstantSource;

/// Reads evidence from AWS, for one denial after the other or for many at once.
public final class AwsEvidence {

  private final Shared shared;
  private final CallBudget<EventReading.Place> budget;
  private final InstantSource clock;
  private final AccountId organizationAccount;

  /// @param listener hears of everything that could not be read
  public AwsEvidence(
      AccountAccess access,
      AwsClients clients,
      AwsSettings settings,
      InstantSource clock,
      ReadingListener listener) {
    this.shared = new Shared(access, clients, settings, clock, listener);
    this.budget = new CallBudget<>(clock, EventReading.CALLS_A_SECOND);
    this.clock = clock;
    this.organizationAccount = settings.organizationAccount().orElseGet(access::home);
  }

  /// Starts to read all that is needed to explain `denial`. Who asks the answer waits for what was
  /// read, until the deadline that begins now; after it, everything else is a gap.
  public Evidence about(Denial denial) {
    AwsSettings settings = shared.settings();
    Asking facts = new Asking(shared, new Deadline(settings.deadline()));
    Asking lookups = new Asking(shared, new Deadline(settings.changesDeadline()));
    AwsChanges changes = new AwsChanges(lookups, budget, clock);
    DenialReading reading =
        new DenialReading(
            denial,
            new AwsRoles(facts),
            new AwsCallers(facts),
            new AwsOrganizations(facts, organizationAccount),
            changes,
            facts,
            lookups);
    reading.start();
    return new Evidence(reading, reading::caller, reading::organization, reading::changes);
  }
}
