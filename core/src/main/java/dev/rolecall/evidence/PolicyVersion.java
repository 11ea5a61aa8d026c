package dev.rolecall.evidence;

import dev.rolecall.iam.policy.PolicyReading;

/// A version of a managed policy that is not its default version, and so has no effect.
///
/// @param id `v2`
public record PolicyVersion(String id, PolicyReading document) {}
