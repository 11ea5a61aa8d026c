package dev.rolecall.cli.check;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.terraform.ConfiguredTrust;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.report.terraform.TerraformRoles;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Evaluates single calls by what was read, what is proposed, and what a configuration defines.
///
/// @param configuration for the lines that decide
/// @param policies the configuration whose trust policies count; empty where other files have them
record CallEvaluator(
    ProposalFiles.Proposed proposed,
    Optional<TerraformRoles> configuration,
    Optional<TerraformRoles> policies,
    Function<Denial, Evidence> evidence) {

  TerraformPlaces places() {
    return new TerraformPlaces(configuration.orElseGet(TerraformRoles::none), proposed.changes());
  }

  /// What the configuration says of the trust policy that a call is evaluated by.
  Optional<ConfiguredTrust> trust(Denial call) {
    return policies.flatMap(
        roles ->
            call.target()
                .arn()
                .map(role -> ConfiguredTrust.of(role, roles, call.caller().provider())));
  }

  CheckedCall evaluate(Denial call) {
    Optional<RoleArn> role = call.target().arn();
    if (role.isEmpty() || policies.isEmpty()) {
      return checked(
          call,
          role.map(proposed.unchanged()::get).map(read -> Proposal.ofTrust(role.get(), read)));
    }
    ConfiguredTrust trust =
        ConfiguredTrust.of(role.get(), policies.get(), call.caller().provider());
    CheckedCall checked = checked(call, role.get(), trust);
    return trust.isGuess() ? checked.probably() : checked;
  }

  private CheckedCall checked(Denial call, RoleArn role, ConfiguredTrust trust) {
    return switch (trust) {
      case ConfiguredTrust.Whole whole ->
          checked(call, Optional.of(Proposal.ofTrust(role, whole.policy())));
      case ConfiguredTrust.Partial partial ->
          checked(call, Optional.of(Proposal.ofTrust(role, partial.atMost())))
              .knownInPart(partial.gap());
      case ConfiguredTrust.Unknown unknown -> {
        CheckedCall checked = checked(call, Optional.empty());
        yield checked.verdict() == Verdict.UNDETERMINED
            ? checked.knownInPart(unknown.gap())
            : checked;
      }
    };
  }

  private CheckedCall checked(Denial call, Optional<Proposal> before) {
    return CheckedCall.of(
        call,
        evidence.apply(call),
        Stream.concat(before.stream(), proposed.proposal().stream()).reduce(Proposal::then));
  }
}
