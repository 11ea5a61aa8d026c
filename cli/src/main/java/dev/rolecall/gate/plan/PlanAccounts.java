package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.gate.proposal.EntityName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// In which account the resources of a plan are: where their ARN says it, else the account of the
/// provider configuration that manages them. A provider configuration's account is the one that its
/// role or `allowed_account_ids` names, or that the resources it manages already are in.
final class PlanAccounts {

  private static final Pattern IAM_ARN = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):.+");

  private final PlanProviders providers;
  private final AccountOptions options;

  /// By key of the provider configuration; `""` for resources without one.
  private final Map<String, Set<AccountId>> observed = new TreeMap<>();

  /// Users and roles whose ARN is in the plan.
  private final Set<EntityName> principals = new HashSet<>();

  /// Users and roles that the plan leaves in place.
  private final Set<EntityName> existing = new HashSet<>();

  /// The partition of each account that an ARN is in.
  private final Map<AccountId, String> partitions = new TreeMap<>();

  /// @param known resources that exist, with an ARN or the ID of their account
  PlanAccounts(
      PlanProviders providers,
      Collection<KnownResource> known,
      List<ResourceChange> changes,
      AccountOptions options) {
    this.providers = providers;
    this.options = options;
    known.forEach(resource -> see(resource.address(), resource.arnOrAccount()));
    for (ResourceChange change : changes) {
      for (String arn : change.names("arn")) {
        see(change.address(), arn);
        entity(arn).ifPresent(principals::add);
      }
      if (change.kind() == ResourceChange.Kind.NOTHING
          || change.kind() == ResourceChange.Kind.UPDATE) {
        entity(change.before().path("arn").asText()).ifPresent(existing::add);
      }
    }
  }

  /// A resource that exists.
  ///
  /// @param arnOrAccount its ARN, or the ID of the account that it is in
  record KnownResource(String address, String arnOrAccount) {}

  private void see(String address, String arnOrAccount) {
    Matcher arn = IAM_ARN.matcher(arnOrAccount);
    if (arn.matches()) {
      partitions.put(new AccountId(arn.group(2)), arn.group(1));
    }
    AccountId.parse(arn.matches() ? arn.group(2) : arnOrAccount)
        .ifPresent(
            account ->
                observed
                    .computeIfAbsent(providers.key(address).orElse(""), _ -> new TreeSet<>())
                    .add(account));
  }

  private static Optional<EntityName> entity(String arn) {
    return RoleArn.parse(arn).map(EntityName::of).or(() -> UserArn.parse(arn).map(EntityName::of));
  }

  /// The ARN of a role or user after the change: as the plan contains it, else put together.
  ///
  /// @param type what it is called in ARNs
  /// @param old the account that it was in
  Optional<String> arn(ResourceChange change, String type, Optional<AccountId> old)
      throws MalformedPlan {
    Optional<String> known = change.after("arn");
    Optional<String> name = change.after("name");
    if (known.isPresent() || name.isEmpty()) {
      return known;
    }
    String resource = type + change.after("path").orElse("/") + name.get();
    return old.or(() -> of(change.address()))
        .map(account -> "arn:%s:iam::%s:%s".formatted(partition(account), account, resource))
        // What exists cannot be created: the resource is in another account than it seems.
        .filter(
            arn ->
                change.kind() != ResourceChange.Kind.CREATE
                    || entity(arn).filter(existing::contains).isEmpty());
  }

  /// Of an account without an ARN: the partition of all others, if it is one.
  private String partition(AccountId account) {
    Set<String> all = Set.copyOf(partitions.values());
    return partitions.getOrDefault(account, all.size() == 1 ? all.iterator().next() : "aws");
  }

  /// The account of a resource, as far as its ARN, the ARN of its policy or its provider says it.
  Optional<AccountId> account(ResourceChange change) {
    return Stream.of("arn", "policy_arn")
        .flatMap(attribute -> change.names(attribute).stream())
        .map(IAM_ARN::matcher)
        .filter(Matcher::matches)
        .map(arn -> new AccountId(arn.group(2)))
        .findFirst()
        .or(() -> providers.configured().isEmpty() ? Optional.empty() : of(change.address()));
  }

  /// The account of resources without an ARN.
  private Optional<AccountId> of(String address) {
    Optional<String> key = providers.key(address);
    Optional<AccountId> account;
    if (key.isPresent()) {
      account = ofProvider(key.get());
    } else if (providers.configured().isEmpty()) {
      account = only(observed.getOrDefault("", Set.of()));
    } else {
      List<Optional<AccountId>> all =
          providers.configured().stream().map(this::ofProvider).distinct().toList();
      account = all.size() == 1 ? all.getFirst() : Optional.empty();
    }
    return account.or(options::other);
  }

  private Optional<AccountId> ofProvider(String key) {
    AccountId given = options.byProvider().get(key);
    if (given != null) {
      return Optional.of(given);
    }
    Set<AccountId> accounts = new TreeSet<>(providers.declared(key));
    accounts.addAll(observed.getOrDefault(key, Set.of()));
    return only(accounts);
  }

  private static Optional<AccountId> only(Set<AccountId> accounts) {
    return accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty();
  }

  /// The principal of this name that a resource changes; empty when it may be in several accounts.
  ///
  /// @param policy the ARN of a policy that is attached to it: customer managed policies are in the
  ///   account of what they are attached to
  Optional<EntityName> principal(
      String address, EntityName.Type type, String name, Optional<String> policy) {
    return policy
        .map(IAM_ARN::matcher)
        .filter(Matcher::matches)
        .map(arn -> new AccountId(arn.group(2)))
        .or(() -> of(address))
        .map(account -> new EntityName(account, type, name))
        .or(() -> named(type, name));
  }

  /// In a plan without its configuration: the principal of this name, if there is one in it.
  private Optional<EntityName> named(EntityName.Type type, String name) {
    List<EntityName> found =
        providers.configured().isEmpty()
            ? principals.stream()
                .filter(one -> one.type() == type && one.name().equals(name))
                .toList()
            : List.of();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// The provider configurations that were given an account and are not in the plan.
  Set<String> unknownProviders() {
    Set<String> names = new TreeSet<>(options.byProvider().keySet());
    names.removeAll(providers.keys());
    return names;
  }
}
