package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.IamPrincipal;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Reads output of `aws iam get-account-authorization-details`. [Its
/// elements](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html)
final class AccountReader {

  /// The lists of an account. An object without any of them has nothing to do with accounts.
  static final Set<String> LISTS =
      Set.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  private final SnapshotFile file;
  private Optional<AccountId> account = Optional.empty();
  private boolean truncated;
  private boolean ours;

  private AccountReader(SnapshotFile file) {
    this.file = file;
  }

  /// Reads all of `file`. An element that is not as expected is a problem, and spoils only itself.
  static AccountPage.Reading read(SnapshotFile file, SnapshotProblems snapshotProblems) {
    AccountReader reader = new AccountReader(file);
    try (JsonWalk walk = JsonWalk.open(file)) {
      AccountPage.Reading reading = reader.read(walk);
      if (reading instanceof AccountPage.Reading.Read) {
        snapshotProblems.addAll(walk.notes());
      }
      return reading;
    } catch (IOException e) {
      return new AccountPage.Reading.Broken(JsonWalk.problem(file, e), reader.account);
    }
  }

  private AccountPage.Reading read(JsonWalk walk) throws IOException {
    EntityReader<IamPrincipal> users = new EntityReader<>(walk, file, "user", this::belongs);
    EntityReader<IamPrincipal> groups = new EntityReader<>(walk, file, "group", this::belongs);
    EntityReader<IamPrincipal> roles = new EntityReader<>(walk, file, "role", this::belongs);
    EntityReader<ManagedPolicy> policies = new EntityReader<>(walk, file, "policy", this::belongs);
    walk.whole(
        name -> {
          ours = ours || LISTS.contains(name);
          switch (name) {
            case "UserDetailList" -> users.list(() -> new EntityFields(walk));
            case "GroupDetailList" -> groups.list(() -> new EntityFields(walk));
            case "RoleDetailList" -> roles.list(() -> new EntityFields(walk));
            case "Policies" -> policies.list(() -> new PolicyFields(walk));
            case "IsTruncated" -> truncated = truncated || walk.isTrue();
            case "NextToken" -> truncated = truncated || !walk.isNull();
            default -> walk.skip();
          }
        });
    Optional<SnapshotProblem> whole =
        walk.notes().stream().filter(note -> note.where().isEmpty()).findFirst();
    if (whole.isPresent()) {
      return new AccountPage.Reading.Broken(whole.get(), account);
    }
    return ours
        ? new AccountPage.Reading.Read(
            new AccountPage(
                account, users.part(), groups.part(), roles.part(), policies.part(), truncated))
        : new AccountPage.Reading.Foreign();
  }

  /// One file holds one account: that of its first ARN.
  private Optional<String> belongs(EntityArn arn) {
    account = account.or(arn::account);
    return arn.account().filter(other -> !account.equals(Optional.of(other))).isPresent()
        ? Optional.of("an ARN of another account than the first one of the file")
        : Optional.empty();
  }
}
