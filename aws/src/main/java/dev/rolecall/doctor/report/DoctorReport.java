package dev.rolecall.doctor.report;

import dev.rolecall.denial.AccountId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was found, in the order in which an event passes; the same in several places is one
/// finding.
public record DoctorReport(Optional<Installation> installation, List<CheckFinding> findings) {

  /// Puts together what says the same.
  public DoctorReport {
    Map<CheckFinding, Set<AwsLocation>> places =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    CheckFinding::anywhere,
                    LinkedHashMap::new,
                    Collectors.flatMapping(
                        finding -> finding.where().stream(),
                        Collectors.toCollection(LinkedHashSet::new))));
    findings =
        places.entrySet().stream()
            .map(place -> place.getKey().in(List.copyOf(place.getValue())))
            .sorted(Comparator.comparing(CheckFinding::area))
            .toList();
  }

  /// What is wrong.
  public List<CheckFinding.Wrong> wrong() {
    return of(CheckFinding.Wrong.class);
  }

  /// What could not be looked at.
  public List<CheckFinding.Unknown> unknown() {
    return of(CheckFinding.Unknown.class);
  }

  private <F extends CheckFinding> List<F> of(Class<F> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// In how many places the same was looked at as for `finding`: accounts, or accounts and regions.
  int lookedAt(CheckFinding finding) {
    return (int)
        findings.stream()
            .filter(other -> other.area() == finding.area())
            .flatMap(other -> other.where().stream())
            .filter(where -> where.region().isEmpty() == finding.isOfAccounts())
            .map(where -> AwsLocation.of(where.account(), where.region()))
            .distinct()
            .count();
  }

  /// Accounts that are not read, or not as they should be.
  public List<AccountId> unreadAccounts() {
    return Stream.concat(
            wrong().stream().filter(wrong -> wrong.fault() != Problem.ORGANIZATION_UNREADABLE),
            unknown().stream())
        .filter(finding -> finding.area() == Area.ACCOUNTS)
        .flatMap(finding -> finding.where().stream())
        .map(AwsLocation::account)
        .distinct()
        .toList();
  }
}
