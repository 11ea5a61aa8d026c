package dev.rolecall.incident.identity;

import java.time.Instant;

/// A success of a caller that was denied the same role.
///
/// @param key of its [dev.rolecall.incident.identity.CallerIdentity]
/// @param name of its session; untrusted
public record SeenSuccess(String key, String name, Instant at) {}
