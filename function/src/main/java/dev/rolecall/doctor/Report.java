package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What was found, in the order in which an event passes; the same in several places is one
/// finding.
public record Report(Optional<Installation> installation, List<Finding> findings) {

  /// Puts together what says the same.
  public Report {
    Map<Finding, Finding> merged = new LinkedHashMap<>();
    Map<Finding, List<Place>> places = new LinkedHashMap<>();
    for (Finding finding : findings) {
      merged.putIfAbsent(finding.anywhere(), finding);
      places.computeIfAbsent(finding.anywhere(), _ -> new ArrayList<>()).addAll(finding.where());
    }
    findings =
        merged.keySet().stream()
            .map(key -> key.in(places.getOrDefault(key, List.of()).stream().distinct().toList()))
            .sorted(java.util.Comparator.comparing(Finding::area))
            .toList();
  }

  /// What is wrong.
  public List<Finding.Wrong> wrong() {
    return of(Finding.Wrong.class);
  }

  /// What could not be looked at.
  public List<Finding.Unknown> unknown() {
    return of(Finding.Unknown.class);
  }

  private <F extends Finding> List<F> of(Class<F> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// In how many places the same was looked at as for `finding`: accounts, or accounts and regions.
  int lookedAt(Finding finding) {
    boolean whole = finding.where().stream().allMatch(place -> place.region().isEmpty());
    TreeSet<String> all = new TreeSet<>();
    for (Finding other : findings) {
      if (other.area() == finding.area()) {
        for (Place place : other.where()) {
          if (place.region().isEmpty() == whole) {
            all.add(place.account() + " " + place.region());
          }
        }
      }
    }
    return all.size();
  }

  /// Accounts that are not read, or not as they should be.
  public List<AccountId> unreadAccounts() {
    return findings.stream()
        .filter(finding -> finding.area() == Area.ACCOUNTS && !(finding instanceof Finding.Ok))
        .filter(
            finding ->
                !(finding instanceof Finding.Wrong wrong)
                    || wrong.fault() != Fault.ORGANIZATION_UNREADABLE)
        .flatMap(finding -> finding.where().stream())
        .map(Place::account)
        .distinct()
        .toList();
  }
}
