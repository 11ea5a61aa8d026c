package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.gate.proposal.EntityName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// In which account the resources of a plan are. Most of them do not tell; but where one ARN of a
/// principal of that name is in the plan, or all ARNs are of one account, that is the one.
final class PlanAccounts {

  private static final Pattern IAM_ARN = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):.+");

  private final Optional<AccountId> given;
  private final Set<AccountId> accounts = new TreeSet<>();
  private final Set<EntityName> principals = new LinkedHashSet<>();
  private String partition = "aws";

  PlanAccounts(List<ResourceChange> changes, Optional<AccountId> given) {
    this.given = given;
    for (ResourceChange change : changes) {
      see(change.before().path("arn").asText());
      see(change.after().path("arn").asText());
    }
  }

  private void see(String arn) {
    Matcher parts = IAM_ARN.matcher(arn);
    if (!parts.matches()) {
      return;
    }
    partition = parts.group(1);
    accounts.add(new AccountId(parts.group(2)));
    RoleArn.parse(arn)
        .map(EntityName::of)
        .or(() -> UserArn.parse(arn).map(EntityName::of))
        .ifPresent(principals::add);
  }

  /// The ARN of a resource after the change: as told, else put together.
  ///
  /// @param type what it is called in ARNs
  /// @param old the account that it was in
  Optional<String> arn(ResourceChange change, String type, Optional<AccountId> old)
      throws MalformedPlan {
    Optional<String> told = change.after("arn");
    Optional<String> name = change.after("name");
    if (told.isPresent() || name.isEmpty()) {
      return told;
    }
    String resource = type + change.after("path").orElse("/") + name.get();
    return old.or(this::account)
        .map(account -> "arn:%s:iam::%s:%s".formatted(partition, account, resource));
  }

  /// The account of resources that do not tell theirs.
  private Optional<AccountId> account() {
    return given.or(() -> accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty());
  }

  /// The principal of this name; none when it may be in several accounts.
  ///
  /// @param policy the ARN of a policy that is attached to it: those of customers are in the same
  ///   account
  Optional<EntityName> principal(EntityName.Type type, String name, Optional<String> policy) {
    List<EntityName> named =
        principals.stream()
            .filter(entityName -> entityName.type() == type && entityName.name().equals(name))
            .toList();
    return policy
        .map(IAM_ARN::matcher)
        .filter(Matcher::matches)
        .map(arn -> new EntityName(new AccountId(arn.group(2)), type, name))
        .or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty())
        .or(() -> account().map(account -> new EntityName(account, type, name)));
  }
}
