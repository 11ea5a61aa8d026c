package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.Root;

/// Asks Organizations. Lists are read to their last page.
///
/// @param asker whose credentials ask, and whose organization it is
record OrganizationReading(AwsReader awsReader, AccountId asker) {

  /// Organizational units nest five deep.
  private static final int DEEPEST = 10;

  /// @param action without its service: `ListRoots`
  /// @param on what it is about: `account 111122223333`
  <T> AwsResult<T> ask(String action, String on, Function<OrganizationsClient, T> call) {
    return awsReader.ask(
        new AwsRequestKey(asker, "organizations:" + action, on), AwsClients::organizations, call);
  }

  /// The roots of the organization, of which there is one.
  AwsResult<List<Root>> roots() {
    return ask(
        "ListRoots",
        "",
        client ->
            client.listRootsPaginator().stream().flatMap(page -> page.roots().stream()).toList());
  }

  /// What binds `account`: from the root to its parent, and the account itself.
  ///
  /// @param found hears of each target as soon as it is known, and may hear of one twice
  AwsResult<List<String>> targets(AccountId account, Consumer<String> found) {
    found.accept(account.value());
    var _ = awsReader.start(() -> tell(roots(), found));
    return targets(List.of(account.value()), found);
  }

  private static boolean tell(AwsResult<List<Root>> roots, Consumer<String> found) {
    roots.found().orElse(List.of()).forEach(root -> found.accept(root.id()));
    return true;
  }

  /// @param known the account, below as much of what is above it as is known
  private AwsResult<List<String>> targets(List<String> known, Consumer<String> found) {
    if (known.size() > DEEPEST) {
      return new AwsResult.Unreadable<>(new GapReason.NoRoot(known.getLast()));
    }
    return parent(known.getFirst())
        .then(
            parent -> {
              List<String> targets = new ArrayList<>(known);
              targets.addFirst(Objects.requireNonNull(parent.id()));
              if (parent.type() == ParentType.ROOT) {
                return new AwsResult.Found<>(List.copyOf(targets));
              }
              found.accept(parent.id());
              return targets(targets, found);
            });
  }

  private AwsResult<Parent> parent(String child) {
    return ask(
        "ListParents",
        child,
        client ->
            client.listParentsPaginator(r -> r.childId(child)).stream()
                .flatMap(page -> page.parents().stream())
                .findFirst()
                .orElseThrow());
  }
}
