package dev.rolecall.report.terraform;

import java.util.List;

/// Where a role is defined.
public sealed interface RoleLocation {

  /// By one resource, whose name and path are those of the role.
  record Certain(TerraformRole role) implements RoleLocation {}

  /// By one resource, perhaps: its name has an expression in it, and no other comes near.
  record Guessed(TerraformRole role) implements RoleLocation {}

  /// By one of several resources, for all that can be seen.
  record Several(List<TerraformRole> roles) implements RoleLocation {
    public Several {
      roles = List.copyOf(roles);
    }
  }

  /// By none that was read.
  record Nowhere() implements RoleLocation {}
}
