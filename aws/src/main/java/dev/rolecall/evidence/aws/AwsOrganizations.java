package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.iam.evaluation.Layer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Reads the place of accounts in the organization of one account.
final class AwsOrganizations {

  /// The types of policy that bind the callers and the roles of an account.
  private static final List<PolicyType> BINDING =
      List.of(PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY);

  private final AwsReader awsReader;
  private final AccountId asker;
  private final OrganizationReading organizations;
  private final Optional<OrganizationIndex> index;
  private final Optional<AccountId> caller;
  private final Optional<AccountId> role;

  /// @param asker whose credentials ask, and whose organization it is
  AwsOrganizations(
      AwsReader awsReader, AccountId asker, Optional<OrganizationIndex> index, Denial denial) {
    this.awsReader = awsReader;
    this.asker = asker;
    this.index = index;
    this.organizations = new OrganizationReading(awsReader, asker);
    this.caller = denial.caller().account();
    this.role = denial.roleAccount();
  }

  Lookup<AccountFacts> account(AccountId id) {
    Optional<AccountFacts> kept =
        index.flatMap(
            known -> Optional.ofNullable(awsReader.indexed(known, withOther(id)).get(id)));
    return kept.isPresent() ? new Lookup.Found<>(kept.get()) : asked(id);
  }

  /// The accounts of the denial, which are read at once, or another one.
  private Set<AccountId> withOther(AccountId id) {
    Set<AccountId> both =
        Stream.of(caller, role).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    return both.contains(id) ? both : Set.of(id);
  }

  /// The types that the denial hinges on in the account: SCPs bind callers and RCPs roles. The
  /// others are read when they are asked for.
  private List<PolicyType> needed(AccountId id) {
    boolean ofCaller = caller.filter(id::equals).isPresent();
    boolean ofRole = !ofCaller || role.filter(id::equals).isPresent();
    return BINDING.stream()
        .filter(type -> type == PolicyType.SERVICE_CONTROL_POLICY ? ofCaller : ofRole)
        .toList();
  }

  private Lookup<AccountFacts> asked(AccountId id) {
    CompletableFuture<AwsResult<Account>> account =
        awsReader.start(
            () ->
                organizations.ask(
                    "DescribeAccount",
                    "account " + id,
                    client ->
                        Objects.requireNonNull(
                            client.describeAccount(it -> it.accountId(id.value())).account())));
    return organizations
        .ask("DescribeOrganization", "", AwsOrganizations::organization)
        .fold(
            organization -> member(id, organization, account.join()),
            () ->
                id.equals(asker)
                    ? new AwsResult.Found<>(AccountFacts.standalone(asker))
                    : new AwsResult.Unreadable<AccountFacts>(
                        new GapReason.OutsideOrganization(asker)),
            failed -> failed.<AccountFacts>as())
        .lookup(fact(id));
  }

  /// An answer without ids is none that can be relied on.
  private static Organization organization(OrganizationsClient client) {
    Organization organization = client.describeOrganization().organization();
    Objects.requireNonNull(organization.id());
    new AccountId(organization.masterAccountId());
    return organization;
  }

  static AwsFact fact(AccountId id) {
    return new AwsFact(new GapFact.OrganizationOf(id), new GapRemedy.Command.ReadPlace(id));
  }

  /// Every account may ask for its own organization, but only few for the accounts in it. The one
  /// that asks is in it for sure.
  private AwsResult<AccountFacts> member(
      AccountId id, Organization organization, AwsResult<Account> account) {
    Optional<String> name = account.found().map(Account::name);
    AccountFacts.Organization facts =
        new AccountFacts.Organization(
            organization.id(), new AccountId(organization.masterAccountId()));
    if (id.equals(facts.managementAccount())) {
      return new AwsResult.Found<>(AccountFacts.management(facts, name));
    }
    AwsResult<List<String>> targets =
        account.then(
            _ -> organizations.targets(id, target -> startPolicies(id, organization, target)));
    return account.fold(
        _ -> new AwsResult.Found<>(member(id, organization, facts, name, targets)),
        AwsResult.Absent::new,
        failed ->
            id.equals(asker)
                ? new AwsResult.Found<>(member(id, organization, facts, name, targets))
                : failed.as());
  }

  /// Starts to read what binds an account through `target` while the rest of its place is not known
  /// yet. Who asks later gets the same answers.
  private void startPolicies(AccountId id, Organization organization, String target) {
    if (hasPolicies(organization)) {
      for (PolicyType type : needed(id)) {
        ControlPolicyLayers layers = new ControlPolicyLayers(awsReader, organizations, type);
        var _ = awsReader.start(() -> layers.read(target));
      }
    }
  }

  private static boolean hasPolicies(Organization organization) {
    return organization.featureSet() != OrganizationFeatureSet.CONSOLIDATED_BILLING;
  }

  private AccountFacts member(
      AccountId id,
      Organization organization,
      AccountFacts.Organization facts,
      Optional<String> name,
      AwsResult<List<String>> targets) {
    Lazy<Layer> scps = layer(id, organization, PolicyType.SERVICE_CONTROL_POLICY, targets);
    Lazy<Layer> rcps = layer(id, organization, PolicyType.RESOURCE_CONTROL_POLICY, targets);
    for (PolicyType type : needed(id)) {
      var _ = type == PolicyType.SERVICE_CONTROL_POLICY ? scps.get() : rcps.get();
    }
    return new AccountFacts(
        id,
        name,
        Optional.of(facts),
        targets
            .found()
            .map(all -> String.join("/", all.subList(0, all.size() - 1)))
            .map(above -> facts.id() + "/" + above + "/"),
        scps,
        rcps);
  }

  /// What is needed is read from now on; what is not, for the first who asks.
  private Lazy<Layer> layer(
      AccountId id, Organization organization, PolicyType type, AwsResult<List<String>> targets) {
    AwsFact fact =
        new AwsFact(
            new GapFact.ControlPolicies(ControlPolicyLayers.named(type), id.value()),
            new GapRemedy.ListAllControlPolicies(id, ControlPolicyLayers.named(type)));
    if (needed(id).contains(type)) {
      CompletableFuture<Layer> layer =
          awsReader.start(() -> layer(fact, organization, type, targets));
      return new Lazy<>(layer::join);
    }
    ConcurrentReads<PolicyType, Layer> reads =
        new ConcurrentReads<>(
            awsReader,
            _ -> fact,
            asked -> new Lookup.Found<>(layer(fact, organization, asked, targets)));
    return new Lazy<>(
        () ->
            switch (reads.get(type)) {
              case Lookup.Found<Layer>(Layer found) -> found;
              case Lookup.Absent<Layer> _ -> new Layer.NotApplicable();
              case Lookup.Unreadable<Layer>(Gap gap) -> new Layer.Unread(gap);
            });
  }

  private Layer layer(
      AwsFact fact, Organization organization, PolicyType type, AwsResult<List<String>> targets) {
    return hasPolicies(organization)
        ? targets.fold(
            new ControlPolicyLayers(awsReader, organizations, type)::layer,
            () ->
                new Layer.Unread(
                    new AwsResult.Unreadable<>(GapReason.Known.NOT_IN_ORGANIZATION_ANY_MORE)
                        .gap(fact)),
            failed -> new Layer.Unread(failed.gap(fact)))
        : new Layer.NotApplicable();
  }
}
