package dev.rolecall.gate.terraform;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.gate.wording.TerraformWords;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.report.terraform.RoleLocation;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import java.util.List;
import java.util.Optional;

/// What a configuration says of the trust policy of one role.
public sealed interface ConfiguredTrust {

  /// All of it.
  ///
  /// @param guess whether the role's name in the configuration has expressions in it
  record Whole(TerraformRole role, boolean guess, PolicyReading.Read policy)
      implements ConfiguredTrust {}

  /// Some of its values only Terraform can evaluate.
  ///
  /// @param atMost allows at least what the policy allows, whatever those values are
  /// @param open their expressions
  record Partial(TerraformRole role, boolean guess, PolicyReading.Read atMost, List<String> open)
      implements ConfiguredTrust {
    public Partial {
      open = List.copyOf(open);
    }

    /// What is not known of the policy.
    public Gap gap() {
      return TerraformWords.unresolved(role, open);
    }
  }

  /// Nothing that can be evaluated.
  ///
  /// @param role the one that it is, where there is one
  record Unknown(Optional<TerraformRole> role, Gap gap) implements ConfiguredTrust {}

  /// Where the role is defined.
  default Optional<TerraformRole> place() {
    return switch (this) {
      case Whole whole -> Optional.of(whole.role());
      case Partial partial -> Optional.of(partial.role());
      case Unknown unknown -> unknown.role();
    };
  }

  /// Whether the role's name in the configuration has expressions in it, so that it may be another
  /// role.
  default boolean isGuess() {
    return switch (this) {
      case Whole whole -> whole.guess();
      case Partial partial -> partial.guess();
      case Unknown _ -> false;
    };
  }

  /// Evaluates the configuration.
  ///
  /// @param provider the identity provider of the call: a provider that only Terraform can evaluate
  ///   may be it
  static ConfiguredTrust of(RoleArn arn, TerraformRoles roles, Optional<String> provider) {
    RoleLocation found = roles.find(arn);
    if (found.roles().size() != 1) {
      return new Unknown(
          Optional.empty(),
          found.roles().isEmpty()
              ? TerraformWords.roleNotFound(arn)
              : TerraformWords.severalRoles(
                  arn, found.roles().stream().map(TerraformRole::trust).toList()));
    }
    TerraformRole role = found.roles().getFirst();
    OpenDocument document = new OpenDocument(role.policy().document().apply(arn));
    return document
        .atMost(provider)
        .map(json -> read(role, found.guess(), document.open(), ProposedTrust.read(json)))
        .orElseGet(
            () -> new Unknown(Optional.of(role), TerraformWords.unresolved(role, document.open())));
  }

  private static ConfiguredTrust read(
      TerraformRole role, boolean guess, List<String> open, PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Read read when open.isEmpty() -> new Whole(role, guess, read);
      case PolicyReading.Read read -> new Partial(role, guess, read, open);
      case PolicyReading.Unreadable(String problem) ->
          new Unknown(Optional.of(role), TerraformWords.unreadable(role, problem));
    };
  }
}
