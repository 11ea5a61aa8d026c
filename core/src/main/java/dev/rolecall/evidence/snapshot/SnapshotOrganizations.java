package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.Organizations;
import dev.rolecall.evidence.snapshot.file.OrganizationPage;
import dev.rolecall.evidence.snapshot.file.OrganizationReader;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.evidence.snapshot.file.SnapshotProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells of the organizations of a snapshot. Their files are read at the first question.
final class SnapshotOrganizations implements Organizations {

  /// An account and the organization that has it.
  private record Place(OrganizationPage organization, OrganizationPage.Member member) {}

  private final List<SnapshotFile> files;
  private final SnapshotProblems snapshotProblems;
  private final Lazy<Optional<SnapshotProblem>> hole;
  private final Map<AccountId, Lazy<Lookup<AccountFacts>>> accounts = new HashMap<>();

  SnapshotOrganizations(List<SnapshotFile> files, SnapshotProblems snapshotProblems) {
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
      return unreadable(id, "the snapshot has no organization.json");
    }
    Optional<SnapshotProblem> unsure = hole.get();
    Lazy<Lookup<AccountFacts>> found = accounts.get(id);
    if (found != null) {
      return found.get();
    }
    return unsure.map(problem -> unreadable(id, problem.toString())).orElseGet(Lookup.Absent::new);
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
        organization.members().forEach(member -> add(file, places, organization, member));
      }
      reading.organizations().forEach(organization -> addManagement(organization));
    }
    places.forEach((id, place) -> accounts.put(id, new Lazy<>(() -> facts(place))));
    return first;
  }

  private void add(
      SnapshotFile file,
      Map<AccountId, Place> places,
      OrganizationPage organization,
      OrganizationPage.Member member) {
    Place other = places.put(member.account(), new Place(organization, member));
    if (other == null || isSame(other, organization, member)) {
      return;
    }
    SnapshotProblem twice =
        file.problem("account " + member.account(), "given twice, and differently");
    snapshotProblems.add(twice);
    OrganizationPage.Member spoilt =
        new OrganizationPage.Member(
            member.account(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(twice));
    places.put(member.account(), new Place(organization, spoilt));
  }

  private static boolean isSame(
      Place other, OrganizationPage organization, OrganizationPage.Member member) {
    return other.member().equals(member)
        && other.organization().id().equals(organization.id())
        && other.organization().managementAccount().equals(organization.managementAccount());
  }

  /// The management account need not be listed: neither SCPs nor RCPs bind it.
  private void addManagement(OrganizationPage organization) {
    AccountId id = organization.managementAccount();
    Lookup<AccountFacts> facts =
        new Lookup.Found<>(AccountFacts.management(organization(organization), Optional.empty()));
    Lazy<Lookup<AccountFacts>> other = accounts.putIfAbsent(id, new Lazy<>(() -> facts));
    if (other != null && !other.get().equals(facts)) {
      accounts.put(
          id, new Lazy<>(() -> unreadable(id, "it manages several organizations of the snapshot")));
    }
  }

  private static AccountFacts.Organization organization(OrganizationPage page) {
    return new AccountFacts.Organization(page.id(), page.managementAccount());
  }

  private Lookup<AccountFacts> facts(Place place) {
    OrganizationPage.Member member = place.member();
    if (member.problem().isPresent()) {
      return unreadable(member.account(), member.problem().get().toString());
    }
    return new Lookup.Found<>(
        new AccountFacts(
            member.account(),
            member.name(),
            Optional.of(organization(place.organization())),
            member.path(),
            ControlPolicies.layer(ControlPolicies.Type.SCP, member),
            ControlPolicies.layer(ControlPolicies.Type.RCP, member)));
  }

  private static Lookup<AccountFacts> unreadable(AccountId id, String why) {
    return new Lookup.Unreadable<>(
        new Gap("the organization of account " + id, why, IamCommands.readOrganization(id)));
  }
}
