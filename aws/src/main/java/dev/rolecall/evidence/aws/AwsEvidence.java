package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.index.OrganizationIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads evidence from AWS, for one denial after the other or for many at once.
public final class AwsEvidence {

  private final AwsReaderContext context;
  private final AwsSettings settings;
  private final InstantSource clock;
  private final AccountId organizationAccount;
  private final Optional<OrganizationIndex> index;

  /// @param listener hears of everything that could not be read
  /// @param index what is kept of the organization, which then need not be asked
  public AwsEvidence(
      AccountAccess access,
      AwsClients clients,
      AwsSettings settings,
      InstantSource clock,
      ReadListener listener,
      Optional<OrganizationIndex> index) {
    this.context = new AwsReaderContext(access, clients, settings.cacheTime(), clock, listener);
    this.settings = settings;
    this.clock = clock;
    this.organizationAccount = settings.organizationAccount().orElseGet(access::home);
    this.index = index;
  }

  /// Starts to read all that is needed to explain `denial`. Its answers wait for what was read,
  /// until the deadline that begins now; after it, everything else is a gap.
  public Evidence about(Denial denial) {
    return about(denial, settings.deadline(), index);
  }

  /// The same once more, but Organizations is asked in place of the index, which may lag behind.
  ///
  /// @param took how much of the time for evidence is gone
  /// @return empty when that could tell nothing new: there is no index, or no time
  public Optional<Evidence> anew(Denial denial, Duration took) {
    Duration left = settings.deadline().minus(took);
    return index.isEmpty() || left.isNegative() || left.isZero()
        ? Optional.empty()
        : Optional.of(about(denial, left, Optional.empty()));
  }

  /// Starts to read which audiences the OIDC provider with this ARN accepts. The answer waits for
  /// it.
  public Supplier<Lookup<List<String>>> audiences(AccountId account, String provider) {
    AwsReader reader = new AwsReader(context, new Deadline(settings.deadline()));
    AwsFact all = AwsRoles.allOf(account);
    return reader.start(
            () ->
                new IamReading(reader, account)
                    .ask(
                        "GetOpenIDConnectProvider",
                        provider,
                        iam ->
                            List.copyOf(
                                iam.getOpenIDConnectProvider(
                                        r -> r.openIDConnectProviderArn(provider))
                                    .clientIDList()))
                    .lookup(all))
        ::join;
  }

  private Evidence about(Denial denial, Duration time, Optional<OrganizationIndex> kept) {
    AwsReader facts = new AwsReader(context, new Deadline(time));
    AwsReader lookups = new AwsReader(context, new Deadline(settings.changesDeadline()));
    return new DenialReading(
            denial,
            facts,
            lookups,
            new AwsOrganizations(facts, organizationAccount, kept, denial),
            new AwsChanges(lookups, clock),
            clock.instant())
        .evidence();
  }
}
