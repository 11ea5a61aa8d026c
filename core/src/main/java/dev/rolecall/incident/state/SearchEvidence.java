package dev.rolecall.incident.state;

import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How many roles say that their caller looks for one that lets it in.
///
/// A role that exists and trusts the caller says nothing of the kind. Of the roles that could not
/// be read, and that are denied for a reason on the caller's side, a job that does the same in
/// every account asks for few in each; who looks for a role tries many in one. Of these, those of
/// the account with the most count.
final class SearchEvidence {

  private SearchEvidence() {}

  static long roles(Incident search, Instant since) {
    List<String> recent =
        search.roles().entrySet().stream()
            .filter(role -> !role.getValue().isBefore(since))
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Long> spread =
        recent.stream()
            .filter(search.spread()::contains)
            .collect(Collectors.groupingBy(SearchEvidence::account, Collectors.counting()));
    long tried = recent.stream().filter(role -> !search.spread().contains(role)).count();
    return tried + spread.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// Whether a denial is one of those of which a job that does the same in every account gets many.
  static boolean isSpread(Occurrence occurrence) {
    return occurrence
        .finding()
        .filter(found -> found.roleSide() == DiagnosisSummary.RoleSide.UNKNOWN)
        .filter(found -> !found.blockers().isEmpty() && !found.stranger())
        .isPresent();
  }

  private static String account(String role) {
    return RoleArn.parse(role).map(arn -> arn.account().value()).orElse("");
  }
}
