package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.List;
import java.util.Optional;

/// A managed policy as a file tells it.
///
/// @param document its default version, which alone counts; empty when the file does not have it
/// @param inactive its other versions that say something about STS
public record ManagedPolicy(
    String arn, Optional<LazyPolicyDocument> document, List<Version> inactive) {

  /// A version that is not in force.
  public record Version(String id, LazyPolicyDocument document) {}

  public ManagedPolicy {
    inactive = List.copyOf(inactive);
  }
}
