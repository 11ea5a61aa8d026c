package dev.rolecall.iam.principal;

import java.util.List;

/// A `Principal` or `NotPrincipal` element.
///
/// @param negated `NotPrincipal`
public record PrincipalElement(boolean negated, List<PrincipalEntry> entries) {
  public PrincipalElement {
    entries = List.copyOf(entries);
  }
}
