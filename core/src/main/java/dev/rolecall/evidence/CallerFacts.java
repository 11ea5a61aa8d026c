package dev.rolecall.evidence;

import dev.rolecall.denial.Gap;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A user or role that makes calls, with the policies that bind it.
///
/// @param arn the ARN of the user or role, with its path
/// @param uniqueId `AIDA...` or `AROA...`
/// @param identityPolicies inline and attached ones, and for users those of their groups
/// @param missing identity-based policies that could not be read
/// @param boundary the permissions boundary; not applicable when none is set
/// @param written when the newest of its managed policies, the boundary among them, got the version
///   that is in force; empty when that is not known
public record CallerFacts(
    String arn,
    Optional<String> uniqueId,
    Optional<Instant> created,
    Map<String, String> tags,
    List<NamedPolicy> identityPolicies,
    List<Gap> missing,
    Layer boundary,
    Optional<Instant> written) {

  /// Whether nothing of it could not be read.
  public boolean isWhole() {
    return missing.isEmpty() && !(boundary instanceof Layer.Unread);
  }

  public CallerFacts {
    tags = Map.copyOf(tags);
    identityPolicies = List.copyOf(identityPolicies);
    missing = List.copyOf(missing);
  }
}
