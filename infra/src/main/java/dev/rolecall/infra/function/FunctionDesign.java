package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/// What makes one function another than the next.
///
/// @param roleName where other accounts let this role in by its name
/// @param reservedConcurrency how many invocations run at a time; 0 reserves nothing
/// @param newsFor how long an event may wait for its turn, or for another try
/// @param environment without what all functions have
/// @param permissions without what all functions have
record FunctionDesign(
    String description,
    String handler,
    Optional<String> roleName,
    int memoryMegabytes,
    int reservedConcurrency,
    Duration timeout,
    Duration newsFor,
    Map<String, String> environment,
    List<Permission> permissions) {

  FunctionDesign {
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
  }
}
