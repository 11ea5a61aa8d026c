package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.problem.SnapshotWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One account, put together from all files that hold it.
///
/// @param rolesByName the same roles; names are unique in an account, whatever the path
/// @param groupsByName the groups, by which users name them
public record Account(
    Section<IamPrincipal> users,
    Section<IamPrincipal> roles,
    Section<IamPrincipal> rolesByName,
    Section<IamPrincipal> groupsByName,
    Section<ManagedPolicy> policies) {

  /// The account that `files` hold. Unreadable: none of them can be read.
  static Lookup<Account> of(
      AccountId id, List<AccountFile> files, Set<SnapshotProblem> snapshotProblems) {
    List<AccountPage> pages = new ArrayList<>();
    Optional<GapReason> broken = Optional.empty();
    for (AccountFile file : files) {
      switch (file.reading()) {
        case AccountPage.Reading.Read(AccountPage page) -> pages.add(page);
        case AccountPage.Reading.Broken(SnapshotProblem problem, _) ->
            broken = broken.or(() -> Optional.of(new GapReason.Stated(problem.toString())));
        case AccountPage.Reading.Foreign _ -> {}
      }
    }
    if (pages.isEmpty()) {
      GapReason why = broken.orElseGet(() -> new GapReason.NoFile(id));
      return new Lookup.Unreadable<>(
          new Gap(new GapFact.Account(id), why, new GapRemedy.Command.ReadAccount(id)));
    }
    return new Lookup.Found<>(of(pages, broken.or(() -> cut(pages)), snapshotProblems));
  }

  private static Account of(
      List<AccountPage> pages, Optional<GapReason> hole, Set<SnapshotProblem> snapshotProblems) {
    Section<IamPrincipal> roles =
        section(pages, AccountPage::roles, hole, snapshotProblems)
            .notFiltered(pages.getFirst().roles());
    Section<IamPrincipal> groups = section(pages, AccountPage::groups, hole, snapshotProblems);
    return new Account(
        section(pages, AccountPage::users, hole, snapshotProblems)
            .notFiltered(pages.getFirst().users()),
        roles,
        roles.byName(pages.getFirst().roles().file()),
        groups.byName(pages.getFirst().groups().file()),
        section(pages, AccountPage::policies, hole, snapshotProblems));
  }

  private static <T> Section<T> section(
      List<AccountPage> pages,
      Function<AccountPage, Section.Part<T>> part,
      Optional<GapReason> hole,
      Set<SnapshotProblem> snapshotProblems) {
    return Section.of(pages.stream().map(part).toList(), hole, snapshotProblems);
  }

  /// Pages do not say how many there are; but one of them is the last.
  private static Optional<GapReason> cut(List<AccountPage> pages) {
    return pages.stream().allMatch(AccountPage::truncated)
        ? Optional.of(
            new GapReason.Stated(
                pages.getLast().roles().file().problem("", SnapshotWords.cutOff()).toString()))
        : Optional.empty();
  }
}
