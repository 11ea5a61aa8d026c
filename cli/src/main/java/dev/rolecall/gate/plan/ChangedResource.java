package dev.rolecall.gate.plan;

import java.util.Set;

/// A resource that a plan changes.
///
/// @param address without the keys of instances
/// @param names what its attributes name: its ARN and name, the role, user or policy that it is of
public record ChangedResource(String address, String type, Set<String> names) {
  public ChangedResource {
    names = Set.copyOf(names);
  }
}
