package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.cloudtrail.FileWalk;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.problem.SnapshotWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A file that may hold an account. It is opened at most twice: once to learn whose account it
/// holds, where its name does not tell, and once to read it.
final class AccountFile {

  private static final Pattern TWELVE_DIGITS = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");

  private final SnapshotFile file;
  private final List<AccountId> named;
  private final Lazy<AccountPage.Reading> reading;
  private final Lazy<AccountHead> head;

  AccountFile(SnapshotFile file, Set<SnapshotProblem> snapshotProblems) {
    this.file = file;
    this.named = named(file.path());
    this.reading = new Lazy<>(() -> read(snapshotProblems));
    this.head = new Lazy<>(() -> scan(snapshotProblems));
  }

  private static List<AccountId> named(Path path) {
    return TWELVE_DIGITS
        .matcher(FileWalk.name(path))
        .results()
        .map(digits -> new AccountId(digits.group()))
        .toList();
  }

  private AccountPage.Reading read(Set<SnapshotProblem> snapshotProblems) {
    AccountPage.Reading read = AccountReader.read(file, snapshotProblems);
    if (read instanceof AccountPage.Reading.Foreign && !named.isEmpty()) {
      read = new AccountPage.Reading.Broken(notOurs(), Optional.empty());
    }
    if (read instanceof AccountPage.Reading.Broken broken) {
      snapshotProblems.add(broken.problem());
    }
    return read;
  }

  private AccountHead scan(Set<SnapshotProblem> snapshotProblems) {
    if (reading.isKnown() || !file.regular()) {
      return AccountHead.of(reading.get());
    }
    AccountHead scanned = AccountHead.scan(file);
    if (scanned instanceof AccountHead.Foreign && !named.isEmpty()) {
      scanned = new AccountHead.Broken(notOurs());
    }
    if (scanned instanceof AccountHead.Broken broken) {
      snapshotProblems.add(broken.problem());
    }
    return scanned;
  }

  private SnapshotProblem notOurs() {
    return file.problem("", SnapshotWords.notAccountDetails());
  }

  /// The accounts that its name names.
  List<AccountId> named() {
    return named;
  }

  long size() {
    return file.size();
  }

  AccountPage.Reading reading() {
    return reading.get();
  }

  AccountHead head() {
    return head.get();
  }

  /// Whether it holds the end of an account's lists, so that no other file is needed.
  boolean isWhole() {
    return reading() instanceof AccountPage.Reading.Read(AccountPage page) && !page.truncated();
  }

  /// Whether it holds this account. The ARNs inside decide; the name, where there are none.
  boolean holds(AccountId account) {
    return switch (AccountHead.of(reading())) {
      case AccountHead.Of(AccountId inside) -> inside.equals(account);
      case AccountHead.Untold _, AccountHead.Broken _ -> named.contains(account);
      case AccountHead.Foreign _ -> false;
    };
  }

  /// Whether it names an account and holds another one.
  boolean isMisnamed() {
    AccountHead told = reading.isKnown() ? AccountHead.of(reading.get()) : head();
    return told instanceof AccountHead.Of(AccountId inside)
        && !named.isEmpty()
        && !named.contains(inside);
  }
}
