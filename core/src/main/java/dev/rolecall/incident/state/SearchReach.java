package dev.rolecall.incident.state;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.incident.enumeration.RoleSight;
import dev.rolecall.incident.enumeration.StandoutReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a search has reached, and what people were told of it one by one: a role that matters is
/// told at once, whatever else the caller tries; so many an hour at most, and then one alert says
/// so.
///
/// @param missing how many of the roles do not exist
/// @param singles when roles were told by themselves in the last hour
/// @param owners who has heard of a role of theirs
/// @param more roles that matter and were not told by themselves
/// @param limited when people were told last that there are more
public record SearchReach(
    long missing,
    List<Instant> singles,
    List<String> owners,
    long more,
    Optional<Instant> limited) {

  /// So many an hour are told by themselves.
  public static final int MOST_SINGLES = 5;

  /// Nothing was tried yet.
  static final SearchReach NOTHING = new SearchReach(0, List.of(), List.of(), 0, Optional.empty());

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_OWNERS = 50;
  private static final int FEW_ACCOUNTS = 2;

  public SearchReach {
    singles = List.copyOf(singles);
    owners = List.copyOf(owners);
  }

  /// Why the role of `occurrence` matters; empty when it is one of many.
  ///
  /// @param search with the role counted
  static Optional<StandoutReason> reason(
      IncidentRules rules, Incident search, Occurrence occurrence) {
    String role = occurrence.subject().role();
    Optional<RoleSight> sight = occurrence.finding().map(DiagnosisSummary::role);
    if (sight.filter(RoleSight::missing).isPresent()) {
      return Optional.empty();
    }
    if (sight.filter(RoleSight::opens).isPresent()) {
      return Optional.of(StandoutReason.OPENS);
    }
    if (rules.privileged().match(name(role))
        || sight.filter(one -> one.isPrivileged(rules.privileged())).isPresent()) {
      return Optional.of(StandoutReason.PRIVILEGED);
    }
    SearchReach reach = search.reach().orElse(NOTHING);
    if (sight.filter(RoleSight::exists).isPresent() && 2 * reach.missing > search.roleCount()) {
      return Optional.of(StandoutReason.EXISTS);
    }
    if (isElsewhere(role, search.roles().keySet())) {
      return Optional.of(StandoutReason.OTHER_ACCOUNT);
    }
    return occurrence
        .finding()
        .flatMap(DiagnosisSummary::owner)
        .filter(owner -> !reach.owners.contains(owner))
        .map(_ -> StandoutReason.OWNER);
  }

  private static String name(String role) {
    return RoleArn.parse(role).map(RoleArn::name).orElse(role);
  }

  private static boolean isElsewhere(String role, Set<String> tried) {
    Set<AccountId> others =
        tried.stream()
            .filter(other -> !other.equals(role))
            .flatMap(other -> account(other).stream())
            .collect(Collectors.toSet());
    return !others.isEmpty()
        && others.size() <= FEW_ACCOUNTS
        && account(role).filter(account -> !others.contains(account)).isPresent();
  }

  private static Optional<AccountId> account(String role) {
    return RoleArn.parse(role).map(RoleArn::account);
  }

  /// With one role more.
  static Optional<SearchReach> counted(Incident search, Occurrence occurrence, boolean isNew) {
    boolean gone =
        isNew
            && occurrence
                .finding()
                .map(DiagnosisSummary::role)
                .filter(RoleSight::missing)
                .isPresent();
    return gone ? Optional.of(search.reach().orElse(NOTHING).oneMoreMissing()) : search.reach();
  }

  private SearchReach oneMoreMissing() {
    return new SearchReach(missing + 1, singles, owners, more, limited);
  }

  private List<Instant> recent(Instant now) {
    return singles.stream().filter(at -> at.isAfter(now.minus(HOUR))).toList();
  }

  /// Whether one more may be told by itself.
  boolean mayTell(Instant now) {
    return recent(now).size() < MOST_SINGLES;
  }

  /// One more was told by itself, to the owner of the role.
  SearchReach told(Optional<String> owner, Instant now) {
    List<Instant> all = new ArrayList<>(recent(now));
    all.add(now);
    List<String> heard = new ArrayList<>(owners);
    owner.filter(name -> !heard.contains(name)).ifPresent(heard::add);
    return new SearchReach(
        missing,
        all,
        heard.subList(Math.max(0, heard.size() - MOST_OWNERS), heard.size()),
        more,
        limited);
  }

  /// One more that matters was not told by itself.
  SearchReach withheld(Instant now) {
    return new SearchReach(
        missing, singles, owners, more + 1, isToldOfLimit(now) ? limited : Optional.of(now));
  }

  /// Whether people know, of this hour, that there are more.
  boolean isToldOfLimit(Instant now) {
    return limited.filter(at -> at.isAfter(now.minus(HOUR))).isPresent();
  }
}
