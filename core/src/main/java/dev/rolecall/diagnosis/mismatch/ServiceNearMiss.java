package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.service.ServiceCallers;
import dev.rolecall.service.ServiceName;
import java.util.Optional;

/// How a service principal nearly names the service that calls.
final class ServiceNearMiss {

  private ServiceNearMiss() {}

  /// @param trusted as the trust policy has it
  /// @param caller as CloudTrail has it
  static Optional<Kind> kind(String trusted, String caller) {
    if (trusted.equals(caller)) {
      return Optional.empty();
    }
    if (trusted.equalsIgnoreCase(caller)) {
      return Optional.of(Kind.LETTER_CASE);
    }
    Optional<ServiceName> own = ServiceName.parse(caller);
    Optional<ServiceName> other = ServiceName.parse(trusted);
    return own.isPresent() && other.isPresent()
        ? kind(other.get(), own.get(), caller)
        : ofText(trusted, caller);
  }

  private static Optional<Kind> kind(ServiceName trusted, ServiceName own, String caller) {
    if (trusted.stem().equals(own.stem())) {
      return Optional.of(
          trusted.region().equals(own.region())
              ? Kind.SERVICE_OTHER_SUFFIX
              : Kind.SERVICE_OTHER_REGION);
    }
    if (trusted.isRelatedTo(own) || isNamedInstead(trusted, caller)) {
      return Optional.of(Kind.SERVICE_OTHER_NAME);
    }
    return Kind.SPELLING.when(Spelling.near(trusted.stem(), own.stem()));
  }

  private static boolean isNamedInstead(ServiceName trusted, String caller) {
    return ServiceCallers.of(caller).stream()
        .flatMap(service -> service.insteadOf().stream())
        .flatMap(name -> ServiceName.parse(name).stream())
        .anyMatch(name -> name.stem().equals(trusted.stem()));
  }

  /// `ecs-tasks` or `lambda.amazonaws` in place of the whole name.
  private static Optional<Kind> ofText(String trusted, String caller) {
    return Kind.SPELLING.when(
        Spelling.near(trusted, caller) || (!trusted.isEmpty() && caller.startsWith(trusted + ".")));
  }
}
