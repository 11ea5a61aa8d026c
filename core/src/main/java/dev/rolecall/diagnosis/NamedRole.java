package dev.rolecall.diagnosis;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the role that a service names without its path. A role's name is unique in its account,
/// whatever the path.
final class NamedRole {

  private NamedRole() {}

  /// The denial with the ARN of the role. Unchanged where the account cannot be read; where it has
  /// no role of that name, the ARN without a path is as good as any.
  static Denial resolved(Denial denial, Roles roles) {
    return denial
        .report()
        .filter(ServiceReport::roleByName)
        .flatMap(_ -> denial.target().arn())
        .flatMap(named -> find(named, roles))
        .map(denial::asking)
        .orElse(denial);
  }

  private static Optional<RoleArn> find(RoleArn named, Roles roles) {
    if (roles.role(named) instanceof Lookup.Found) {
      return Optional.of(named);
    }
    List<RoleArn> known = namesakes(named, roles.rolesNamed(named.name()).stream());
    return known.size() == 1
        ? Optional.of(known.getFirst())
        : roles.rolesOf(named.account()).found().flatMap(all -> among(all, named));
  }

  private static Optional<RoleArn> among(List<RoleFacts> all, RoleArn named) {
    List<RoleArn> namesakes = namesakes(named, all.stream().map(RoleFacts::arn));
    return switch (namesakes.size()) {
      case 0 -> Optional.of(named);
      case 1 -> Optional.of(namesakes.getFirst());
      default -> Optional.empty();
    };
  }

  private static List<RoleArn> namesakes(RoleArn named, Stream<RoleArn> roles) {
    return roles.filter(named::isNamesake).distinct().toList();
  }
}
