package dev.rolecall.report.terraform.hcl;

import java.util.List;
import java.util.Optional;

/// What names in expressions stand for.
@FunctionalInterface
public interface HclScope {

  /// The value of a name such as `var`, `local` or `each`, followed by an attribute where it has
  /// one; empty when only Terraform can tell.
  ///
  /// @param name of a data source with its kind, of a module with its own: `data.aws_partition`,
  ///   `module.oidc`
  /// @param attribute what follows the name behind a dot; empty when nothing does
  Optional<HclValue> value(String name, String attribute);

  /// The result of a function that depends on where it is called; empty when it is not known.
  default Optional<HclValue> call(String function, List<HclValue> arguments) {
    return Optional.empty();
  }

  /// This scope, with one more name.
  default HclScope with(String added, HclValue value) {
    return new WithName(this, added, value);
  }

  /// A scope with one more name.
  record WithName(HclScope outer, String added, HclValue value) implements HclScope {

    @Override
    public Optional<HclValue> value(String name, String attribute) {
      return name.equals(added)
          ? Optional.of(attribute.isEmpty() ? value : HclEvaluator.member(value, attribute))
          : outer.value(name, attribute);
    }

    @Override
    public Optional<HclValue> call(String function, List<HclValue> arguments) {
      return outer.call(function, arguments);
    }
  }
}
