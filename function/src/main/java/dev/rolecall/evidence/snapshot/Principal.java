package dev.rolecall.evidence.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role, user or group as a file tells it.
///
/// @param trust the trust policy; roles only
/// @param attached the ARNs of the managed policies attached to it
/// @param groups the names of the groups it is in; users only
/// @param boundary the ARN of the policy that is its permissions boundary
record Principal(
    String arn,
    String name,
    Optional<String> id,
    Optional<Instant> created,
    Map<String, String> tags,
    Optional<Document> trust,
    List<Inline> inline,
    List<String> attached,
    List<String> groups,
    Optional<String> boundary) {

  /// An inline policy.
  record Inline(String name, Document document) {}

  Principal {
    tags = new LinkedHashMap<>(tags);
    inline = List.copyOf(inline);
    attached = List.copyOf(attached);
    groups = List.copyOf(groups);
  }
}
