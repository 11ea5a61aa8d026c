package dev.rolecall.infra;

import java.util.List;
import java.util.Map;

/// What makes one function another than the next.
///
/// @param reservedConcurrency how many invocations run at a time; 0 reserves nothing
/// @param environment without what all functions have
/// @param permissions without what all functions have
record FunctionDesign(
    String description,
    String handler,
    int memoryMegabytes,
    int reservedConcurrency,
    Map<String, String> environment,
    List<Permission> permissions) {

  FunctionDesign {
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
  }
}
