package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.Organizations;
import dev.rolecall.evidence.snapshot.file.OrganizationPage;
import dev.rolecall.evidence.snapshot.file.OrganizationReader;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.problem.SnapshotWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells of the organizations of a snapshot. Their files are read at the first question.
final class SnapshotOrganizations implements Organizations {

  /// An account and the organization that has it.
  private record Place(AccountFacts.Organization organization, OrganizationPage.Member member) {}

  private final List<SnapshotFile> files;
  private final Set<SnapshotProblem> snapshotProblems;
  private final Lazy<Optional<SnapshotProblem>> hole;
  private final Map<AccountId, Lazy<Lookup<AccountFacts>>> accounts = new HashMap<>();

  SnapshotOrganizations(List<SnapshotFile> files, Set<SnapshotProblem> snapshotProblems) {
    this.files = files;
    this.snapshotProblems = snapshotProblems;
    this.hole = new Lazy<>(this::read);
  }

  /// Whether an organization can be read.
  boolean isAnyUsable() {
    hole.get();
    return !accounts.isEmpty();
  }

  @Override
  public Lookup<AccountFacts> account(AccountId id) {
    if (files.isEmpty()) {
      return unreadable(id, GapReason.Known.NO_ORGANIZATION_FILE);
    }
    Optional<SnapshotProblem> unsure = hole.get();
    Lazy<Lookup<AccountFacts>> found = accounts.get(id);
    if (found != null) {
      return found.get();
    }
    return unsure
        .map(problem -> unreadable(id, new GapReason.Stated(problem.toString())))
        .orElseGet(Lookup.Absent::new);
  }

  /// Reads all files. The answer: why there may be more accounts than were found.
  private Optional<SnapshotProblem> read() {
    Map<AccountId, Place> places = new HashMap<>();
    Optional<SnapshotProblem> first = Optional.empty();
    for (SnapshotFile file : files) {
      OrganizationPage.Reading reading = OrganizationReader.read(file, snapshotProblems);
      first = first.or(reading::hole);
      for (OrganizationPage organization : reading.organizations()) {
        first = first.or(organization::lost);
        for (OrganizationPage.Member member : organization.members()) {
          Place place = new Place(organization.organization(), member);
          places.merge(
              member.account(),
              place,
              (one, other) -> one.equals(other) ? one : spoilt(file, other));
        }
      }
      reading.organizations().forEach(page -> addManagement(page.organization()));
    }
    places.forEach((id, place) -> accounts.put(id, new Lazy<>(() -> facts(place))));
    return first;
  }

  private Place spoilt(SnapshotFile file, Place place) {
    AccountId account = place.member().account();
    SnapshotProblem twice = file.problem("account " + account, SnapshotWords.givenTwice());
    snapshotProblems.add(twice);
    return new Place(place.organization(), OrganizationPage.Member.spoilt(account, twice));
  }

  /// The management account need not be listed: neither SCPs nor RCPs bind it.
  private void addManagement(AccountFacts.Organization organization) {
    AccountId id = organization.managementAccount();
    Lookup<AccountFacts> facts =
        new Lookup.Found<>(AccountFacts.management(organization, Optional.empty()));
    Lazy<Lookup<AccountFacts>> other = accounts.putIfAbsent(id, new Lazy<>(() -> facts));
    if (other != null && !other.get().equals(facts)) {
      accounts.put(id, new Lazy<>(() -> unreadable(id, GapReason.Known.SEVERAL_ORGANIZATIONS)));
    }
  }

  private Lookup<AccountFacts> facts(Place place) {
    OrganizationPage.Member member = place.member();
    if (member.problem().isPresent()) {
      return unreadable(member.account(), new GapReason.Stated(member.problem().get().toString()));
    }
    return new Lookup.Found<>(
        new AccountFacts(
            member.account(),
            member.name(),
            Optional.of(place.organization()),
            member.path(),
            ControlPolicies.layer(PolicyType.SCP, member),
            ControlPolicies.layer(PolicyType.RCP, member)));
  }

  private static Lookup<AccountFacts> unreadable(AccountId id, GapReason why) {
    return new Lookup.Unreadable<>(
        new Gap(new GapFact.OrganizationOf(id), why, new GapRemedy.Command.ReadPlace(id)));
  }
}
