package dev.rolecall.doctor.report;

import dev.rolecall.denial.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What was found, in the order in which an event passes; the same in several places is one
/// finding.
public record DoctorReport(Optional<Installation> installation, List<CheckFinding> findings) {

  /// Puts together what says the same.
  public DoctorReport {
    Map<CheckFinding, CheckFinding> merged = new LinkedHashMap<>();
    Map<CheckFinding, List<AwsLocation>> places = new LinkedHashMap<>();
    for (CheckFinding finding : findings) {
      merged.putIfAbsent(finding.anywhere(), finding);
      places.computeIfAbsent(finding.anywhere(), _ -> new ArrayList<>()).addAll(finding.where());
    }
    findings =
        merged.keySet().stream()
            .map(key -> key.in(places.getOrDefault(key, List.of()).stream().distinct().toList()))
            .sorted(java.util.Comparator.comparing(CheckFinding::area))
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
  int lookedAt(CheckFinding checkFinding) {
    boolean whole =
        checkFinding.where().stream().allMatch(awsLocation -> awsLocation.region().isEmpty());
    TreeSet<String> all = new TreeSet<>();
    for (CheckFinding other : findings) {
      if (other.area() == checkFinding.area()) {
        for (AwsLocation awsLocation : other.where()) {
          if (awsLocation.region().isEmpty() == whole) {
            all.add(awsLocation.account() + " " + awsLocation.region());
          }
        }
      }
    }
    return all.size();
  }

  /// Accounts that are not read, or not as they should be.
  public List<AccountId> unreadAccounts() {
    return findings.stream()
        .filter(
            checkFinding ->
                checkFinding.area() == Area.ACCOUNTS && !(checkFinding instanceof CheckFinding.Ok))
        .filter(
            checkFinding ->
                !(checkFinding instanceof CheckFinding.Wrong wrong)
                    || wrong.fault() != Problem.ORGANIZATION_UNREADABLE)
        .flatMap(checkFinding -> checkFinding.where().stream())
        .map(AwsLocation::account)
        .distinct()
        .toList();
  }
}
