package dev.rolecall.evidence;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A role as its account has it.
///
/// @param roleId the unique id (`AROA...`)
/// @param tags in the order of the source
public record RoleFacts(
    RoleArn arn,
    Optional<String> roleId,
    Optional<Instant> created,
    Map<String, String> tags,
    PolicyReading trustPolicy) {
  public RoleFacts {
    tags = Map.copyOf(tags);
  }

  /// The statements of its trust policy; none where that was not understood.
  public Stream<Statement> statements() {
    return trustPolicy.found().stream().flatMap(policy -> policy.statements().stream());
  }
}
