package dev.rolecall.incident.action;

import java.time.Instant;

/// Somebody works on an incident.
///
/// @param actor who; untrusted text
/// @param causes how many causes the incident had by then: with the next one it ends
public record Acknowledgement(String actor, Instant at, int causes) {}
