package dev.rolecall.report.sarif;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.report.terraform.RoleLocation;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import dev.rolecall.report.terraform.TerraformRoles;
import java.util.List;
import java.util.Optional;

/// Where the change of an incident belongs.
sealed interface Located {

  /// In the configuration.
  ///
  /// @param guess whether the name of the role has an expression in it
  record At(TerraformRole role, boolean guess, Fix fix) implements Located {
    FilePlace place() {
      return role.trust();
    }
  }

  /// In one of several places, for all that can be seen.
  record Ambiguous(RoleArn arn, List<TerraformRole> roles) implements Located {
    public Ambiguous {
      roles = List.copyOf(roles);
    }
  }

  /// In a trust policy that is in none of the files.
  record Elsewhere() implements Located {}

  /// In no trust policy.
  record NoTrustPolicy() implements Located {}

  static Located of(Explanation explanation, TerraformRoles roles) {
    Optional<RoleArn> role = explanation.denial().target().arn();
    Optional<Fix> fix = role.flatMap(arn -> trustFix(explanation, arn));
    return role.isEmpty() || fix.isEmpty()
        ? new NoTrustPolicy()
        : switch (roles.find(role.get())) {
          case RoleLocation.Certain(TerraformRole found) -> new At(found, false, fix.get());
          case RoleLocation.Guessed(TerraformRole found) -> new At(found, true, fix.get());
          case RoleLocation.Several(List<TerraformRole> several) ->
              new Ambiguous(role.get(), several);
          case RoleLocation.Nowhere() -> new Elsewhere();
        };
  }

  private static Optional<Fix> trustFix(Explanation explanation, RoleArn role) {
    return explanation.fixes().stream()
        .filter(fix -> fix.place() == Fix.Place.TRUST_POLICY)
        .filter(fix -> fix.target().equals(role.name()))
        .filter(fix -> fix.account().filter(role.account()::equals).isPresent())
        .findFirst();
  }
}
