package dev.rolecall.evidence.iam;

import dev.rolecall.denial.Gap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role, user or group as its account has it.
///
/// @param trust the trust policy; roles only
/// @param attached the ARNs of the managed policies attached to it
/// @param groups the names of the groups it is in; users only
/// @param missing policies of its own that could not be read
/// @param boundary the ARN of the policy that is its permissions boundary
public record IamPrincipal(
    String arn,
    String name,
    Optional<String> id,
    Optional<Instant> created,
    Map<String, String> tags,
    Optional<LazyPolicyDocument> trust,
    List<Inline> inline,
    List<String> attached,
    List<String> groups,
    Optional<String> boundary,
    List<Gap> missing) {

  /// An inline policy.
  public record Inline(String name, LazyPolicyDocument document) {}

  public IamPrincipal {
    tags = new LinkedHashMap<>(tags);
    inline = List.copyOf(inline);
    attached = List.copyOf(attached);
    groups = List.copyOf(groups);
    missing = List.copyOf(missing);
  }
}
