package dev.rolecall.report.terraform;

import java.util.List;

/// Where a role is defined: by none of the resources that were read, by one, or by one of several.
///
/// @param guess whether the names of the resources have expressions in them that may come to the
///   role's
public record RoleLocation(List<TerraformRole> roles, boolean guess) {
  public RoleLocation {
    roles = List.copyOf(roles);
  }
}
