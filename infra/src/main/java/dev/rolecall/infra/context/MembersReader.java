package dev.rolecall.infra.context;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Members.Rollout;
import dev.rolecall.infra.settings.Members.Whose;
import dev.rolecall.infra.settings.Partition;
import dev.rolecall.infra.wording.SettingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Reads the section `members` of the settings.
public final class MembersReader {

  /// As many as fit into one parameter of SSM with everything else, and into the policy of a bus.
  public static final int MOST_ACCOUNTS = 100;

  private final Entries entries;

  private MembersReader(Entries entries) {
    this.entries = entries;
  }

  static Members read(Entries entries) {
    return new MembersReader(entries).members();
  }

  private Members members() {
    Whose whose = whose();
    String account = entries.required("monitorAccount", SettingFormat.ACCOUNT);
    String region = entries.required("monitorRegion", SettingFormat.REGION);
    return new Members(
        whose,
        account,
        region,
        regions(region),
        entries.text("permissionsBoundary", SettingFormat.POLICY_NAME),
        entries.flag("alarms", true),
        rollout(whose));
  }

  private Whose whose() {
    boolean listed = !entries.hasNone(List.of("accounts"));
    Optional<String> organization = entries.text("organizationId", SettingFormat.ORGANIZATION);
    List<String> accounts =
        listed
            ? entries.required("accounts", SettingFormat.ACCOUNT, SettingWords.accounts())
            : entries.texts("accounts", SettingFormat.ACCOUNT);
    if (entries.hasNone(List.of("organizationId", "accounts"))) {
      entries.problem(place -> SettingWords.needsEither(place, "organizationId", "accounts"));
    }
    if (listed && !entries.hasNone(List.of("organizationId"))) {
      entries.problem(place -> SettingWords.eitherOr(place, "organizationId", "accounts"));
    }
    if (accounts.size() > MOST_ACCOUNTS) {
      entries.contradiction(
          "accounts",
          place -> SettingWords.tooMany(place, accounts.size(), MOST_ACCOUNTS, "organizationId"));
    }
    return listed && entries.hasNone(List.of("organizationId"))
        ? new Whose.Accounts(accounts)
        : new Whose.Organization(organization.orElse(""));
  }

  private List<String> regions(String monitorRegion) {
    List<String> given = entries.required("regions", SettingFormat.REGION, SettingWords.regions());
    Partition partition = Partition.of(monitorRegion);
    given.stream()
        .filter(region -> Partition.of(region) != partition)
        .forEach(
            region ->
                entries.contradiction(
                    "regions", place -> SettingWords.otherPartition(place, region, monitorRegion)));
    TreeSet<String> regions = new TreeSet<>(given);
    regions.add(partition.globalRegion());
    return new ArrayList<>(regions);
  }

  private Optional<Rollout> rollout(Whose whose) {
    List<String> units = entries.texts("organizationalUnits", SettingFormat.ORGANIZATIONAL_UNIT);
    Optional<String> callAs = entries.text("callAs", SettingFormat.CALL_AS);
    if (!units.isEmpty() && whose instanceof Whose.Accounts) {
      entries.contradiction(
          "organizationalUnits", place -> SettingWords.setWithout(place, "organizationId"));
    }
    if (units.isEmpty() && callAs.isPresent()) {
      entries.contradiction(
          "callAs", place -> SettingWords.setWithout(place, "organizationalUnits"));
    }
    return units.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rollout(units, callAs.filter("DELEGATED_ADMIN"::equals).isPresent()));
  }
}
