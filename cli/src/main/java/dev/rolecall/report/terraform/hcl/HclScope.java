package dev.rolecall.report.terraform.hcl;

import java.util.Optional;

/// What names in expressions stand for.
@FunctionalInterface
public interface HclScope {

  /// The value of a name such as `var`, `local` or `each`, followed by an attribute where it has
  /// one; empty when only Terraform can tell.
  ///
  /// @param attribute what follows the name behind a dot; empty when nothing does
  Optional<HclValue> value(String name, String attribute);

  /// This scope, with one more name.
  default HclScope with(String added, HclValue value) {
    return (name, attribute) ->
        name.equals(added)
            ? Optional.of(attribute.isEmpty() ? value : HclEvaluator.member(value, attribute))
            : value(name, attribute);
  }
}
