package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Existing roles that were perhaps meant, when the one asked for does not exist.
public final class RoleSuggestions {

  private static final int MOST = 3;

  private RoleSuggestions() {}

  /// The nearest first.
  public static List<RoleSuggestion> of(RoleArn asked, Roles roles) {
    Stream<RoleSuggestion> inAccount =
        roles.rolesOf(asked.account()).found().orElse(List.of()).stream()
            .map(RoleFacts::arn)
            .flatMap(role -> near(asked, role).map(how -> new RoleSuggestion(role, how)).stream());
    Stream<RoleSuggestion> elsewhere =
        roles.rolesNamed(asked.name()).stream()
            .filter(role -> !role.account().equals(asked.account()))
            .map(role -> new RoleSuggestion(role, Kind.OTHER_ACCOUNT));
    return Stream.concat(inAccount, elsewhere)
        .distinct()
        .sorted(
            Comparator.comparing(RoleSuggestion::how)
                .thenComparingInt(
                    suggestion -> Spelling.distance(asked.name(), suggestion.role().name()))
                .thenComparing(suggestion -> suggestion.role().toString()))
        .limit(MOST)
        .toList();
  }

  private static Optional<Kind> near(RoleArn asked, RoleArn role) {
    if (role.name().equals(asked.name())) {
      if (!role.partition().equals(asked.partition())) {
        return Optional.of(Kind.OTHER_PARTITION);
      }
      return Optional.of(asked.path().equals("/") ? Kind.ARN_WITHOUT_PATH : Kind.ARN_OTHER_PATH);
    }
    return Spelling.kind(role.name(), asked.name());
  }
}
