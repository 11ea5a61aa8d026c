package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/// The accounts of a snapshot, each read when it is first asked for.
///
/// A file whose name has the account's 12 digits is looked into first. Other files are only asked
/// whose they are when no such file holds the account: those that name no account always, those
/// that name another one when there are few, or when one of them was seen to hold another account
/// than it names.
public final class Accounts {

  /// So many files are looked into, or read, without asking whether it pays.
  private static final int FEW = 50;

  private static final long LITTLE = 8L << 20;

  private final List<AccountFile> files;
  private final SnapshotProblems snapshotProblems;
  private final Map<AccountId, List<AccountFile>> named = new HashMap<>();
  private final Map<AccountId, Lookup<Account>> read = new ConcurrentHashMap<>();
  private final Map<String, LazyPolicyDocument> awsManaged = new ConcurrentHashMap<>();
  private final Map<String, Set<RoleArn>> roleNames = new ConcurrentHashMap<>();
  private final Lazy<Map<AccountId, List<AccountFile>>> namelessByHead;
  private final Lazy<Map<AccountId, List<AccountFile>>> allByHead;
  private final Lazy<Boolean> readAll = new Lazy<>(this::readAll);
  private volatile boolean namesLie;

  public Accounts(List<SnapshotFile> files, SnapshotProblems snapshotProblems) {
    this.files = files.stream().map(file -> new AccountFile(file, snapshotProblems)).toList();
    this.snapshotProblems = snapshotProblems;
    this.namelessByHead =
        new Lazy<>(() -> byHead(this.files.stream().filter(file -> file.named().isEmpty())));
    this.allByHead = new Lazy<>(() -> byHead(this.files.stream()));
    for (AccountFile file : this.files) {
      file.named().forEach(id -> named.computeIfAbsent(id, _ -> new ArrayList<>()).add(file));
    }
  }

  /// Whether some file holds an account; looks no further than to the first that does.
  public boolean isAnyUsable() {
    List<AccountFile> byName = new ArrayList<>(files);
    byName.sort(Comparator.comparing(file -> file.named().isEmpty()));
    for (AccountFile file : byName) {
      if (file.head() instanceof AccountHead.Of || file.head() instanceof AccountHead.Untold) {
        learnFromName(file);
        return true;
      }
    }
    return false;
  }

  /// The account. Unreadable: no file holds it, or none that can be read.
  public Lookup<Account> account(AccountId id) {
    Lookup<Account> known = read.get(id);
    if (known != null) {
      return known;
    }
    Lookup<Account> account = Account.of(id, holding(id), snapshotProblems);
    if (account instanceof Lookup.Found<Account>(Account found)) {
      remember(found);
      read.putIfAbsent(id, account);
    }
    return account;
  }

  private void remember(Account account) {
    for (String arn : account.roles().entries().keySet()) {
      RoleArn.parse(arn)
          .ifPresent(
              role ->
                  roleNames
                      .computeIfAbsent(
                          role.name(),
                          _ -> new ConcurrentSkipListSet<>(Comparator.comparing(RoleArn::toString)))
                      .add(role));
    }
    account.policies().entries().values().forEach(this::rememberAwsManaged);
  }

  private void rememberAwsManaged(Entry<ManagedPolicy> entry) {
    if (entry instanceof Entry.Sound<ManagedPolicy>(ManagedPolicy policy)
        && EntityArn.parse(policy.arn()).filter(arn -> arn.account().isEmpty()).isPresent()) {
      policy
          .document()
          .ifPresent(
              lazyPolicyDocument -> awsManaged.putIfAbsent(policy.arn(), lazyPolicyDocument));
    }
  }

  private List<AccountFile> holding(AccountId id) {
    SequencedSet<AccountFile> holding = new LinkedHashSet<>();
    for (AccountFile file : named.getOrDefault(id, List.of())) {
      if (file.holds(id)) {
        holding.add(file);
      }
      learnFromName(file);
    }
    if (holding.stream().noneMatch(AccountFile::isWhole)) {
      boolean all = namesLie || files.size() <= FEW;
      holding.addAll((all ? allByHead : namelessByHead).get().getOrDefault(id, List.of()));
    }
    return List.copyOf(holding);
  }

  private static Map<AccountId, List<AccountFile>> byHead(Stream<AccountFile> files) {
    Map<AccountId, List<AccountFile>> byHead = new HashMap<>();
    files.forEach(
        file -> {
          if (file.head() instanceof AccountHead.Of(AccountId account)) {
            byHead.computeIfAbsent(account, _ -> new ArrayList<>()).add(file);
          }
        });
    return byHead;
  }

  private void learnFromName(AccountFile file) {
    namesLie = namesLie || file.isMisnamed();
  }

  /// The policy of AWS's own, from whichever account that was read already has it attached.
  public Optional<LazyPolicyDocument> awsManaged(String arn) {
    return Optional.ofNullable(awsManaged.get(arn));
  }

  /// The roles of this name in all accounts of a small snapshot (50 files, 8 MiB), and of a larger
  /// one in the accounts that were read already.
  public List<RoleArn> rolesNamed(String name) {
    readAll.get();
    return List.copyOf(roleNames.getOrDefault(name, Set.of()));
  }

  private boolean readAll() {
    if (files.size() > FEW || files.stream().mapToLong(AccountFile::size).sum() > LITTLE) {
      return false;
    }
    for (AccountFile file : files) {
      if (file.head() instanceof AccountHead.Of(AccountId account)) {
        account(account);
      }
    }
    return true;
  }
}
