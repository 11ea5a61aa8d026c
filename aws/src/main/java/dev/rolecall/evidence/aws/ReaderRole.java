package dev.rolecall.evidence.aws;

import java.util.Optional;

/// The role that is assumed in an account in order to read it.
///
/// @param name with its path, if it has one: `RolecallReader`
/// @param externalId what its trust policy asks for; never shown
public record ReaderRole(String name, Optional<String> externalId) {

  @Override
  public String toString() {
    return name;
  }
}
